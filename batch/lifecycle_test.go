package batch_test

import (
	"context"
	"slices"
	"sync"
	"testing"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batch/batchtest"
	"github.com/sluicehq/sluice/batchtypes/pricing"
	"github.com/sluicehq/sluice/catalog"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

var tenPercent = map[string]any{"rule": "percent", "percent": "10", "rounding": "cent"}

func isConflict(t *testing.T, what string, err error) {
	t.Helper()
	if model.CodeOf(err) != model.CodeConflict {
		t.Errorf("%s: got %v, want a conflict", what, err)
	}
}

func TestTwoConcurrentExecutions(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, pricing.Handler{})
	for range 5 {
		pgtest.Product(t, kit.DB)
	}
	b := kit.Create(t, "pricing", nil, tenPercent)
	if _, err := kit.Batches.MarkComplete(kit.Ctx, b.ID); err != nil {
		t.Fatal(err)
	}
	const rivals = 8
	errs := make([]error, rivals)
	var wg sync.WaitGroup
	for i := range rivals {
		wg.Go(func() { _, errs[i] = kit.Batches.Execute(kit.Ctx, b.ID, nil) })
	}
	wg.Wait()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
			continue
		}
		isConflict(t, "a loser", err)
	}
	if won != 1 {
		t.Errorf("%d executions won, want 1", won)
	}
	kit.Wait(t, *kit.Get(t, b.ID).ExecutionJobID)
	var changed int
	err := kit.DB.NewSelect().Table("product").ColumnExpr("count(*)").Where("version = 2 AND price = 2.20").Scan(kit.Ctx, &changed)
	if err != nil || changed != 5 {
		t.Errorf("%d products changed once, want 5 (%v)", changed, err)
	}
}

func TestAFrozenBatchRefusesEverything(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, pricing.Handler{})
	pgtest.Product(t, kit.DB)
	b := kit.Execute(t, kit.Create(t, "pricing", nil, tenPercent))
	row := kit.Rows(t, b)[0]
	text := "x"
	refused := map[string]func() error{
		"edit": func() error {
			_, err := kit.Batches.EditRows(kit.Ctx, b.ID, []batch.RowEdit{
				{ID: row.GlobalID(), Version: row.Version, Values: map[string]any{"new_price": "1"}},
			})
			return err
		},
		"remove": func() error {
			_, err := kit.Batches.RemoveRows(kit.Ctx, b.ID, []model.ID{row.GlobalID()})
			return err
		},
		"restore": func() error {
			_, err := kit.Batches.RestoreRows(kit.Ctx, b.ID, []model.ID{row.GlobalID()})
			return err
		},
		"header": func() error {
			_, err := kit.Batches.Update(kit.Ctx, batch.HeaderChange{ID: b.ID, Version: b.Version, Notes: &text})
			return err
		},
		"complete": func() error { _, err := kit.Batches.MarkComplete(kit.Ctx, b.ID); return err },
		"reopen":   func() error { _, err := kit.Batches.Reopen(kit.Ctx, b.ID); return err },
		"execute":  func() error { _, err := kit.Batches.Execute(kit.Ctx, b.ID, nil); return err },
		"delete":   func() error { return kit.Batches.Delete(kit.Ctx, b.ID) },
	}
	for what, try := range refused {
		isConflict(t, what, try())
	}
	if actions := kit.Batches.AllowedActions(kit.Ctx, b); !slices.Equal(actions, []batch.Action{batch.Undo, batch.Export, batch.Clone, batch.Schedule, batch.Purge}) {
		t.Errorf("offered are %v", actions)
	}
}

func TestWhatKeepsABatchFromExecution(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, pricing.Handler{})
	pgtest.Product(t, kit.DB, func(p *model.Product) { p.Price = nil })
	b := kit.Create(t, "pricing", nil, tenPercent)
	why, err := kit.Batches.WhyNotExecutable(kit.Ctx, b)
	if err != nil || len(why) != 2 {
		t.Errorf("reasons %q (%v), want the review and the missing price", why, err)
	}
	if _, err := kit.Batches.MarkComplete(kit.Ctx, b.ID); err != nil {
		t.Fatal(err)
	}
	_, err = kit.Batches.Execute(kit.Ctx, b.ID, nil)
	isConflict(t, "executing a row without a price", err)

	// Removing the row leaves nothing to execute.
	if b, err = kit.Batches.Reopen(kit.Ctx, b.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := kit.Batches.RemoveRows(kit.Ctx, b.ID, []model.ID{kit.Rows(t, b)[0].GlobalID()}); err != nil {
		t.Fatal(err)
	}
	if _, err := kit.Batches.MarkComplete(kit.Ctx, b.ID); err != nil {
		t.Fatal(err)
	}
	_, err = kit.Batches.Execute(kit.Ctx, b.ID, nil)
	isConflict(t, "executing no rows", err)
}

func TestClientKeyMakesOneBatch(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, pricing.Handler{})
	key := "order-1"
	in := batch.FromQuery{Draft: batch.Draft{Type: "pricing", Parameters: tenPercent, ClientKey: &key}}
	ids := make([]int64, 4)
	var wg sync.WaitGroup
	for i := range ids {
		wg.Go(func() {
			b, err := kit.Batches.CreateFromQuery(kit.Ctx, in)
			if err != nil {
				t.Error(err)
				return
			}
			ids[i] = b.ID
		})
	}
	wg.Wait()
	for _, id := range ids {
		if id != ids[0] {
			t.Errorf("made batches %v, want one", ids)
		}
	}
}

func TestDeleteLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, pricing.Handler{})
	for range 4 {
		pgtest.Product(t, kit.DB)
	}
	b := kit.Create(t, "pricing", nil, tenPercent)
	row := kit.Rows(t, b)[0]
	if _, err := kit.Batches.RemoveRows(kit.Ctx, b.ID, []model.ID{row.GlobalID()}); err != nil {
		t.Fatal(err)
	}
	if err := kit.Batches.Delete(kit.Ctx, b.ID); err != nil {
		t.Fatal(err)
	}
	for _, table := range []string{"batch", "batch.pricing_row", "batch.row_change", "job", "job_chunk", "job_lane"} {
		var n int
		if err := kit.DB.NewSelect().TableExpr(table).ColumnExpr("count(*)").Scan(kit.Ctx, &n); err != nil || n != 0 {
			t.Errorf("%s has %d rows left (%v)", table, n, err)
		}
	}
	if _, err := kit.Batches.Get(kit.Ctx, b.ID); model.CodeOf(err) != model.CodeNotFound {
		t.Errorf("the batch is still found: %v", err)
	}
}

// A product that comes to match between planning and populating must neither
// be lost nor push another out.
func TestProductsThatMatchLateGetRowsToo(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, pricing.Handler{})
	for i := range 20 {
		pgtest.Product(t, kit.DB, func(p *model.Product) { p.Active = i%4 == 0 })
	}
	active := true
	where := &catalog.Filter{Active: &filter.Boolean{Eq: &active}}
	// No row can be inserted until every product has become active.
	blocked, release := make(chan struct{}), make(chan struct{})
	done := make(chan error, 1)
	go func() {
		done <- postgres.InTx(context.WithoutCancel(kit.Ctx), kit.DB, nil, func(ctx context.Context, tx postgres.Tx) error {
			if _, err := tx.NewRaw("LOCK TABLE batch.pricing_row IN EXCLUSIVE MODE").Exec(ctx); err != nil {
				return err
			}
			close(blocked)
			<-release
			_, err := tx.NewRaw("UPDATE product SET active = true").Exec(ctx)
			return err
		})
	}()
	<-blocked
	b, err := kit.Batches.CreateFromQuery(kit.Ctx, batch.FromQuery{Draft: batch.Draft{Type: "pricing", Parameters: tenPercent}, Where: where})
	if err != nil {
		t.Fatal(err)
	}
	awaitPlan(t, kit, *b.PopulationJobID)
	close(release)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	kit.Wait(t, *b.PopulationJobID)
	b = kit.Get(t, b.ID)
	seen := map[int64]bool{}
	for _, row := range kit.Rows(t, b) {
		if seen[*row.ProductID] {
			t.Errorf("product %d has two rows", *row.ProductID)
		}
		seen[*row.ProductID] = true
	}
	// Planned were products 1, 5, 9, 13 and 17 in runs of three: 1 to 9 and 13
	// to 17 are looked at, whoever matches by now.
	if len(seen) != 14 {
		t.Errorf("%d products have rows, want 14", len(seen))
	}
	if b.RowCount == nil || *b.RowCount != int64(len(seen)) {
		t.Errorf("row count is %v, want %d", b.RowCount, len(seen))
	}
	// Whatever the sequences are, pages by offset hold every row once.
	var paged int
	for offset := 0; ; offset += 4 {
		page, err := kit.Batches.Rows(kit.Ctx, b, batch.RowQuery{First: 4, Offset: offset})
		if err != nil {
			t.Fatal(err)
		}
		paged += len(page.Edges)
		if !page.HasNext {
			break
		}
	}
	if paged != len(seen) {
		t.Errorf("pages hold %d rows, want %d", paged, len(seen))
	}
}

// awaitPlan waits until a job has been planned.
func awaitPlan(t *testing.T, kit *batchtest.Kit, jobID int64) {
	t.Helper()
	changes, err := kit.Jobs.Watch(kit.Ctx, jobID)
	if err != nil {
		t.Fatal(err)
	}
	for progress := range changes {
		if progress.TotalChunks != nil {
			return
		}
	}
}

// TestRowsThatTheDatabaseRefusesFailAlone executes rows two of which a trigger
// does not let through.
func TestRowsThatTheDatabaseRefusesFailAlone(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, pricing.Handler{})
	for range 20 {
		pgtest.Product(t, kit.DB)
	}
	_, err := kit.DB.Pool.Exec(kit.Ctx, `
		CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
		BEGIN
			IF NEW.id IN (7, 8) THEN RAISE EXCEPTION 'this price is fixed by contract'; END IF;
			RETURN NEW;
		END $$;
		CREATE TRIGGER refuse BEFORE UPDATE ON product FOR EACH ROW EXECUTE FUNCTION refuse()`)
	if err != nil {
		t.Fatal(err)
	}
	b := kit.Execute(t, kit.Create(t, "pricing", nil, tenPercent))
	if b.State != model.BatchExecuted {
		t.Fatalf("the batch is %s", b.State)
	}
	failed := 0
	for _, row := range kit.Rows(t, b) {
		if row.Outcome != nil && *row.Outcome == model.RowFailed {
			failed++
			if *row.ProductID != 7 && *row.ProductID != 8 || row.OutcomeReason == nil || *row.OutcomeReason == "" {
				t.Errorf("row %d failed: %+v", row.Sequence, row)
			}
		}
	}
	var changed int
	err = kit.DB.NewSelect().Table("product").ColumnExpr("count(*)").Where("version = 2").Scan(kit.Ctx, &changed)
	if err != nil || failed != 2 || changed != 18 {
		t.Errorf("%d rows failed and %d products were changed, want 2 and 18 (%v)", failed, changed, err)
	}
	statistics, err := kit.Jobs.Statistics(kit.Ctx, *b.ExecutionJobID, nil)
	if err != nil || len(statistics) != 1 {
		t.Fatalf("%d programs, %v", len(statistics), err)
	}
	if of, _ := statistics[0].Statistics.Of("execute rows"); of.Items != 20 || of.Failures != 2 {
		t.Errorf("the node has counted %+v", of)
	}
}
