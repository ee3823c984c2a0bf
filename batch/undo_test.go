package batch_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batch/batchtest"
	"github.com/sluicehq/sluice/batchtypes/labels"
	"github.com/sluicehq/sluice/batchtypes/pricing"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// reluctant is pricing whose undoing breaks off after its effects: the first
// time for each chunk, and always while it is jammed.
type reluctant struct {
	pricing.Handler
	broken *sync.Map
	jammed *atomic.Bool
}

func (r reluctant) Undo(ctx context.Context, tx postgres.Tx, b *model.Batch, executed batch.Rows) error {
	if err := r.Handler.Undo(ctx, tx, b, executed); err != nil {
		return err
	}
	if _, again := r.broken.LoadOrStore(fmt.Sprint(executed.Where()), true); !again || (r.jammed.Load() && b.ID == 1) {
		return errors.New("broken off")
	}
	return nil
}

func TestUndoHappensOnce(t *testing.T) {
	t.Parallel()
	kind := reluctant{broken: new(sync.Map), jammed: new(atomic.Bool)}
	kit := batchtest.New(t, kind)
	for range 8 {
		pgtest.Product(t, kit.DB)
	}
	b := kit.Create(t, "pricing", nil, tenPercent)
	_, err := kit.Batches.Undo(kit.Ctx, b.ID)
	isConflict(t, "undoing what was not executed", err)
	edit := batch.RowEdit{ID: model.RowID(b.ID, 8), Version: 1, Values: map[string]any{"new_price": "2.00"}}
	if _, err := kit.Batches.EditRows(kit.Ctx, b.ID, []batch.RowEdit{edit}); err != nil {
		t.Fatal(err)
	}
	b = kit.Execute(t, b)
	rows := kit.Rows(t, b)
	if _, err := kit.DB.NewRaw("UPDATE product SET price = 5 WHERE id = ?", rows[1].ProductID).Exec(kit.Ctx); err != nil {
		t.Fatal(err)
	}

	kind.jammed.Store(true)
	undo := func(want model.BatchState) {
		t.Helper()
		if b, err = kit.Batches.Undo(kit.Ctx, b.ID); err != nil {
			t.Fatal(err)
		}
		kit.Wait(t, *b.UndoJobID)
		if b = kit.Get(t, b.ID); b.State != want {
			t.Fatalf("the batch is %s, want %s", b.State, want)
		}
	}
	undo(model.BatchExecuted)
	kind.jammed.Store(false)
	undo(model.BatchReverted)

	var outcomes []string
	for _, row := range kit.Rows(t, b) {
		outcomes = append(outcomes, string(*row.Outcome))
	}
	want := []string{"reverted", "kept", "reverted", "reverted", "reverted", "reverted", "reverted", "reverted"}
	if diff := cmp.Diff(want, outcomes); diff != "" {
		t.Errorf("outcomes (-want +got)\n%s", diff)
	}
	var versions []string
	if err := kit.DB.NewSelect().Table("product").ColumnExpr("price || ' ' || version").Order("id").Scan(kit.Ctx, &versions); err != nil {
		t.Fatal(err)
	}
	want = []string{"2.00 3", "5.00 2", "2.00 3", "2.00 3", "2.00 3", "2.00 3", "2.00 3", "2.00 1"}
	if diff := cmp.Diff(want, versions); diff != "" {
		t.Errorf("products (-want +got)\n%s", diff)
	}
	_, err = kit.Batches.Undo(kit.Ctx, b.ID)
	isConflict(t, "undoing twice", err)
	events, err := kit.Batches.History(kit.Ctx, b, 4)
	if err != nil || events[0].Kind != batch.EventReverted || events[1].Kind != batch.EventUndoStarted || events[2].Kind != batch.EventUndoStopped {
		t.Errorf("history %v (%v)", events, err)
	}
}

func TestLabelsCantBeUndone(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, labels.Handler{})
	pgtest.Product(t, kit.DB)
	b := kit.Execute(t, kit.Create(t, "labels", nil, map[string]any{"quantity": 1, "layout": "sheet_3x8"}))
	_, err := kit.Batches.Undo(kit.Ctx, b.ID)
	isConflict(t, "undoing labels", err)
	if actions := kit.Batches.AllowedActions(kit.Ctx, b); slices.Contains(actions, batch.Undo) {
		t.Errorf("offered are %v", actions)
	}
}
