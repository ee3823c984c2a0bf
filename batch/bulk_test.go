package batch_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batch/batchtest"
	"github.com/sluicehq/sluice/batchtypes/labels"
	"github.com/sluicehq/sluice/batchtypes/pricing"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// cells lists a column of all rows with their statuses and versions.
func cells(t *testing.T, kit *batchtest.Kit, b *model.Batch, column string) []string {
	t.Helper()
	rows := kit.Rows(t, b)
	list := make([]string, len(rows))
	for i, row := range rows {
		value := row.Values[column]
		if value == nil {
			value = "empty"
		}
		list[i] = fmt.Sprint(value, " ", row.Status, " ", row.Version)
	}
	return list
}

func TestUpdateWhere(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, labels.Handler{})
	for i, p := range []struct{ description, price string }{
		{"Milk", "1.00"}, {"Milk and honey", "2.00"}, {"Butter", "3.00"}, {"Rye", ""},
	} {
		pgtest.Product(t, kit.DB, func(product *model.Product) {
			product.Description, product.GTIN, product.Price = p.description, new(fmt.Sprintf("4006381333%03d", i)), nil
			if p.price != "" {
				product.Price = pgtest.Decimal(p.price)
			}
		})
	}
	b := kit.Create(t, "labels", nil, map[string]any{"quantity": 300, "layout": "sheet_3x8"})
	if _, err := kit.Batches.RemoveRows(kit.Ctx, b.ID, []model.ID{model.RowID(b.ID, 3)}); err != nil {
		t.Fatal(err)
	}
	search, find := "milk", "Milk"
	steps := []struct {
		name                       string
		where                      *batch.RowFilter
		change                     batch.CellChange
		matched, changed, rejected int64
		want                       []string
	}{
		{
			"multiply", &batch.RowFilter{Search: &search},
			batch.CellChange{Column: "quantity", Operation: batch.OperationMultiply, Value: "1.335"},
			2, 2, 0,
			[]string{"401 ok 2", "401 ok 2", "300 ok 2", "300 no_price 1"},
		},
		{
			"add to some", &batch.RowFilter{IDs: []model.ID{model.RowID(b.ID, 1), model.RowID(b.ID, 4), model.RowID(b.ID+1, 2)}},
			batch.CellChange{Column: "quantity", Operation: batch.OperationAdd, Value: -300},
			2, 2, 0,
			[]string{"101 ok 3", "401 ok 2", "300 ok 2", "0 none 2"},
		},
		{
			"beyond the bounds", nil,
			batch.CellChange{Column: "quantity", Operation: batch.OperationAdd, Value: 600},
			3, 2, 1,
			[]string{"701 ok 4", "401 ok 2", "300 ok 2", "600 no_price 3"},
		},
		{
			"round", nil,
			batch.CellChange{Column: "quantity", Operation: batch.OperationRound, Value: "50"},
			3, 2, 0,
			[]string{"700 ok 5", "400 ok 3", "300 ok 2", "600 no_price 3"},
		},
		{
			"set", &batch.RowFilter{Status: []string{"no_price"}},
			batch.CellChange{Column: "quantity", Operation: batch.OperationSet, Value: 7},
			1, 1, 0,
			[]string{"700 ok 5", "400 ok 3", "300 ok 2", "7 no_price 4"},
		},
		{
			"replace", nil,
			batch.CellChange{Column: "description", Operation: batch.OperationReplace, Find: &find, Value: "  "},
			3, 2, 0,
			[]string{"700 no_name 6", "400 ok 4", "300 ok 2", "7 no_price 4"},
		},
	}
	for _, step := range steps {
		result, err := kit.Batches.UpdateWhere(kit.Ctx, b.ID, step.where, step.change)
		if err != nil {
			t.Fatal(step.name, err)
		}
		if result.Matched != step.matched || result.Changed != step.changed || result.RejectedCount != step.rejected {
			t.Errorf("%s: %d matched, %d changed, %d rejected", step.name, result.Matched, result.Changed, result.RejectedCount)
		}
		if diff := cmp.Diff(step.want, cells(t, kit, b, "quantity")); diff != "" {
			t.Errorf("%s (-want +got)\n%s", step.name, diff)
		}
		if step.rejected == 0 {
			continue
		}
		if r := result.Rejected[0]; r.Row.Sequence != 2 || r.Error.Error() != "INVALID (quantity): Labels must be at most 1000." {
			t.Errorf("%s: row %d was rejected: %v", step.name, r.Row.Sequence, r.Error)
		}
	}
	if diff := cmp.Diff([]string{"  ", "   and honey", "Butter", "Rye"}, descriptions(t, kit, b)); diff != "" {
		t.Errorf("descriptions (-want +got)\n%s", diff)
	}
}

func descriptions(t *testing.T, kit *batchtest.Kit, b *model.Batch) (list []string) {
	t.Helper()
	for _, row := range kit.Rows(t, b) {
		list = append(list, row.Values["description"].(string))
	}
	return list
}

// A bulk edit takes over what products have become, as any edit does, and
// leaves empty cells empty unless it sets them.
func TestUpdateWhereRefreshes(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, pricing.Handler{})
	changed := pgtest.Product(t, kit.DB)
	gone := pgtest.Product(t, kit.DB)
	pgtest.Product(t, kit.DB, func(p *model.Product) { p.Price = nil })
	b := kit.Create(t, "pricing", nil, tenPercent)
	if _, err := kit.DB.NewRaw("UPDATE product SET price = 9 WHERE id = ?", changed.ID).Exec(kit.Ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := kit.DB.NewRaw("DELETE FROM product WHERE id = ?", gone.ID).Exec(kit.Ctx); err != nil {
		t.Fatal(err)
	}
	result, err := kit.Batches.UpdateWhere(kit.Ctx, b.ID, nil, batch.CellChange{Column: "new_price", Operation: batch.OperationMultiply, Value: "2"})
	if err != nil || result.Matched != 3 || result.Changed != 2 {
		t.Fatalf("%+v (%v)", result, err)
	}
	want := []string{"4.4 big_change 2", "4.4 big_change 2", "empty no_price 1"}
	if diff := cmp.Diff(want, cells(t, kit, b, "new_price")); diff != "" {
		t.Errorf("new prices (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]string{"9 big_change 2", "2 big_change 2", "empty no_price 1"}, cells(t, kit, b, "price")); diff != "" {
		t.Errorf("prices before (-want +got)\n%s", diff)
	}
	result, err = kit.Batches.UpdateWhere(kit.Ctx, b.ID, nil, batch.CellChange{Column: "new_price", Operation: batch.OperationSet})
	if err != nil || result.Changed != 2 {
		t.Errorf("emptied %+v (%v)", result, err)
	}
}

func TestRemoveAndRestoreWhere(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, pricing.Handler{})
	for range 5 {
		pgtest.Product(t, kit.DB)
	}
	b := kit.Create(t, "pricing", nil, tenPercent)
	if _, err := kit.Batches.RemoveRows(kit.Ctx, b.ID, []model.ID{model.RowID(b.ID, 2)}); err != nil {
		t.Fatal(err)
	}
	some := &batch.RowFilter{IDs: []model.ID{model.RowID(b.ID, 1), model.RowID(b.ID, 2)}}
	result, err := kit.Batches.RemoveWhere(kit.Ctx, b.ID, some)
	if err != nil || result.Matched != 2 || result.Changed != 1 {
		t.Errorf("removed %+v (%v)", result, err)
	}
	result, err = kit.Batches.RestoreWhere(kit.Ctx, b.ID, nil)
	if err != nil || result.Matched != 5 || result.Changed != 2 {
		t.Errorf("restored %+v (%v)", result, err)
	}
	want := []string{"2.2 ok 3", "2.2 ok 3", "2.2 ok 1", "2.2 ok 1", "2.2 ok 1"}
	if diff := cmp.Diff(want, cells(t, kit, b, "new_price")); diff != "" {
		t.Errorf("rows (-want +got)\n%s", diff)
	}
}

func TestRefreshWhere(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, pricing.Handler{})
	for range 4 {
		pgtest.Product(t, kit.DB)
	}
	b := kit.Create(t, "pricing", nil, tenPercent)
	if _, err := kit.DB.NewRaw("UPDATE product SET price = 9 WHERE id IN (SELECT product_id FROM batch.pricing_row WHERE sequence < 3)").Exec(kit.Ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := kit.Batches.MarkComplete(kit.Ctx, b.ID); err != nil {
		t.Fatal(err)
	}
	_, err := kit.Batches.RefreshWhere(kit.Ctx, b.ID, nil)
	isConflict(t, "refreshing a complete batch", err)
	if _, err := kit.Batches.Reopen(kit.Ctx, b.ID); err != nil {
		t.Fatal(err)
	}
	steps := []struct {
		where            *batch.RowFilter
		matched, changed int64
		want             []string
	}{
		{&batch.RowFilter{IDs: []model.ID{model.RowID(b.ID, 1), model.RowID(b.ID, 4)}}, 2, 1, []string{"9 big_change 3", "2 stale 2", "2 ok 1", "2 ok 1"}},
		{nil, 4, 1, []string{"9 big_change 3", "9 big_change 3", "2 ok 1", "2 ok 1"}},
		{nil, 4, 0, []string{"9 big_change 3", "9 big_change 3", "2 ok 1", "2 ok 1"}},
	}
	for i, step := range steps {
		result, err := kit.Batches.RefreshWhere(kit.Ctx, b.ID, step.where)
		if err != nil || result.Matched != step.matched || result.Changed != step.changed {
			t.Errorf("step %d: %+v (%v)", i, result, err)
		}
		if diff := cmp.Diff(step.want, cells(t, kit, b, "price")); diff != "" {
			t.Errorf("step %d (-want +got)\n%s", i, diff)
		}
	}
	history, err := kit.Batches.RowHistory(kit.Ctx, kit.Rows(t, b)[0], 10)
	if err != nil || len(history) != 1 || history[0].Action != batch.RowRefreshed || len(history[0].Cells) != 1 ||
		numberText(t, history[0].Cells[0].From) != "2.00" || numberText(t, history[0].Cells[0].To) != "9.00" {
		t.Errorf("history %+v (%v)", history, err)
	}
}
