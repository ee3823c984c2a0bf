package operation_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/sluicehq/sluice/model"
)

// TestActionsInEveryStatus tries every action in every status.
func TestActionsInEveryStatus(t *testing.T) {
	t.Parallel()
	const (
		unprocessed = model.OperationUnprocessed
		running     = model.OperationRunning
		finished    = model.OperationFinished
		canceled    = model.OperationCanceled
	)
	k := newKit(t)
	reach := map[model.OperationStatus]func(testing.TB, int64){
		unprocessed: func(testing.TB, int64) {},
		running:     func(t testing.TB, id int64) { must(t)(k.Start(k.ctx, id)) },
		finished:    func(t testing.TB, id int64) { must(t)(k.Finish(k.ctx, id, successful(""))) },
		canceled:    func(t testing.TB, id int64) { must(t)(k.Cancel(k.ctx, id)) },
	}
	actions := []struct {
		name   string
		do     func(id int64) (*model.Operation, error)
		leads  map[model.OperationStatus]model.OperationStatus
		refuse map[model.OperationStatus]string
	}{
		{
			"start", func(id int64) (*model.Operation, error) { return k.Start(k.ctx, id) },
			map[model.OperationStatus]model.OperationStatus{unprocessed: running},
			map[model.OperationStatus]string{
				running:  "started: it is running already",
				finished: "started: it has finished",
				canceled: "started: it has been canceled",
			},
		},
		{
			"extend", func(id int64) (*model.Operation, error) {
				return k.Extend(k.ctx, id, k.get(t, id).Attempt, time.Minute)
			},
			map[model.OperationStatus]model.OperationStatus{running: running},
			map[model.OperationStatus]string{
				unprocessed: "kept: it does not run yet",
				finished:    "kept: it has finished",
				canceled:    "kept: it has been canceled",
			},
		},
		{
			"finish", func(id int64) (*model.Operation, error) { return k.Finish(k.ctx, id, successful("")) },
			map[model.OperationStatus]model.OperationStatus{unprocessed: finished, running: finished},
			map[model.OperationStatus]string{
				finished: "finished: it has finished already",
				canceled: "finished: it has been canceled",
			},
		},
		{
			"cancel", func(id int64) (*model.Operation, error) { return k.Cancel(k.ctx, id) },
			map[model.OperationStatus]model.OperationStatus{unprocessed: canceled},
			map[model.OperationStatus]string{
				running:  "canceled: it is running; finish it instead",
				finished: "canceled: it has finished",
				canceled: "canceled: it has been canceled already",
			},
		},
	}
	for _, a := range actions {
		for from, prepare := range reach {
			t.Run(a.name+" "+string(from), func(t *testing.T) {
				t.Parallel()
				o := k.create(t)
				prepare(t, o.ID)
				before := k.get(t, o.ID)
				after, err := a.do(o.ID)
				if to, ok := a.leads[from]; ok {
					if err != nil || after.Status != to || after.Version != before.Version+1 {
						t.Fatalf("after it: %+v, %v; want %s", after, err, to)
					}
					return
				}
				want := fmt.Sprintf("CONFLICT: Operation %d can't be %s.", o.ID, a.refuse[from])
				if err == nil || err.Error() != want {
					t.Errorf("error = %v, want %s", err, want)
				}
				if now := k.get(t, o.ID); now.Version != before.Version || now.Status != from {
					t.Errorf("it has changed: %+v", now)
				}
			})
		}
	}
}

// must fails the test if a change was refused.
func must(t testing.TB) func(*model.Operation, error) *model.Operation {
	t.Helper()
	return func(o *model.Operation, err error) *model.Operation {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return o
	}
}
