package batch_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batch/batchtest"
	"github.com/sluicehq/sluice/batchtypes/pricing"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func TestEditsAreAnsweredForOneByOne(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, pricing.Handler{})
	for range 9 {
		pgtest.Product(t, kit.DB)
	}
	b := kit.Create(t, "pricing", nil, tenPercent)
	rows := kit.Rows(t, b)
	if _, err := kit.Batches.RemoveRows(kit.Ctx, b.ID, []model.ID{rows[8].GlobalID()}); err != nil {
		t.Fatal(err)
	}
	edit := func(i int, values map[string]any) batch.RowEdit {
		return batch.RowEdit{ID: rows[i].GlobalID(), Version: rows[i].Version, Values: values}
	}
	stale := edit(1, map[string]any{"new_price": "3.00"})
	stale.Version = 0
	foreign := batch.RowEdit{ID: model.RowID(b.ID+1, 1), Version: 1, Values: map[string]any{"new_price": "3.00"}}
	removed := edit(8, map[string]any{"new_price": "3.00"})
	removed.Version = 2
	result, err := kit.Batches.EditRows(kit.Ctx, b.ID, []batch.RowEdit{
		edit(0, map[string]any{"new_price": json.Number("0.50")}),
		stale,
		edit(2, map[string]any{"new_price": "cheap"}),
		edit(3, map[string]any{"new_price": "-1"}),
		edit(4, map[string]any{"new_price": "1.005"}),
		edit(5, map[string]any{"sku": "X"}),
		edit(6, map[string]any{"color": "red"}),
		foreign,
		removed,
		edit(7, map[string]any{"new_price": nil}),
		edit(7, map[string]any{"new_price": "1.00"}),
	})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range result.Rows {
		value := "empty"
		if row.Values["new_price"] != nil {
			value = numberText(t, row.Values["new_price"])
		}
		got = append(got, value+" "+row.Status)
	}
	if diff := cmp.Diff([]string{"0.50 below_cost", "empty no_price"}, got); diff != "" {
		t.Errorf("changed rows (-want +got)\n%s", diff)
	}
	got = nil
	for _, r := range result.Rejected {
		got = append(got, r.Error.Error())
	}
	want := []string{
		"CONFLICT: Somebody else has changed this row. Look at it again before you change it.",
		"INVALID (new_price): New price must be a number such as 12.50.",
		"INVALID (new_price): New price must be at least 0.",
		"INVALID (new_price): New price can have at most 2 decimal places.",
		"INVALID (sku): SKU can't be edited.",
		"INVALID (values): Rows of this type have no such column.",
		"NOT_FOUND: There is no such row in this batch.",
		"CONFLICT: This row is removed. Restore it before you change it.",
		"INVALID (id): The row is given twice.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rejected rows (-want +got)\n%s", diff)
	}

	var history []struct {
		Sequence  int64
		Version   int
		Action    string
		Changes   string
		ChangedBy int64
	}
	err = kit.DB.NewSelect().Table("batch.row_change").Column("sequence", "version", "action", "changes", "changed_by").
		Order("sequence").Scan(kit.Ctx, &history)
	if err != nil {
		t.Fatal(err)
	}
	if len(history) != 3 {
		t.Fatalf("history has %d entries, want 3: %v", len(history), history)
	}
	first := history[0]
	if first.Action != "edit" || first.Version != 2 || first.ChangedBy != kit.Viewer.UserID ||
		first.Changes != `{"new_price": ["2.2", "0.5"]}` {
		t.Errorf("first entry is %+v", first)
	}
}

func TestRemoveAndRestore(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, pricing.Handler{})
	for range 3 {
		pgtest.Product(t, kit.DB)
	}
	b := kit.Create(t, "pricing", nil, tenPercent)
	ids := []model.ID{kit.Rows(t, b)[0].GlobalID(), kit.Rows(t, b)[1].GlobalID()}
	counts := func() (kept, removed int) {
		breakdown, err := kit.Batches.StatusBreakdown(kit.Ctx, b)
		if err != nil || len(breakdown) != 1 {
			t.Fatal(breakdown, err)
		}
		return breakdown[0].Count, breakdown[0].Removed
	}
	for range 2 { // the second time changes nothing
		if _, err := kit.Batches.RemoveRows(kit.Ctx, b.ID, ids); err != nil {
			t.Fatal(err)
		}
		if kept, removed := counts(); kept != 1 || removed != 2 {
			t.Errorf("%d rows kept and %d removed, want 1 and 2", kept, removed)
		}
	}
	result, err := kit.Batches.RestoreRows(kit.Ctx, b.ID, ids[:1])
	if err != nil || len(result.Rows) != 1 || result.Rows[0].Removed || result.Rows[0].Version != 3 {
		t.Errorf("restored %+v (%v)", result.Rows, err)
	}
	if kept, removed := counts(); kept != 2 || removed != 1 {
		t.Errorf("%d rows kept and %d removed, want 2 and 1", kept, removed)
	}
}

func TestAStaleHeaderIsAConflict(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, pricing.Handler{})
	pgtest.Product(t, kit.DB)
	b := kit.Create(t, "pricing", nil, tenPercent)
	text := "Spring prices"
	changed, err := kit.Batches.Update(kit.Ctx, batch.HeaderChange{ID: b.ID, Version: b.Version, Description: &text})
	if err != nil || changed.Description != text || changed.Version != b.Version+1 {
		t.Fatalf("%+v (%v)", changed, err)
	}
	_, err = kit.Batches.Update(kit.Ctx, batch.HeaderChange{ID: b.ID, Version: b.Version, Description: &text})
	isConflict(t, "a stale version", err)
}

func numberText(t *testing.T, value any) string {
	t.Helper()
	d, ok := value.(decimal.Decimal)
	if !ok {
		t.Fatalf("%v is a %T, not a decimal", value, value)
	}
	return d.StringFixed(2)
}
