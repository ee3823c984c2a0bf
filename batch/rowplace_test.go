package batch_test

import (
	"slices"
	"testing"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batch/batchtest"
	"github.com/sluicehq/sluice/batchtypes/pricing"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// In every order, with a filter and without, a row's place is its offset in
// the list; empty cells and equal ones included.
func TestRowPlaceIsTheOffset(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, pricing.Handler{})
	for i := range 12 {
		pgtest.Product(t, kit.DB, func(p *model.Product) {
			if i%4 == 0 {
				p.Price = nil
			}
			if i%3 == 0 {
				p.Description = "Blue mug"
			}
		})
	}
	b := kit.Create(t, "pricing", nil, tenPercent)
	search := "mug"
	for _, where := range []*batch.RowFilter{nil, {Search: &search}} {
		for _, column := range []string{"sequence", "status", "description", "price", "new_price"} {
			for _, direction := range []model.Direction{model.Ascending, model.Descending} {
				order := &batch.RowOrder{Column: column, Direction: direction}
				page, err := kit.Batches.Rows(kit.Ctx, b, batch.RowQuery{Where: where, OrderBy: order, First: 100})
				if err != nil {
					t.Fatal(err)
				}
				var got, want []int
				for i, row := range page.Nodes() {
					place, err := kit.Batches.RowPlace(kit.Ctx, b, row.GlobalID(), where, order)
					if err != nil || place == nil {
						t.Fatalf("%s %s: place %v, %v", column, direction, place, err)
					}
					got, want = append(got, *place), append(want, i)
				}
				if len(want) < 4 || !slices.Equal(got, want) {
					t.Errorf("by %s, %s: the rows listed are at %v", column, direction, got)
				}
			}
		}
	}
}

// A row that does not match stands where it would; one of another batch nowhere.
func TestRowPlaceOfOtherRows(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, pricing.Handler{})
	for i := range 3 {
		pgtest.Product(t, kit.DB, func(p *model.Product) {
			if i != 1 {
				p.Description = "Blue mug"
			}
		})
	}
	b, other := kit.Create(t, "pricing", nil, tenPercent), kit.Create(t, "pricing", nil, tenPercent)
	search := "mug"
	where := &batch.RowFilter{Search: &search}
	place, err := kit.Batches.RowPlace(kit.Ctx, b, kit.Rows(t, b)[1].GlobalID(), where, nil)
	if err != nil || place == nil || *place != 1 {
		t.Errorf("the row between two that match is at %v, %v", place, err)
	}
	place, err = kit.Batches.RowPlace(kit.Ctx, b, kit.Rows(t, other)[1].GlobalID(), nil, nil)
	if err != nil || place != nil {
		t.Errorf("a row of another batch is at %v, %v", place, err)
	}
}
