package labels_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batch/batchtest"
	"github.com/sluicehq/sluice/batchtypes/labels"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// onRoll are parameters for one label a page, so many of each product.
func onRoll(quantity any) map[string]any {
	return map[string]any{"quantity": quantity, "layout": "roll_57x32", "currency": "£"}
}

// product inserts a product of which nothing is missing, unless change takes
// it away.
func product(t *testing.T, kit *batchtest.Kit, sku string, change ...func(*model.Product)) *model.Product {
	t.Helper()
	return pgtest.Product(t, kit.DB, append([]func(*model.Product){func(p *model.Product) {
		p.SKU, p.Description, p.Size = sku, "Milk "+sku, "1 l"
	}}, change...)...)
}

func withGTIN(gtin string) func(*model.Product) {
	return func(p *model.Product) { p.GTIN = &gtin }
}

func withoutPrice(p *model.Product) { p.Price = nil }

func withoutName(p *model.Product) { p.Description = " " }

// lines describes rows: SKU, price, quantity and status.
func lines(rows []*batch.Row) []string {
	var list []string
	for _, row := range rows {
		price := "-"
		if d, ok := row.Values["price"].(decimal.Decimal); ok {
			price = d.StringFixed(2)
		}
		list = append(list, fmt.Sprint(row.Values["sku"], " ", price, " ", row.Values["quantity"], " ", row.Status))
	}
	return list
}

func wantLines(t *testing.T, rows []*batch.Row, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, lines(rows)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// edit changes a row, which must succeed.
func edit(t *testing.T, kit *batchtest.Kit, row *batch.Row, values map[string]any) {
	t.Helper()
	result, err := kit.Batches.EditRows(kit.Ctx, row.BatchID, []batch.RowEdit{
		{ID: row.GlobalID(), Version: row.Version, Values: values},
	})
	if err != nil || len(result.Rejected) > 0 {
		t.Fatalf("editing a row: %v, %v", err, result)
	}
}

func TestPopulation(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, labels.Handler{})
	product(t, kit, "00123", withGTIN("4006381333931"))
	product(t, kit, "A-1")
	product(t, kit, "A-2", withGTIN("96385074"), withoutPrice)
	product(t, kit, "A-3", withoutPrice, withoutName)
	product(t, kit, "a-3", func(p *model.Product) { p.Price = pgtest.Decimal("0") })
	wantLines(t, kit.Rows(t, kit.Create(t, "labels", nil, onRoll(2))),
		"00123 2.00 2 ok", "A-1 2.00 2 no_gtin", "A-2 - 2 no_price", "A-3 - 2 no_name", "a-3 0.00 2 no_gtin")
	wantLines(t, kit.Rows(t, kit.Create(t, "labels", nil, onRoll("0"))),
		"00123 2.00 0 none", "A-1 2.00 0 none", "A-2 - 0 none", "A-3 - 0 none", "a-3 0.00 0 none")
}

func TestEditing(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, labels.Handler{})
	milk := product(t, kit, "M", withGTIN("4006381333931"))
	b := kit.Create(t, "labels", nil, onRoll(1))
	steps := []struct {
		values map[string]any
		want   string
	}{
		{map[string]any{"quantity": 0}, "M 2.00 0 none"},
		{map[string]any{"quantity": "1000"}, "M 2.00 1000 ok"},
		{map[string]any{"description": ""}, "M 2.00 1000 no_name"},
		{map[string]any{"description": "Whole milk", "size": "2 l"}, "M 2.00 1000 ok"},
	}
	for _, step := range steps {
		edit(t, kit, kit.Rows(t, b)[0], step.values)
		wantLines(t, kit.Rows(t, b), step.want)
	}
	// What people can't edit follows the product; what they have edited stays.
	if _, err := kit.DB.NewRaw("UPDATE product SET price = 2.49, gtin = NULL, description = 'x' WHERE id = ?", milk.ID).Exec(kit.Ctx); err != nil {
		t.Fatal(err)
	}
	edit(t, kit, kit.Rows(t, b)[0], map[string]any{"quantity": 3})
	rows := kit.Rows(t, b)
	wantLines(t, rows, "M 2.49 3 no_gtin")
	if name, size := rows[0].Values["description"], rows[0].Values["size"]; name != "Whole milk" || size != "2 l" {
		t.Errorf("the label says %q, %q", name, size)
	}
}

// A stale row warns, and does not keep the labels from being printed.
func TestStaleRows(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, labels.Handler{})
	for _, sku := range []string{"A", "B", "C", "D"} {
		product(t, kit, sku)
	}
	b := kit.Create(t, "labels", nil, onRoll(1))
	_, err := kit.DB.NewRaw(`UPDATE product SET
		price = CASE sku WHEN 'A' THEN 3 WHEN 'D' THEN NULL ELSE price END,
		gtin = CASE sku WHEN 'B' THEN '96385074' END,
		description = 'New name of ' || sku, cost = 1.5`).Exec(kit.Ctx)
	if err != nil {
		t.Fatal(err)
	}
	wantLines(t, kit.Rows(t, b), "A 2.00 1 no_gtin", "B 2.00 1 no_gtin", "C 2.00 1 no_gtin", "D 2.00 1 no_gtin")
	complete, err := kit.Batches.MarkComplete(kit.Ctx, b.ID)
	if err != nil {
		t.Fatal(err)
	}
	wantLines(t, kit.Rows(t, b), "A 2.00 1 stale", "B 2.00 1 stale", "C 2.00 1 no_gtin", "D 2.00 1 stale")
	why, err := kit.Batches.WhyNotExecutable(kit.Ctx, complete)
	if err != nil || len(why) > 0 {
		t.Errorf("the batch can't be executed: %q (%v)", why, err)
	}
	if _, err := kit.Batches.Reopen(kit.Ctx, b.ID); err != nil {
		t.Fatal(err)
	}
	edit(t, kit, kit.Rows(t, b)[0], map[string]any{"quantity": 2})
	if b = kit.Execute(t, b); b.State != model.BatchExecuted {
		t.Errorf("the batch is %s", b.State)
	}
	wantLines(t, kit.Rows(t, b), "A 3.00 2 no_gtin", "B 2.00 1 stale", "C 2.00 1 no_gtin", "D 2.00 1 stale")
}

func TestDescription(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, labels.Handler{})
	for i := range 13 {
		product(t, kit, fmt.Sprintf("S%02d", i))
	}
	product(t, kit, "T", withoutPrice)
	product(t, kit, "U", withoutName)
	product(t, kit, "V", withoutName)
	b := kit.Create(t, "labels", nil, map[string]any{"quantity": 100, "layout": "sheet_3x8"})
	rows := kit.Rows(t, b)
	edit(t, kit, rows[0], map[string]any{"quantity": 0})
	if _, err := kit.Batches.RemoveRows(kit.Ctx, b.ID, []model.ID{rows[1].GlobalID()}); err != nil {
		t.Fatal(err)
	}
	got, err := kit.Batches.DescribeExecution(kit.Ctx, b)
	if err != nil {
		t.Fatal(err)
	}
	want := &batch.Description{
		Summary: "Print 1,400 labels for 14 products.",
		Facts: []batch.Fact{
			{Label: "Layout", Value: "A4 sheet, 3 × 8 labels of 63.5 × 33.9 mm"},
			{Label: "Pages", Value: "59"},
		},
		Warnings: []string{"2 products have no name.", "1 product has no price."},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
