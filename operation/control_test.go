package operation_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/operation"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func TestDataSurvives(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	for _, value := range []string{`0`, `false`, `""`, `[]`, `{}`, `null`, `"text"`, `12345678901234567890.123`, `{"a": [1, null]}`} {
		t.Run(value, func(t *testing.T) {
			t.Parallel()
			o := k.create(t, func(s *operation.Spec) { s.Input = json.RawMessage(value) })
			must(t)(k.Finish(k.ctx, o.ID, successful(value)))
			if now := k.get(t, o.ID); string(now.Input) != value || string(now.Output) != value {
				t.Errorf("input %s, output %s", now.Input, now.Output)
			}
		})
	}
	if o := k.create(t); o.Input != nil || o.Output != nil {
		t.Errorf("without data: input %s, output %s", o.Input, o.Output)
	}
}

func TestDataLimit(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	fits := json.RawMessage(`"` + strings.Repeat("x", operation.MaxData-2) + `"`)
	over := json.RawMessage(`"` + strings.Repeat("x", operation.MaxData-1) + `"`)
	o := k.create(t, func(s *operation.Spec) { s.Input = fits })
	_, err := k.Create(k.ctx, operation.Spec{Type: "mail", Input: over})
	wantCode(t, err, model.CodeLimit)
	_, err = k.Finish(k.ctx, o.ID, successful(string(over)))
	wantCode(t, err, model.CodeLimit)
	must(t)(k.Finish(k.ctx, o.ID, successful(string(fits))))
}

// TestDataOfMany reads the data of several operations, but not any amount.
func TestDataOfMany(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	k.exec(t, `INSERT INTO operation (type, input) SELECT 'mail', to_jsonb(repeat('x', 1000000)) FROM generate_series(1, 40)`)
	page, err := k.List(k.ctx, operation.Query{First: 40})
	if err != nil {
		t.Fatal(err)
	}
	var ids []int64
	for _, o := range page.Nodes() {
		if o.Input != nil {
			t.Fatal("a list brings the data along")
		}
		ids = append(ids, o.ID)
	}
	data, err := k.Data(k.ctx, ids[:30]...)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range ids[:30] {
		if d := data[id]; d == nil || len(d.Input) != 1_000_002 || d.Output != nil {
			t.Errorf("operation %d: %v", id, d != nil)
		}
	}
	_, err = k.Data(k.ctx, ids...)
	wantCode(t, err, model.CodeLimit)
}

// TestFinishUnstarted finishes what nobody has started: both times are stamped.
func TestFinishUnstarted(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	o := must(t)(k.Finish(k.ctx, k.create(t).ID, successful("1")))
	if o.StartedAt == nil || o.FinishedAt == nil || !o.StartedAt.Equal(*o.FinishedAt) || o.StartedAt.Before(o.CreatedAt) {
		t.Errorf("created %v, started %v, finished %v", o.CreatedAt, o.StartedAt, o.FinishedAt)
	}
}

// TestWhoAndWhen follows an operation through three hands, one of which is then
// deleted.
func TestWhoAndWhen(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	starter := pgtest.User(t, k.db)
	o := k.create(t)
	must(t)(k.Start(auth.WithViewer(k.ctx, auth.NewViewer(starter.ID, starter.Login, starter.Name, "operation.mail.run")), o.ID))
	must(t)(k.Finish(auth.WithViewer(k.ctx, auth.System()), o.ID, operation.Outcome{
		Result: model.OperationFailed, Error: new("The mailbox is full."),
	}))
	k.exec(t, "DELETE FROM app_user WHERE id = $1", starter.ID)
	now := k.get(t, o.ID)
	creator := auth.ViewerFrom(k.ctx).UserID
	if now.CreatedBy == nil || *now.CreatedBy != creator || now.StartedBy == nil || *now.StartedBy != starter.ID || now.FinishedBy != nil {
		t.Errorf("created by %v, started by %v, finished by %v", now.CreatedBy, now.StartedBy, now.FinishedBy)
	}
	if now.FinishedAt.Before(*now.StartedAt) || now.StartedAt.Before(now.CreatedAt) {
		t.Errorf("created %v, started %v, finished %v", now.CreatedAt, now.StartedAt, now.FinishedAt)
	}
	if *now.Result != model.OperationFailed || *now.Error != "The mailbox is full." {
		t.Errorf("result %s, error %s", *now.Result, *now.Error)
	}
}

func TestCancelAll(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	post, other := &model.OperationContext{ID: &model.ID{Kind: "Product", Key: "7"}}, &model.OperationContext{Reference: new("7")}
	about := func(c *model.OperationContext) func(*operation.Spec) {
		return func(s *operation.Spec) { s.Context = c }
	}
	first, second := k.create(t, about(post)), k.create(t, about(post))
	started := must(t)(k.Start(k.ctx, k.create(t, about(post)).ID))
	reference := k.create(t, about(other))
	unrelated := k.create(t)
	alien := k.create(t, about(post), func(s *operation.Spec) { s.Type = "letter" })

	canceled, err := k.CancelAll(k.ctx, "mail", post)
	if err != nil || len(canceled) != 2 || canceled[0].ID != first.ID || canceled[1].ID != second.ID {
		t.Fatalf("canceled %v, %v", canceled, err)
	}
	for _, o := range []*model.Operation{started, reference, unrelated, alien} {
		if now := k.get(t, o.ID); now.Version != o.Version {
			t.Errorf("it has changed: %+v", now)
		}
	}
	if again, err := k.CancelAll(k.ctx, "mail", post); err != nil || len(again) != 0 {
		t.Errorf("again: %v, %v", again, err)
	}
	if _, err := k.CancelAll(k.ctx, "mail", other); err != nil || k.get(t, reference.ID).Status != model.OperationCanceled {
		t.Errorf("by reference: %v", err)
	}
}

func TestRefusedSpecs(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	tomorrow, far := time.Now().Add(24*time.Hour), time.Now().Add(operation.MaxDelay+time.Hour)
	tests := map[string]operation.Spec{
		"no type":               {},
		"a type with dots":      {Type: "mail.new"},
		"upper case":            {Type: "Mail"},
		"too long a type":       {Type: strings.Repeat("m", 101)},
		"two times":             {Type: "mail", RunAt: &tomorrow, Delay: time.Minute},
		"a negative delay":      {Type: "mail", Delay: -time.Minute},
		"too far ahead":         {Type: "mail", RunAt: &far},
		"too long a delay":      {Type: "mail", Delay: operation.MaxDelay + 1},
		"an empty context":      {Type: "mail", Context: &model.OperationContext{}},
		"an empty reference":    {Type: "mail", Context: &model.OperationContext{Reference: new("")}},
		"two contexts":          {Type: "mail", Context: &model.OperationContext{Reference: new("7"), ID: &model.ID{Kind: "Product", Key: "7"}}},
		"too long a reference":  {Type: "mail", Context: &model.OperationContext{Reference: new(strings.Repeat("r", 201))}},
		"what is no JSON":       {Type: "mail", Input: json.RawMessage(`{`)},
		"NUL, which is no text": {Type: "mail", Input: json.RawMessage(`"\u0000"`)},
	}
	for name, spec := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := k.Create(k.ctx, spec)
			wantCode(t, err, model.CodeInvalid)
		})
	}
}

func TestPermissions(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	o := k.create(t)
	user := pgtest.User(t, k.db)
	calls := map[string]func(*auth.Viewer) error{
		"operation.mail.view": func(v *auth.Viewer) error {
			_, err := k.Get(auth.WithViewer(k.ctx, v), o.ID)
			return err
		},
		"operation.mail.create": func(v *auth.Viewer) error {
			_, err := k.Create(auth.WithViewer(k.ctx, v), operation.Spec{Type: "mail"})
			return err
		},
		"operation.mail.cancel": func(v *auth.Viewer) error {
			_, err := k.Cancel(auth.WithViewer(k.ctx, v), k.create(t).ID)
			return err
		},
		"operation.mail.run": func(v *auth.Viewer) error {
			_, err := k.Start(auth.WithViewer(k.ctx, v), k.create(t).ID)
			if err == nil {
				_, err = k.Claim(auth.WithViewer(k.ctx, v), operation.Claim{Type: "mail", Limit: 1, Lease: time.Minute})
			}
			return err
		},
	}
	for permission, call := range calls {
		for _, granted := range []string{permission, "operation.mail.*", "operation.*", "admin"} {
			if err := call(auth.NewViewer(user.ID, "", "", granted)); err != nil {
				t.Errorf("%s with %s: %v", permission, granted, err)
			}
		}
		for _, granted := range []string{"operation.letter.*", "job.*"} {
			wantCode(t, call(auth.NewViewer(user.ID, "", "", granted)), model.CodeForbidden)
		}
		wantCode(t, call(auth.NewViewer(0, "", "")), model.CodeUnauthenticated)
	}
}

// TestFinishForgetsWhyAnAttemptFailed finishes an operation whose attempt before
// failed and was returned.
func TestFinishForgetsWhyAnAttemptFailed(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	o := k.create(t)
	k.exec(t, "UPDATE operation SET error = 'no connection' WHERE id = $1", o.ID)
	if o, err := k.Start(k.ctx, o.ID); err != nil || o.Error == nil {
		t.Errorf("started: %+v, %v; want the error of the attempt before", o, err)
	}
	if o, err := k.Finish(k.ctx, o.ID, successful("1")); err != nil || o.Error != nil {
		t.Errorf("finished: %+v, %v; want no error", o, err)
	}
}
