package resolvers_test

import (
	"context"
	"testing"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batchtypes/labels"
	"github.com/sluicehq/sluice/job"
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
			if _, err := a.Batches.Execute(a.Ctx, b.ID); err != nil {
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
