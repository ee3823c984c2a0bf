package batch_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batch/batchtest"
	"github.com/sluicehq/sluice/batchtypes/pricing"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func TestClone(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, pricing.Handler{})
	for range 5 {
		pgtest.Product(t, kit.DB)
	}
	from := kit.Create(t, "pricing", nil, tenPercent)
	rows := kit.Rows(t, from)
	edits := []batch.RowEdit{{ID: rows[0].GlobalID(), Version: 1, Values: map[string]any{"new_price": "4.00"}}}
	if _, err := kit.Batches.EditRows(kit.Ctx, from.ID, edits); err != nil {
		t.Fatal(err)
	}
	if _, err := kit.Batches.RemoveRows(kit.Ctx, from.ID, []model.ID{rows[1].GlobalID()}); err != nil {
		t.Fatal(err)
	}
	from = kit.Execute(t, from)
	if _, err := kit.DB.NewRaw("DELETE FROM product WHERE id = ?", rows[4].ProductID).Exec(kit.Ctx); err != nil {
		t.Fatal(err)
	}
	key := "once"
	b, err := kit.Batches.Clone(kit.Ctx, batch.CloneDraft{BatchID: from.ID, ClientKey: &key})
	if err != nil {
		t.Fatal(err)
	}
	if again, err := kit.Batches.Clone(kit.Ctx, batch.CloneDraft{BatchID: from.ID, ClientKey: &key}); err != nil || again.ID != b.ID {
		t.Errorf("again %+v (%v)", again, err)
	}
	kit.Wait(t, *b.PopulationJobID)
	b = kit.Get(t, b.ID)
	if b.State != model.BatchOpen || *b.RowCount != 4 || string(b.Parameters) != string(from.Parameters) {
		t.Errorf("the clone is %+v", b)
	}
	if text, err := batch.SourceText(b); err != nil || text != "rows of batch #00000001" {
		t.Errorf("it comes from %q (%v)", text, err)
	}
	if diff := cmp.Diff([]string{"4 unchanged 1", "2.2 unchanged 1", "2.2 unchanged 1", "2.2 ok 1"}, cells(t, kit, b, "new_price")); diff != "" {
		t.Errorf("new prices (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]string{"4 unchanged 1", "2.2 unchanged 1", "2.2 unchanged 1", "2 ok 1"}, cells(t, kit, b, "price")); diff != "" {
		t.Errorf("prices before (-want +got)\n%s", diff)
	}
	for _, row := range kit.Rows(t, b) {
		if row.Outcome != nil || row.Removed {
			t.Errorf("row %+v", row.RowModel)
		}
	}

	reader := auth.WithViewer(t.Context(), auth.NewViewer(7, "r", "R", "batch.*.view", "batch.*.edit"))
	if _, err := kit.Batches.Clone(reader, batch.CloneDraft{BatchID: from.ID}); model.CodeOf(err) != model.CodeForbidden {
		t.Errorf("without the permission: %v", err)
	}
}

func TestOnlyPopulatedBatchesAreCloned(t *testing.T) {
	t.Parallel()
	kit := batchtest.NewWith(t, batchtest.Options{}, pricing.Handler{})
	from, err := kit.Batches.CreateFromQuery(kit.Ctx, batch.FromQuery{Draft: batch.Draft{Type: "pricing", Parameters: tenPercent}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = kit.Batches.Clone(kit.Ctx, batch.CloneDraft{BatchID: from.ID})
	isConflict(t, "a batch without rows yet", err)
}
