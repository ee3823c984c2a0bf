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

// What a preview shows and counts is what the execution then does.
func TestPreviewIsWhatExecutionDoes(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, pricing.Handler{}, labels.Handler{})
	for i := range 9 {
		pgtest.Product(t, kit.DB, func(p *model.Product) {
			if i == 4 {
				p.Price = nil
			}
		})
	}
	b := kit.Create(t, "pricing", nil, tenPercent)
	rows := kit.Rows(t, b)
	if _, err := kit.Batches.EditRows(kit.Ctx, b.ID, []batch.RowEdit{
		{ID: rows[1].GlobalID(), Version: 1, Values: map[string]any{"new_price": "2.00"}}, // unchanged
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := kit.Batches.RemoveRows(kit.Ctx, b.ID, []model.ID{rows[2].GlobalID()}); err != nil {
		t.Fatal(err)
	}
	for i, change := range []string{ // both will fail
		"UPDATE product SET price = 7 WHERE id = ?",
		"DELETE FROM product WHERE id = ?",
	} {
		if _, err := kit.DB.NewRaw(change, rows[5+i].ProductID).Exec(kit.Ctx); err != nil {
			t.Fatal(err)
		}
	}
	before := prices(t, kit)
	var shown []string
	var after *string
	var preview *batch.Preview
	for more := true; more; {
		var err error
		if preview, err = kit.Batches.Preview(kit.Ctx, b.ID, 3, after); err != nil {
			t.Fatal(err)
		}
		for _, edge := range preview.Rows.Edges {
			shown = append(shown, fmt.Sprint(edge.Node.Row.Sequence, " ", edge.Node.Before["price"], " ", edge.Node.After["price"], " ", edge.Node.Outcome))
			after = &edge.Cursor
		}
		more = preview.Rows.HasNext
	}
	if diff := cmp.Diff(before, prices(t, kit)); diff != "" {
		t.Errorf("the preview has changed products (-want +got)\n%s", diff)
	}
	want := []string{
		"1 2 2.2 executed", "2 2 2 executed", "4 2 2.2 executed", "6 7 7 failed", "7 <nil> <nil> failed", "8 2 2.2 executed", "9 2 2.2 executed",
	}
	if diff := cmp.Diff(want, shown); diff != "" {
		t.Errorf("rows (-want +got)\n%s", diff)
	}
	if preview.Changed != 4 || preview.Unchanged != 1 || preview.Failing != 2 || preview.Blocked != 1 {
		t.Errorf("counted %+v", preview)
	}
	if again := kit.Rows(t, b); again[0].Outcome != nil || again[0].Version != 1 {
		t.Errorf("the preview has left %+v behind", again[0])
	}
	printed := kit.Create(t, "labels", nil, map[string]any{"quantity": 1, "layout": "sheet_3x8"})
	_, err := kit.Batches.Preview(kit.Ctx, printed.ID, 3, nil)
	isConflict(t, "a type that changes no data", err)
}

func prices(t *testing.T, kit *batchtest.Kit) (list []string) {
	t.Helper()
	err := kit.DB.NewSelect().Table("product").ColumnExpr("id || ' ' || coalesce(price::text, '') || ' ' || version").Order("id").Scan(kit.Ctx, &list)
	if err != nil {
		t.Fatal(err)
	}
	return list
}
