package resolvers_test

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batchtypes/labels"
	"github.com/sluicehq/sluice/batchtypes/pricing"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/job/jobtest"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// gated is a batch type whose execution waits until its gate is open.
type gated struct {
	labels.Handler
	gate chan struct{}
}

func (g gated) Type() batch.Type {
	t := g.Handler.Type()
	t.Key, t.Title = "gated", "Gated"
	return t
}

func (g gated) Execute(ctx context.Context, tx postgres.Tx, b *model.Batch, pending batch.Rows) error {
	select {
	case <-g.gate:
		return g.Handler.Execute(ctx, tx, b, pending)
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Each transport gives the same.
var transports = map[string]func(*client, *testing.T, string) stream{
	"WebSocket":   (*client).subscribe,
	"EventStream": (*client).listen,
}

var onePrint = map[string]any{"quantity": 1, "layout": "sheet_3x8"}

func TestJobProgressAndJobsChanged(t *testing.T) {
	t.Parallel()
	for name, open := range transports {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			kind := gated{gate: make(chan struct{})}
			a := newAPI(t, kind)
			seedCatalog(t, a.DB)
			buyer := a.buyer(t)
			b := a.Create(t, "gated", nil, onePrint)
			changes := open(buyer, t, "jobs-changed")
			idle := until(t, changes, `"active":0`)
			if _, err := a.Batches.MarkComplete(a.Ctx, b.ID); err != nil {
				t.Fatal(err)
			}
			if _, err := a.Batches.Execute(a.Ctx, b.ID, nil); err != nil {
				t.Fatal(err)
			}
			busy := until(t, changes, `"active":1`)
			progress := open(buyer, t, "job-progress")
			planned := until(t, progress, `"totalItems":7`)
			close(kind.gate)
			finished := until(t, progress, `"FINISHED"`)
			compare(t, "testdata/subscriptions/job-progress.json", list(planned, finished))
			idleAgain := until(t, changes, `"active":0`)
			compare(t, "testdata/subscriptions/jobs-changed.json", list(idle, busy, idleAgain))
		})
	}
}

func TestBatchChanged(t *testing.T) {
	t.Parallel()
	for name, open := range transports {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newAPI(t)
			seedCatalog(t, a.DB)
			buyer := a.buyer(t)
			buyer.golden(t, "labels/create")
			a.populated(t, 1)
			changes := open(buyer, t, "batch-changed")
			now := changes.next(t)
			edit := batch.RowEdit{ID: model.RowID(1, 1), Version: 1, Values: map[string]any{"quantity": 0}}
			if _, err := a.Batches.EditRows(a.Ctx, 1, []batch.RowEdit{edit}); err != nil {
				t.Fatal(err)
			}
			edited := changes.next(t)
			if _, err := a.Batches.MarkComplete(a.Ctx, 1); err != nil {
				t.Fatal(err)
			}
			complete := changes.next(t)
			if err := a.Batches.Delete(a.Ctx, 1); err != nil {
				t.Fatal(err)
			}
			deleted := changes.next(t)
			compare(t, "testdata/subscriptions/batch-changed.json", list(now, edited, complete, deleted))
			if more := changes.next(t); more != nil {
				t.Errorf("after the deletion comes %s", more)
			}
		})
	}
}

// What somebody changes at one process, others see at another.
func TestRowsChanged(t *testing.T) {
	t.Parallel()
	for name, open := range transports {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newAPI(t)
			seedCatalog(t, a.DB)
			buyer := a.buyer(t)
			a.Create(t, "labels", nil, onePrint)
			elsewhere := a.anotherProcess(t)
			edit := func(sequence int64, quantity int) {
				t.Helper()
				edit := batch.RowEdit{ID: model.RowID(1, sequence), Version: 1, Values: map[string]any{"quantity": quantity}}
				if _, err := elsewhere.EditRows(a.Ctx, 1, []batch.RowEdit{edit}); err != nil {
					t.Fatal(err)
				}
			}
			changes := open(buyer, t, "rows-changed")
			now := changes.next(t)
			edit(1, 0)
			edited := changes.next(t)
			if _, err := elsewhere.RemoveWhere(a.Ctx, 1, nil); err != nil {
				t.Fatal(err)
			}
			removed := changes.next(t)
			compare(t, "testdata/subscriptions/rows-changed.json", list(now, edited, removed))
			if err := elsewhere.Delete(a.Ctx, 1); err != nil {
				t.Fatal(err)
			}
			if more := changes.next(t); more != nil {
				t.Errorf("after the deletion comes %s", more)
			}
		})
	}
}

// anotherProcess is what another process over the same database does with batches.
func (a *api) anotherProcess(t *testing.T) *batch.Service {
	t.Helper()
	types, err := batch.NewRegistry(labels.Handler{}, pricing.Handler{})
	if err != nil {
		t.Fatal(err)
	}
	other := jobtest.On(t, a.DB, 0, batch.Applications(a.DB, types, a.Files)...)
	return batch.NewService(a.DB, other.Jobs, types, a.Files, batch.Options{})
}

// Whoever subscribes again learns what he has missed.
func TestRowsChangedSinceACursor(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	seedCatalog(t, a.DB)
	buyer := a.buyer(t)
	a.Create(t, "labels", nil, onePrint)
	first := buyer.listen(t, "rows-changed").next(t)
	var began struct {
		Data struct{ RowsChanged struct{ Cursor string } }
	}
	if err := json.Unmarshal(first, &began); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Batches.RemoveRows(a.Ctx, 1, []model.ID{model.RowID(1, 3), model.RowID(1, 5)}); err != nil {
		t.Fatal(err)
	}
	again := buyer.events(t, requestOf(`subscription($c: String) { rowsChanged(batchId: "Batch:1", after: $c) { everything rows { sequence removed } } }`,
		`{"c": "`+began.Data.RowsChanged.Cursor+`"}`)).next(t)
	if want := `{"data":{"rowsChanged":{"everything":false,"rows":[{"sequence":3,"removed":true},{"sequence":5,"removed":true}]}}}`; string(again) != want {
		t.Errorf("got %s, want %s", again, want)
	}
}

func TestDagStatisticsAndExceptionRaised(t *testing.T) {
	t.Parallel()
	for name, open := range transports {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newAPI(t)
			seedCatalog(t, a.DB)
			buyer := a.buyer(t)
			j := a.spellOut(t)
			figures, exceptions := open(buyer, t, "dag-statistics"), open(buyer, t, "exception-raised")
			before, none := figures.next(t), exceptions.next(t)
			a.start(t, j, finished)
			compare(t, "testdata/subscriptions/dag-statistics.json", list(before, until(t, figures, `"chunks":3`)))
			raised := until(t, exceptions, `"open":2`)
			all, skip := &job.Exceptions{}, job.Decision{State: model.ExceptionSkipped}
			if _, err := a.Jobs.ResolveExceptions(a.Ctx, j.ID, all, skip); err != nil {
				t.Fatal(err)
			}
			settled := exceptions.next(t)
			compare(t, "testdata/subscriptions/exception-raised.json", list(none, raised, settled))
			if err := a.Jobs.DeleteJob(a.Ctx, j.ID); err != nil {
				t.Fatal(err)
			}
			for _, s := range []stream{figures, exceptions} {
				if more := s.next(t); more != nil {
					t.Errorf("after the deletion comes %s", more)
				}
			}
		})
	}
}
