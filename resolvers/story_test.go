package resolvers_test

import (
	"context"
	"sync/atomic"
	"testing"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batch/batchtest"
	"github.com/sluicehq/sluice/batchtypes/labels"
	"github.com/sluicehq/sluice/catalog"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// populated waits for the batch's rows.
func (a *api) populated(t testing.TB, id int64) {
	t.Helper()
	a.Wait(t, *a.Get(t, id).PopulationJobID)
}

// executed waits for the end of the batch's execution.
func (a *api) executed(t testing.TB, id int64) {
	t.Helper()
	a.Wait(t, *a.Get(t, id).ExecutionJobID)
}

func (a *api) setPrice(t testing.TB, productID int, price string) {
	t.Helper()
	_, err := a.DB.NewRaw("UPDATE product SET price = ?, version = version + 1 WHERE id = ?", price, productID).Exec(a.Ctx)
	if err != nil {
		t.Fatal(err)
	}
}

func TestLabelsStory(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	seedCatalog(t, a.DB)
	buyer := a.buyer(t)

	buyer.golden(t, "labels/create")
	a.populated(t, 1)
	for _, step := range []string{
		"open", "rows", "update-rows", "remove-rows", "totals", "restore-rows", "edit-removed-row",
		"update-batch", "update-batch-notes",
	} {
		buyer.golden(t, "labels/"+step)
	}
	a.setPrice(t, 1, "1.25") // what has a label already
	for _, step := range []string{"complete", "reopen"} {
		buyer.golden(t, "labels/"+step)
	}
	if _, err := a.Batches.MarkComplete(a.Ctx, 1); err != nil {
		t.Fatal(err)
	}
	buyer.golden(t, "labels/execute")
	a.executed(t, 1)
	buyer.golden(t, "labels/executed")
	buyer.golden(t, "labels/history")
}

func TestPricingStory(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	seedCatalog(t, a.DB)
	buyer := a.buyer(t)

	buyer.golden(t, "pricing/create")
	a.populated(t, 1)
	buyer.golden(t, "pricing/create-again")
	buyer.golden(t, "pricing/review")
	a.setPrice(t, 3, "3.29")
	for _, step := range []string{"complete", "execute-blocked", "reopen", "refresh-rows", "refresh", "mend"} {
		buyer.golden(t, "pricing/"+step)
	}
	if _, err := a.Batches.MarkComplete(a.Ctx, 1); err != nil {
		t.Fatal(err)
	}
	a.setPrice(t, 1, "1.11") // after the review
	buyer.golden(t, "pricing/preview")
	buyer.golden(t, "pricing/preview-next")
	buyer.golden(t, "pricing/execute")
	a.executed(t, 1)
	buyer.golden(t, "pricing/executed")
	buyer.golden(t, "pricing/export")
	buyer.golden(t, "pricing/history")
	a.setPrice(t, 2, "2.22") // after the execution
	buyer.golden(t, "pricing/undo")
	a.Wait(t, *a.Get(t, 1).UndoJobID)
	buyer.golden(t, "pricing/undone")
}

func TestDatesStory(t *testing.T) {
	t.Parallel()
	a := newIdleAPI(t, 0)
	buyer := a.buyer(t)
	for range 3 {
		if got := buyer.do(t, createBatch, withLabels(`"description": ""`)); got.code() != "" {
			t.Fatal(string(got.body))
		}
	}
	for _, step := range []string{"set", "listed", "cleared", "no-day"} {
		buyer.golden(t, "dates/"+step)
	}
}

func TestFourEyesStory(t *testing.T) {
	t.Parallel()
	a := newAPIWith(t, batchtest.Options{Slots: 2, Settings: batch.Settings{FourEyes: []string{"pricing"}}})
	seedCatalog(t, a.DB)
	ann, bob := a.buyer(t), a.user(t, "bob", "batch.*")
	ann.golden(t, "pricing/create")
	a.populated(t, 1)
	if got := ann.do(t, `mutation { markBatchComplete(input: {id: "Batch:1"}) { batch { id } } }`, ""); got.code() != "" {
		t.Fatal(string(got.body))
	}
	for _, step := range []string{"waiting", "own", "execute"} {
		ann.golden(t, "eyes/"+step)
	}
	for _, step := range []string{"unseen", "approve", "withdraw"} {
		bob.golden(t, "eyes/"+step)
	}
}

func TestPurgeStory(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	seedCatalog(t, a.DB)
	buyer := a.buyer(t)
	a.Execute(t, a.Create(t, "labels", nil, onePrint))
	for _, step := range []string{"early", "purge"} {
		buyer.golden(t, "purge/"+step)
	}
	a.Wait(t, *a.Get(t, 1).PurgeJobID)
	buyer.golden(t, "purge/purged")
	buyer.golden(t, "purge/export")
}

func TestRetryStory(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	seedCatalog(t, a.DB)
	buyer := a.buyer(t)
	b := a.Create(t, "pricing", &catalog.Filter{SKU: &filter.String{In: []string{"M-100", "00420", "B-1"}}},
		map[string]any{"rule": "percent", "percent": "10", "rounding": "cent"})
	if _, err := a.Batches.MarkComplete(a.Ctx, b.ID); err != nil {
		t.Fatal(err)
	}
	a.setPrice(t, 1, "1.11")
	if _, err := a.Batches.Execute(a.Ctx, b.ID, nil); err != nil {
		t.Fatal(err)
	}
	a.executed(t, 1)
	for _, step := range []string{"failed", "correct", "retry"} {
		buyer.golden(t, "retry/"+step)
	}
	a.executed(t, 1)
	buyer.golden(t, "retry/retried")
	buyer.golden(t, "retry/clone")
	a.populated(t, 2)
	buyer.golden(t, "retry/cloned")
}

func TestDeletion(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	seedCatalog(t, a.DB)
	buyer := a.buyer(t)
	a.Create(t, "labels", nil, map[string]any{"quantity": 1, "layout": "sheet_3x8"})
	buyer.golden(t, "pricing/delete")
	buyer.golden(t, "pricing/deleted")
}

// brittle is a batch type whose execution fails until it is mended.
type brittle struct {
	labels.Handler
	mended *atomic.Bool
}

func (b brittle) Type() batch.Type {
	t := b.Handler.Type()
	t.Key, t.Title = "brittle", "Brittle"
	return t
}

func (b brittle) Execute(ctx context.Context, tx postgres.Tx, pending *model.Batch, rows batch.Rows) error {
	if !b.mended.Load() {
		return model.Conflict("The printer is out of paper. Refill it and execute the batch again.")
	}
	return b.Handler.Execute(ctx, tx, pending, rows)
}

func TestFailedExecution(t *testing.T) {
	t.Parallel()
	kind := brittle{mended: new(atomic.Bool)}
	a := newAPI(t, kind)
	seedCatalog(t, a.DB)
	buyer := a.buyer(t)
	a.Execute(t, a.Create(t, "brittle", nil, map[string]any{"quantity": 1, "layout": "sheet_3x8"}))
	buyer.golden(t, "jobs/failed")
	kind.mended.Store(true)
	buyer.golden(t, "jobs/resume")
	a.executed(t, 1)
	buyer.golden(t, "jobs/resumed")
}

// Batches and jobs that nobody works on.
func TestListsOfBatchesAndJobs(t *testing.T) {
	t.Parallel()
	a := newIdleAPI(t, 0)
	seedCatalog(t, a.DB)
	buyer := a.buyer(t)
	other := a.user(t, "bob", "product.view", "batch.labels.*")
	create := func(c *client, kind, description, parameters string) {
		t.Helper()
		answer := c.do(t, `mutation($in: CreateBatchFromQueryInput!) { createBatchFromQuery(input: $in) { batch { id } } }`,
			`{"in": {"type": "`+kind+`", "description": "`+description+`", "parameters": `+parameters+`}}`)
		if answer.code() != "" {
			t.Fatal(string(answer.body))
		}
	}
	const printing, pricing = `{"quantity": 1, "layout": "sheet_3x8"}`, `{"rule": "margin", "margin": 30, "rounding": "ninety_nine"}`
	create(buyer, "labels", "Shelf labels", printing)
	create(buyer, "pricing", "Spring prices", pricing)
	create(other, "labels", "Bob's labels", printing)
	create(buyer, "pricing", "Summer prices", pricing)
	notes := "Notes on shelf 7"
	if _, err := a.Batches.Update(a.Ctx, batch.HeaderChange{ID: 1, Version: 2, Notes: &notes}); err != nil {
		t.Fatal(err)
	}
	buyer.golden(t, "batches/created")
	buyer.golden(t, "batches/delete-while-populated")
	buyer.golden(t, "jobs/cancel")
	buyer.golden(t, "batches/list")
	buyer.golden(t, "jobs/list")
	other.golden(t, "batches/of-one-type")
}
