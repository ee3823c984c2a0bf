package job_test

import (
	"context"
	"errors"
	"testing"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// inTx runs a control operation in a transaction of its own.
func inTx(t testing.TB, db *postgres.DB, fn func(ctx context.Context, tx postgres.Tx) error) error {
	t.Helper()
	return postgres.InTx(t.Context(), db, nil, fn)
}

func resume(t testing.TB, e *job.Engine, db *postgres.DB, id int64) error {
	t.Helper()
	return inTx(t, db, func(ctx context.Context, tx postgres.Tx) error {
		_, err := e.ResumeTx(ctx, tx, id)
		return err
	})
}

// asAdmin is a context whose viewer may do everything.
func asAdmin(t testing.TB) context.Context { return auth.WithViewer(t.Context(), auth.System()) }

// TestOwnersDoNotWaitForAJobThatEnds holds a running job as its end does, which may
// be waiting for what its owner has locked.
func TestOwnersDoNotWaitForAJobThatEnds(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	e := startEngine(t, db, job.Options{}, newLedgerApp(t, db, 10))
	id := create(t, e, db, job.Spec{}).ID
	err := inTx(t, db, func(ctx context.Context, tx postgres.Tx) error {
		if _, err := tx.NewRaw("SELECT FROM job WHERE id = ? FOR NO KEY UPDATE", id).Exec(ctx); err != nil {
			return err
		}
		for name, do := range map[string]func(postgres.Tx) error{
			"resuming": func(owner postgres.Tx) error { _, err := e.ResumeTx(ctx, owner, id); return err },
			"deleting": func(owner postgres.Tx) error { return e.DeleteTx(ctx, owner, id) },
		} {
			err := inTx(t, db, func(ctx context.Context, owner postgres.Tx) error {
				if _, err := owner.NewRaw("SET LOCAL lock_timeout TO '1s'").Exec(ctx); err != nil {
					return err
				}
				return do(owner)
			})
			var refusal *model.Error
			if !errors.As(err, &refusal) || refusal.Code != model.CodeConflict {
				t.Errorf("%s a running job: %v, want to be refused at once", name, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestControlInEveryState(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	app := newLedgerApp(t, db, 10)
	e := startEngine(t, db, job.Options{}, app) // no slots: states stay as they are set

	operations := []struct {
		name    string
		do      func(id int64) error
		allowed map[model.JobState]model.JobState // and the state after; "" for none
	}{
		{"Cancel", func(id int64) error {
			_, err := e.CancelJob(asAdmin(t), id)
			return err
		}, map[model.JobState]model.JobState{
			model.JobRunning:   model.JobCanceling,
			model.JobCanceling: model.JobCanceling,
		}},
		{"Resume", func(id int64) error { return resume(t, e, db, id) }, map[model.JobState]model.JobState{
			model.JobFailed:   model.JobRunning,
			model.JobCanceled: model.JobRunning,
		}},
		{"Delete", func(id int64) error {
			return inTx(t, db, func(ctx context.Context, tx postgres.Tx) error { return e.DeleteTx(ctx, tx, id) })
		}, map[model.JobState]model.JobState{
			model.JobFinished: "", model.JobFailed: "", model.JobCanceled: "",
		}},
	}
	states := []model.JobState{model.JobRunning, model.JobCanceling, model.JobFinished, model.JobFailed, model.JobCanceled}
	for _, op := range operations {
		for _, state := range states {
			id := create(t, e, db, job.Spec{}).ID
			if _, err := db.Pool.Exec(t.Context(), "UPDATE job SET state = $2 WHERE id = $1", id, state); err != nil {
				t.Fatal(err)
			}
			err := op.do(id)
			jobs, byIDErr := e.ByID(t.Context(), id)
			if byIDErr != nil {
				t.Fatal(byIDErr)
			}
			after, allowed := op.allowed[state]
			switch {
			case allowed && err != nil:
				t.Errorf("%s of a %s job: %v", op.name, state, err)
			case allowed && after == "" && jobs[id] != nil:
				t.Errorf("%s of a %s job has left it", op.name, state)
			case allowed && after != "" && jobs[id].State != after:
				t.Errorf("%s of a %s job made it %s, want %s", op.name, state, jobs[id].State, after)
			case !allowed && model.CodeOf(err) != model.CodeConflict:
				t.Errorf("%s of a %s job: %v, want CONFLICT", op.name, state, err)
			case !allowed && jobs[id].State != state:
				t.Errorf("%s of a %s job was refused but made it %s", op.name, state, jobs[id].State)
			}
		}
		if err := op.do(404); model.CodeOf(err) != model.CodeNotFound {
			t.Errorf("%s of no job: %v, want NOT_FOUND", op.name, err)
		}
	}
}

func TestCreateThatIsRolledBackLeavesNothing(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	app := newLedgerApp(t, db, 10)
	e := startEngine(t, db, job.Options{}, app)
	err := inTx(t, db, func(ctx context.Context, tx postgres.Tx) error {
		if _, err := e.CreateTx(ctx, tx, job.Spec{Application: app.name, Name: "Test", Partitioning: "size_1"}); err != nil {
			return err
		}
		return errHook
	})
	if !errors.Is(err, errHook) {
		t.Fatal(err)
	}
	var left int
	err = db.Pool.QueryRow(t.Context(), `SELECT (SELECT count(*) FROM job) + (SELECT count(*) FROM job_lane)
		+ (SELECT count(*) FROM river.river_job)`).Scan(&left)
	if err != nil || left != 0 {
		t.Errorf("%d rows left: %v", left, err)
	}
}

func TestCreateChecksItsSpec(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	e := startEngine(t, db, job.Options{}, newLedgerApp(t, db, 0))
	good := job.Spec{Application: "test.ledger", Name: "Test", Partitioning: "size_1"}
	tests := map[string]func(*job.Spec){
		"application":  func(s *job.Spec) { s.Application = "test.other" },
		"name":         func(s *job.Spec) { s.Name = "" },
		"parallelism":  func(s *job.Spec) { s.Parallelism = 65 },
		"priority":     func(s *job.Spec) { s.Priority = 5 },
		"partitioning": func(s *job.Spec) { s.Partitioning = "size_0" },
	}
	for field, spoil := range tests {
		spec := good
		spoil(&spec)
		err := inTx(t, db, func(ctx context.Context, tx postgres.Tx) error {
			_, err := e.CreateTx(ctx, tx, spec)
			return err
		})
		var invalid *model.Error
		if !asModelError(err, &invalid) || invalid.Code != model.CodeInvalid || invalid.Field != field {
			t.Errorf("a bad %s gives %v", field, err)
		}
	}
}

func TestPermissions(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	e := startEngine(t, db, job.Options{}, newLedgerApp(t, db, 0))
	id := create(t, e, db, job.Spec{}).ID
	calls := map[string]func(ctx context.Context) error{
		"Cancel": func(ctx context.Context) error { _, err := e.CancelJob(ctx, id); return err },
		"Get":    func(ctx context.Context) error { _, err := e.Get(ctx, id); return err },
		"List":   func(ctx context.Context) error { _, err := e.List(ctx, job.Query{First: 1}); return err },
		"Count":  func(ctx context.Context) error { _, err := e.Count(ctx, nil); return err },
		"Watch":  func(ctx context.Context) error { _, err := e.Watch(ctx, id); return err },
	}
	stranger := auth.WithViewer(t.Context(), auth.NewViewer(7, "stranger", "Stranger"))
	for name, call := range calls {
		if err := call(t.Context()); model.CodeOf(err) != model.CodeUnauthenticated {
			t.Errorf("%s for a guest: %v", name, err)
		}
		if err := call(stranger); model.CodeOf(err) != model.CodeForbidden {
			t.Errorf("%s for a stranger: %v", name, err)
		}
	}
}
