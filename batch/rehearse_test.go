package batch_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/model"
)

// A rehearsal answers as if it were true, and leaves nothing behind.
func TestRehearsal(t *testing.T) {
	t.Parallel()
	kit, b := halfFailed(t)
	before, rows := kit.Get(t, b.ID), kit.Rows(t, b)
	ctx := batch.Rehearse(kit.Ctx)
	refreshed, err := kit.Batches.RefreshWhere(ctx, b.ID, nil)
	if err != nil || refreshed.Changed != 2 {
		t.Errorf("refreshed %+v (%v)", refreshed, err)
	}
	retried, err := kit.Batches.Retry(ctx, b.ID, nil)
	if err != nil || retried.Retried != 2 || retried.Batch.State != model.BatchExecuting {
		t.Errorf("retried %+v (%v)", retried, err)
	}
	if clone, err := kit.Batches.Clone(ctx, batch.CloneDraft{BatchID: b.ID}); err != nil || clone.State != model.BatchCreated {
		t.Errorf("cloned %+v (%v)", clone, err)
	}
	if undone, err := kit.Batches.Undo(ctx, b.ID); err != nil || undone.State != model.BatchReverting {
		t.Errorf("undone %+v (%v)", undone, err)
	}
	_, err = kit.Batches.Reopen(ctx, b.ID)
	isConflict(t, "reopening what is executed", err)
	if diff := cmp.Diff(before, kit.Get(t, b.ID)); diff != "" {
		t.Errorf("the batch has changed (-before +after)\n%s", diff)
	}
	for i, row := range kit.Rows(t, b) {
		if diff := cmp.Diff(rows[i].RowModel, row.RowModel); diff != "" {
			t.Errorf("row %d has changed (-before +after)\n%s", i+1, diff)
		}
	}
	var batches, jobs int
	err = kit.DB.NewRaw("SELECT (SELECT count(*) FROM batch), (SELECT count(*) FROM job)").Scan(kit.Ctx, &batches, &jobs)
	if err != nil || batches != 1 || jobs != 2 {
		t.Errorf("there are %d batches and %d jobs (%v)", batches, jobs, err)
	}
}
