package operation_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"testing"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/event"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/operation"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// kit is a Service over a database of its own.
type kit struct {
	*operation.Service
	db  *postgres.DB
	ctx context.Context // of a user who may do everything
	hub *event.Hub      // with newWorker
}

func newKit(t testing.TB) *kit {
	t.Helper()
	db := pgtest.New(t)
	user := pgtest.User(t, db)
	ctx := auth.WithViewer(t.Context(), auth.NewViewer(user.ID, user.Login, user.Name, auth.Admin))
	return &kit{Service: newService(t, db, operation.Options{}), db: db, ctx: ctx}
}

func newLogger() *slog.Logger { return slog.New(slog.DiscardHandler) }

// newService returns a service that has not been started.
func newService(t testing.TB, db *postgres.DB, opts operation.Options) *operation.Service {
	t.Helper()
	if opts.Logger == nil {
		opts.Logger = newLogger()
	}
	s, err := operation.New(db, opts)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// create makes an operation of the type mail.
func (k *kit) create(t testing.TB, change ...func(*operation.Spec)) *model.Operation {
	t.Helper()
	spec := operation.Spec{Type: "mail"}
	for _, c := range change {
		c(&spec)
	}
	o, err := k.Create(k.ctx, spec)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// get reads an operation.
func (k *kit) get(t testing.TB, id int64) *model.Operation {
	t.Helper()
	o, err := k.Get(k.ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// exec changes the database behind the service's back.
func (k *kit) exec(t testing.TB, statement string, args ...any) {
	t.Helper()
	if _, err := k.db.Pool.Exec(k.ctx, statement, args...); err != nil {
		t.Fatal(err)
	}
}

// successful is an outcome with an output.
func successful(output string) operation.Outcome {
	out := operation.Outcome{Result: model.OperationSuccessful}
	if output != "" {
		out.Output = json.RawMessage(output)
	}
	return out
}

// wantCode fails the test unless err has the code.
func wantCode(t testing.TB, err error, want model.Code) {
	t.Helper()
	if got := model.CodeOf(err); got != want {
		t.Errorf("error = %v, want the code %q", err, want)
	}
}
