package operation_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sluicehq/sluice/event"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/operation"
)

// patience is how long something may take that should take much less.
const patience = time.Minute

// returns is an action that returns a value.
func returns(name string, value any) operation.Action {
	return operation.Action{Name: name, Run: func(context.Context, *model.Operation) (any, error) { return value, nil }}
}

// fails is an action that fails.
func fails(name string, err error) operation.Action {
	return operation.Action{Name: name, Run: func(context.Context, *model.Operation) (any, error) { return nil, err }}
}

// newWorker returns a kit whose service runs groups on every route.
func newWorker(t testing.TB, opts operation.Options) *kit {
	t.Helper()
	k := newKit(t)
	opts.Publisher = event.NewPublisher(k.db.Pool, newLogger())
	opts.Publisher.Start()
	opts.Hub = event.NewHub(k.db.Pool, newLogger())
	if err := opts.Hub.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	if opts.Routes == nil {
		opts.Routes = map[string]int{operation.DefaultRoute: 2, operation.HighPriorityRoute: 1}
	}
	opts.SweepInterval = 20 * time.Millisecond
	k.Service, k.hub = newService(t, k.db, opts), opts.Hub
	if err := k.StartWork(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		if err := errors.Join(k.StopWork(ctx), opts.Publisher.Stop(ctx)); err != nil {
			t.Error(err)
		}
		opts.Hub.Stop()
	})
	return k
}

// await waits until an operation has ended.
func (k *kit) await(t testing.TB, id int64) *model.Operation {
	t.Helper()
	changed, cancel := k.hub.Subscribe(event.Operations)
	defer cancel()
	limit := time.After(patience)
	for {
		if o := k.get(t, id); o.Status.Ended() {
			return o
		}
		select {
		case <-changed:
		case <-limit:
			t.Fatalf("waited in vain; the operation is at %+v", k.get(t, id))
		}
	}
}

// call has a group run for the operation to create.
func call(c operation.Call) func(*operation.Spec) {
	return func(s *operation.Spec) { s.Call = &c }
}

func TestOutcomes(t *testing.T) {
	t.Parallel()
	once := func(int) time.Duration { return time.Millisecond }
	var tries atomic.Int32
	flaky := operation.Action{Name: "flaky", Run: func(context.Context, *model.Operation) (any, error) {
		if n := tries.Add(1); n < 3 {
			return nil, model.Invalid("", "Not yet.")
		}
		return "at last", nil
	}}
	var firsts atomic.Int32
	first := operation.Action{Name: "first", Run: func(context.Context, *model.Operation) (any, error) { return firsts.Add(1), nil }}
	seeing := operation.Action{Name: "seeing", Run: func(_ context.Context, o *model.Operation) (any, error) {
		return fmt.Sprintf("%s, then %s", o.Input, o.Output), nil
	}}
	panics := operation.Action{Name: "bad", Run: func(context.Context, *model.Operation) (any, error) { panic("boom") }}
	waits := operation.Action{Name: "slow", Run: func(ctx context.Context, _ *model.Operation) (any, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}}
	refused := model.Invalid("", "The mailbox is full.")
	groups := []operation.Group{
		{Name: "falsy", Actions: []operation.Action{returns("zero", 0), returns("no", false), returns("empty", ""), returns("none", nil)}},
		{Name: "seeing", Actions: []operation.Action{returns("one", 1), seeing}},
		{Name: "nothing"},
		{Name: "stopping", Actions: []operation.Action{returns("one", 1), fails("bad", refused), returns("three", 3)}},
		{Name: "going-on", GoOn: true, Actions: []operation.Action{fails("bad", refused), returns("three", 3)}},
		{Name: "panicking", Actions: []operation.Action{panics}},
		{Name: "no-json", Attempts: 9, Backoff: once, Actions: []operation.Action{returns("channel", make(chan int))}},
		{Name: "too-much", Attempts: 9, Backoff: once, Actions: []operation.Action{returns("text", string(make([]byte, operation.MaxData)))}},
		{Name: "flaky", Attempts: 3, Backoff: once, Actions: []operation.Action{first, flaky}},
		{Name: "hopeless", Attempts: 2, Backoff: once, Actions: []operation.Action{fails("bad", refused)}},
		{Name: "slow", Timeout: time.Millisecond, Actions: []operation.Action{waits}},
	}
	tests := []struct {
		group   string
		output  string
		failure string // ~: any
		attempt int
	}{
		{"falsy", `{"no": false, "none": null, "zero": 0, "empty": ""}`, "", 1},
		{"seeing", `{"one": 1, "seeing": "{\"to\": \"all\"}, then {\"one\": 1}"}`, "", 1},
		{"nothing", ``, "", 1},
		{"stopping", `{"one": 1}`, "The mailbox is full.", 1},
		{"going-on", `{"three": 3}`, "The mailbox is full.", 1},
		{"panicking", ``, "~", 1},
		{"no-json", ``, "The action channel returned something that is not JSON.", 1},
		{"too-much", ``, "The action text returned too much: at most 1 MB in all.", 1},
		{"flaky", `{"first": 1, "flaky": "at last"}`, "", 3},
		{"hopeless", ``, "The mailbox is full.", 2},
		{"slow", ``, "The actions took longer than 1ms.", 1},
	}
	k := newWorker(t, operation.Options{Groups: groups})
	for _, tt := range tests {
		t.Run(tt.group, func(t *testing.T) {
			t.Parallel()
			o := k.create(t, call(operation.Call{Group: tt.group}), func(s *operation.Spec) { s.Input = []byte(`{"to":"all"}`) })
			o = k.await(t, o.ID)
			failure := ""
			if o.Error != nil {
				failure = *o.Error
			}
			if tt.failure == "~" && failure != "" {
				failure = "~"
			}
			want := model.OperationSuccessful
			if tt.failure != "" {
				want = model.OperationFailed
			}
			if *o.Result != want || string(o.Output) != tt.output || failure != tt.failure || o.Attempt != tt.attempt {
				t.Errorf("%s with output %s, error %q, attempt %d", *o.Result, o.Output, failure, o.Attempt)
			}
		})
	}
}

// TestMissingGroup has an operation whose group was taken out of the program.
func TestMissingGroup(t *testing.T) {
	t.Parallel()
	k := newWorker(t, operation.Options{Groups: []operation.Group{{Name: "mail"}}})
	_, err := k.Create(k.ctx, operation.Spec{Type: "mail", Call: &operation.Call{Group: "letter"}})
	wantCode(t, err, model.CodeInvalid)
	_, err = k.Create(k.ctx, operation.Spec{Type: "mail", Call: &operation.Call{Group: "mail", Route: "slow"}})
	wantCode(t, err, model.CodeInvalid)
	o := k.create(t, call(operation.Call{Group: "mail"}), func(s *operation.Spec) { s.Delay = time.Hour })
	k.exec(t, "UPDATE operation SET action_group = 'letter', due_at = now() WHERE id = $1", o.ID)
	if o := k.await(t, o.ID); *o.Result != model.OperationFailed || *o.Error != "This program has no action group named letter." {
		t.Errorf("%s: %s", *o.Result, *o.Error)
	}
}

// TestRunAtOnce runs groups before the call returns.
func TestRunAtOnce(t *testing.T) {
	t.Parallel()
	k := newKit(t)
	groups := []operation.Group{{Name: "mail", Actions: []operation.Action{returns("sent", 3)}}}
	k.Service = newService(t, k.db, operation.Options{Groups: groups})
	o := must(t)(k.Run(k.ctx, k.create(t).ID, operation.Call{Group: "mail", AtOnce: true}))
	if *o.Result != model.OperationSuccessful || string(o.Output) != `{"sent": 3}` || *o.Group != "mail" || o.StartedBy == nil {
		t.Errorf("it came out as %+v", o)
	}
	_, err := k.Run(k.ctx, o.ID, operation.Call{AtOnce: true})
	wantCode(t, err, model.CodeConflict)
	_, err = k.Run(k.ctx, k.create(t).ID, operation.Call{})
	wantCode(t, err, model.CodeInvalid)

	k.Service = newService(t, k.db, operation.Options{Groups: groups, Synchronous: true})
	if o := k.create(t, call(operation.Call{Group: "mail"})); o.Status != model.OperationFinished {
		t.Errorf("with everything synchronous it is %s", o.Status)
	}
	again := must(t)(k.Repeat(k.ctx, o.ID))
	if again.ID == o.ID || again.Status != model.OperationFinished || string(again.Output) != `{"sent": 3}` {
		t.Errorf("again: %+v", again)
	}
	waiting := k.create(t)
	_, err = k.Repeat(k.ctx, waiting.ID)
	wantCode(t, err, model.CodeConflict)
}

// TestRoutes has a full route, and one beside it that goes on.
func TestRoutes(t *testing.T) {
	t.Parallel()
	gate := make(chan struct{})
	blocking := operation.Action{Name: "wait", Run: func(ctx context.Context, _ *model.Operation) (any, error) {
		select {
		case <-gate:
		case <-ctx.Done():
		}
		return nil, ctx.Err()
	}}
	k := newWorker(t, operation.Options{
		Groups: []operation.Group{{Name: "slow", Actions: []operation.Action{blocking}}, {Name: "fast", Route: "express"}},
		Routes: map[string]int{operation.DefaultRoute: 1, "express": 1},
	})
	slow := []*model.Operation{k.create(t, call(operation.Call{Group: "slow"})), k.create(t, call(operation.Call{Group: "slow"}))}
	if o := k.await(t, k.create(t, call(operation.Call{Group: "fast"})).ID); *o.Route != "express" {
		t.Errorf("it ran on %s", *o.Route)
	}
	close(gate)
	for _, o := range slow {
		if o := k.await(t, o.ID); *o.Result != model.OperationSuccessful {
			t.Errorf("it came out as %s", *o.Error)
		}
	}
}

// TestActionsCanceledAtTheLastMoment cancels delayed operations of a group
// around the moment they become due.
func TestActionsCanceledAtTheLastMoment(t *testing.T) {
	t.Parallel()
	const operations = 1_000
	var mu sync.Mutex
	ran := map[int64]int{}
	k := newWorker(t, operation.Options{
		Routes: map[string]int{operation.DefaultRoute: 4},
		Groups: []operation.Group{{Name: "mail", Actions: []operation.Action{{Name: "send", Run: func(_ context.Context, o *model.Operation) (any, error) {
			mu.Lock()
			defer mu.Unlock()
			ran[o.ID]++
			return nil, nil
		}}}}},
	})
	k.exec(t, `INSERT INTO operation (type, action_group, route, run_at, due_at)
		SELECT 'mail', 'mail', 'default', at, at
		FROM generate_series(1, $1) AS n, LATERAL (SELECT now() + interval '50 milliseconds' + n * interval '1 millisecond' AS at) AS t`, operations)
	page, err := k.List(k.ctx, operation.Query{First: 1, OrderBy: &operation.Order{Field: operation.OrderByCreatedAt, Direction: model.Ascending}})
	if err != nil {
		t.Fatal(err)
	}
	first := page.Nodes()[0]
	canceled := map[int64]bool{}
	for n := range int64(operations) {
		// Some of them are canceled before they are due, some while they are on
		// their way, which takes some time.
		lead := time.Duration(n%40-10) * time.Millisecond
		<-time.After(time.Until(first.RunAt.Add(time.Duration(n)*time.Millisecond + lead)))
		_, err := k.Cancel(k.ctx, first.ID+n)
		if err != nil {
			wantCode(t, err, model.CodeConflict)
		}
		canceled[first.ID+n] = err == nil
	}
	runs := 0
	for id, was := range canceled {
		o := k.await(t, id)
		mu.Lock()
		if times := ran[id]; (times == 1) == was || times > 1 || (o.Status == model.OperationCanceled) != was {
			t.Errorf("operation %d: canceled %v, ran %d times, and is %s", id, was, times, o.Status)
		}
		runs += ran[id]
		mu.Unlock()
	}
	t.Logf("%d of %d ran", runs, operations)
}
