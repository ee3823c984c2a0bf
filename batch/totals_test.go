package batch_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batch/batchtest"
	"github.com/sluicehq/sluice/batchtypes/delproduct"
	"github.com/sluicehq/sluice/batchtypes/pricing"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func TestTotals(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, pricing.Handler{}, &delproduct.Handler{})
	for range 4 {
		pgtest.Product(t, kit.DB)
	}
	b := kit.Create(t, "pricing", nil, tenPercent)
	rows := kit.Rows(t, b)
	kit.Edit(t, rows[0], map[string]any{"new_price": "1.90"})
	if _, err := kit.Batches.RemoveRows(kit.Ctx, b.ID, []model.ID{rows[1].GlobalID()}); err != nil {
		t.Fatal(err)
	}
	first := &batch.RowFilter{IDs: []model.ID{rows[0].GlobalID(), rows[1].GlobalID()}}
	want := func(what string, where *batch.RowFilter, raised, lowered string) {
		t.Helper()
		facts, err := kit.Batches.Totals(kit.Ctx, b, where)
		if err != nil || len(facts) < 2 {
			t.Fatalf("%s: %v (%v)", what, facts, err)
		}
		if got := []string{facts[0].Value, facts[1].Value}; !cmp.Equal(got, []string{raised, lowered}) {
			t.Errorf("%s: raised and lowered are %v, want %s and %s", what, got, raised, lowered)
		}
	}
	want("all", nil, "2", "1")
	want("two, one of them removed", first, "0", "1")
	want("those removed", &batch.RowFilter{Removed: new(true)}, "1", "0")
	want("none", &batch.RowFilter{Search: new("no such thing")}, "0", "0")
	if _, err := kit.Batches.Totals(kit.Ctx, b, &batch.RowFilter{IDs: []model.ID{b.GlobalID()}}); model.CodeOf(err) != model.CodeInvalid {
		t.Errorf("the id of no row: %v", err)
	}

	b = kit.Execute(t, b)
	want("executed", nil, "2", "1")
	if _, err := kit.Batches.Purge(kit.Ctx, b.ID, true); err != nil {
		t.Fatal(err)
	}
	kit.Wait(t, *kit.Get(t, b.ID).PurgeJobID)
	for what, b := range map[string]*model.Batch{
		"of purged rows": kit.Get(t, b.ID), "of a type without totals": kit.Create(t, "delproduct", nil, map[string]any{"days": 90}),
	} {
		if facts, err := kit.Batches.Totals(kit.Ctx, b, nil); err != nil || len(facts) > 0 {
			t.Errorf("totals %s: %v (%v)", what, facts, err)
		}
	}
}
