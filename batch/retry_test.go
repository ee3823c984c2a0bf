package batch_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batch/batchtest"
	"github.com/sluicehq/sluice/batchtypes/pricing"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// halfFailed is an executed batch of six products, of which two had another price
// by then: its rows 2 and 5 have failed.
func halfFailed(t *testing.T) (*batchtest.Kit, *model.Batch) {
	t.Helper()
	kit := batchtest.New(t, pricing.Handler{})
	for range 6 {
		pgtest.Product(t, kit.DB)
	}
	b := kit.Create(t, "pricing", nil, tenPercent)
	if _, err := kit.Batches.MarkComplete(kit.Ctx, b.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := kit.DB.NewRaw("UPDATE product SET price = 7 WHERE id IN (SELECT product_id FROM batch.pricing_row WHERE sequence IN (2, 5))").Exec(kit.Ctx); err != nil {
		t.Fatal(err)
	}
	b, err := kit.Batches.Execute(kit.Ctx, b.ID, nil)
	if err != nil {
		t.Fatal(err)
	}
	kit.Wait(t, *b.ExecutionJobID)
	if b = kit.Get(t, b.ID); b.State != model.BatchExecuted || b.FailedCount != 2 {
		t.Fatalf("the batch is %s with %d failed rows", b.State, b.FailedCount)
	}
	return kit, b
}

func outcomes(t *testing.T, kit *batchtest.Kit, b *model.Batch) (list []string) {
	t.Helper()
	for _, row := range kit.Rows(t, b) {
		list = append(list, fmt.Sprint(row.Sequence, " ", *row.Outcome, " ", row.Version))
	}
	return list
}

func TestRetry(t *testing.T) {
	t.Parallel()
	kit, b := halfFailed(t)
	failed := model.RowFailed
	edit := func(sequence int64, version int, price string) *batch.RowsResult {
		t.Helper()
		result, err := kit.Batches.EditRows(kit.Ctx, b.ID, []batch.RowEdit{
			{ID: model.RowID(b.ID, sequence), Version: version, Values: map[string]any{"new_price": price}},
		})
		if err != nil {
			t.Fatal(err)
		}
		return result
	}
	// What was executed stays frozen.
	if result := edit(1, 1, "5"); len(result.Rows) != 0 || model.CodeOf(result.Rejected[0].Error) != model.CodeConflict {
		t.Errorf("an executed row: %+v", result)
	}
	_, err := kit.Batches.RemoveRows(kit.Ctx, b.ID, []model.ID{model.RowID(b.ID, 2)})
	isConflict(t, "removing a failed row", err)
	_, err = kit.Batches.RemoveWhere(kit.Ctx, b.ID, nil)
	isConflict(t, "removing all rows", err)
	bulk, err := kit.Batches.UpdateWhere(kit.Ctx, b.ID, nil, batch.CellChange{Column: "new_price", Operation: batch.OperationSet, Value: "3.00"})
	if err != nil || bulk.Matched != 2 || bulk.Changed != 2 {
		t.Errorf("a change of all rows: %+v (%v)", bulk, err)
	}
	if result := edit(2, 3, "8"); len(result.Rows) != 1 {
		t.Errorf("a failed row: %+v", result.Rejected[0].Error)
	}
	_, err = kit.Batches.Retry(kit.Ctx, b.ID, &batch.RowFilter{IDs: []model.ID{model.RowID(b.ID, 1)}})
	isConflict(t, "retrying an executed row", err)
	if result := edit(5, 3, ""); len(result.Rows) != 1 {
		t.Errorf("emptied: %+v", result.Rejected[0].Error)
	}
	_, err = kit.Batches.Retry(kit.Ctx, b.ID, nil)
	isConflict(t, "retrying a row without a price", err)
	if again := kit.Get(t, b.ID); again.State != model.BatchExecuted || again.FailedCount != 2 {
		t.Fatalf("the refused retry has left %+v", again)
	}

	first := *b.ExecutionJobID
	result, err := kit.Batches.Retry(kit.Ctx, b.ID, &batch.RowFilter{IDs: []model.ID{model.RowID(b.ID, 2), model.RowID(b.ID, 1)}, Outcome: &failed})
	if err != nil || result.Retried != 1 || result.Batch.State != model.BatchExecuting || *result.Batch.ExecutionJobID == first {
		t.Fatalf("%+v (%v)", result, err)
	}
	if end := kit.Wait(t, *result.Batch.ExecutionJobID); end.ItemsDone != 1 || end.ItemsFailed != 0 {
		t.Errorf("the job has done %d, %d failed", end.ItemsDone, end.ItemsFailed)
	}
	if b = kit.Get(t, b.ID); b.State != model.BatchExecuted || b.FailedCount != 1 {
		t.Errorf("the batch is %s with %d failed rows", b.State, b.FailedCount)
	}
	want := []string{"1 executed 1", "2 executed 5", "3 executed 1", "4 executed 1", "5 failed 4", "6 executed 1"}
	if diff := cmp.Diff(want, outcomes(t, kit, b)); diff != "" {
		t.Errorf("outcomes (-want +got)\n%s", diff)
	}
	var products []string
	if err := kit.DB.NewSelect().Table("product").ColumnExpr("price || ' ' || version").Order("id").Scan(kit.Ctx, &products); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"2.20 2", "8.00 2", "2.20 2", "2.20 2", "7.00 1", "2.20 2"}, products); diff != "" {
		t.Errorf("products (-want +got)\n%s", diff)
	}

	// Both attempts are on record.
	history, err := kit.Batches.RowHistory(kit.Ctx, kit.Rows(t, b)[1], 1)
	if err != nil || history[0].Action != batch.RowRetried || len(history[0].Cells) != 2 || history[0].Cells[0].From != "failed" || history[0].Cells[1].From == nil {
		t.Errorf("the row's history: %+v (%v)", history, err)
	}
	events, err := kit.Batches.History(kit.Ctx, b, 2)
	if err != nil || events[0].Kind != batch.EventExecuted || events[1].Kind != batch.EventRetried || *events[1].RowCount != 1 {
		t.Errorf("the batch's history: %+v (%v)", events, err)
	}

	// Undoing takes back what both attempts have done.
	if b, err = kit.Batches.Undo(kit.Ctx, b.ID); err != nil {
		t.Fatal(err)
	}
	if end := kit.Wait(t, *b.UndoJobID); end.ItemsDone != 5 || end.ItemsFailed != 0 {
		t.Errorf("undone are %d, %d failed", end.ItemsDone, end.ItemsFailed)
	}
	_, err = kit.Batches.Retry(kit.Ctx, b.ID, nil)
	isConflict(t, "retrying an undone batch", err)
}

func TestTwoConcurrentRetries(t *testing.T) {
	t.Parallel()
	kit, b := halfFailed(t)
	if _, err := kit.Batches.RefreshWhere(kit.Ctx, b.ID, nil); err != nil {
		t.Fatal(err)
	}
	const rivals = 6
	errs := make([]error, rivals)
	var wg sync.WaitGroup
	for i := range rivals {
		wg.Go(func() { _, errs[i] = kit.Batches.Retry(kit.Ctx, b.ID, nil) })
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
	kit.Wait(t, *kit.Get(t, b.ID).ExecutionJobID)
	if b = kit.Get(t, b.ID); won != 1 || b.FailedCount != 0 {
		t.Errorf("%d retries won, %d rows are failed", won, b.FailedCount)
	}
	_, err := kit.Batches.EditRows(kit.Ctx, b.ID, []batch.RowEdit{{ID: model.RowID(b.ID, 2), Version: 4}})
	isConflict(t, "editing a batch without failed rows", err)
}
