package product_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/batch/batchtest"
	"github.com/sluicehq/sluice/batchtypes/product"
	"github.com/sluicehq/sluice/catalog"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func products(t *testing.T, kit *batchtest.Kit) []string {
	t.Helper()
	return kit.Select(t, `SELECT concat_ws('|', p.sku, coalesce(p.gtin, '-'), p.description, coalesce(d.name, '-'), coalesce(b.name, '-'),
			coalesce(p.cost::text, '-'), coalesce(p.price::text, '-'), p.active) || ' v' || p.version
		FROM product AS p LEFT JOIN department AS d ON d.id = p.department_id LEFT JOIN brand AS b ON b.id = p.brand_id ORDER BY p.sku`)
}

// shelf makes products A, B, C… in the department Dairy.
func shelf(t *testing.T, kit *batchtest.Kit, skus ...string) {
	t.Helper()
	kit.Exec(t, "INSERT INTO department (name) VALUES ('Dairy')")
	for _, sku := range skus {
		pgtest.Product(t, kit.DB, func(p *model.Product) {
			p.SKU, p.Description, p.DepartmentID = sku, "Product "+sku, new(int64(1))
		})
	}
}

func TestStatuses(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, product.Handler{})
	shelf(t, kit, "A", "B", "C", "D", "E", "F")
	b := kit.Create(t, "product", nil, nil)
	rows := kit.Rows(t, b)
	for i, values := range []map[string]any{
		{"department": "Bakery"}, {"description": " "}, {"price": "0.99"}, {"gtin": "123"}, {"active": false},
	} {
		kit.Edit(t, rows[i], values)
	}
	kit.AddRow(t, b, map[string]any{"sku": "G", "description": "New"})
	kit.AddRow(t, b, map[string]any{"gtin": "96385074"})
	want := []string{"changed", "no_description", "below_cost", "bad_gtin", "discontinue", "unchanged", "new", "no_sku"}
	if diff := cmp.Diff(want, kit.Statuses(t, b)); diff != "" {
		t.Errorf("statuses (-want +got)\n%s", diff)
	}
}

func TestStaleProducts(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, product.Handler{})
	shelf(t, kit, "A", "B", "C")
	b := kit.Create(t, "product", nil, nil)
	kit.Exec(t, "UPDATE product SET department_id = NULL WHERE sku = 'A'")
	kit.Exec(t, "UPDATE product SET operation_id = NULL, version = 2 WHERE sku = 'B'") // nothing that a row knows
	if _, err := kit.Batches.MarkComplete(kit.Ctx, b.ID); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"stale", "unchanged", "unchanged"}, kit.Statuses(t, b)); diff != "" {
		t.Errorf("statuses (-want +got)\n%s", diff)
	}
}

func TestCreateChangeAndUndo(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, product.Handler{})
	shelf(t, kit, "A", "B", "C", "D")
	b := kit.Create(t, "product", nil, nil)
	rows := kit.Rows(t, b)
	kit.Edit(t, rows[0], map[string]any{"department": "Bakery", "brand": "Alder", "gtin": "96385074", "cost": nil})
	kit.Edit(t, rows[1], map[string]any{"description": "Better", "active": false})
	kit.Edit(t, rows[2], map[string]any{"price": "3.00"})
	for _, values := range []map[string]any{
		{"sku": "007", "description": "Tea", "department": "Bakery", "price": "1.50"},
		{"sku": "007", "description": "Tea again"},
		{"sku": "E", "description": "Echo"},
		{"sku": "F", "description": "Foxtrot", "brand": "Alder"},
		{"sku": "G", "description": "Golf", "gtin": "96385074"}, // A's by then
	} {
		kit.AddRow(t, b, values)
	}
	d, err := kit.Batches.DescribeExecution(kit.Ctx, b)
	if err != nil || d.Summary != "Create 5 products and change 3." {
		t.Errorf("it would %+v (%v)", d, err)
	}
	if _, err := kit.Batches.MarkComplete(kit.Ctx, b.ID); err != nil {
		t.Fatal(err)
	}
	// After the review, C changes, and somebody creates E.
	kit.Exec(t, "UPDATE product SET size = 'XL', version = 2 WHERE sku = 'C'")
	pgtest.Product(t, kit.DB, func(p *model.Product) { p.SKU, p.Description = "E", "Eve" })
	preview, err := kit.Batches.Preview(kit.Ctx, b.ID, 20, nil)
	if err != nil {
		t.Fatal(err)
	}
	if first := preview.Rows.Nodes()[0]; first.Before["department"] != "Dairy" || first.After["department"] != "Bakery" || first.After["cost"] != nil {
		t.Errorf("preview of A: %v to %v", first.Before, first.After)
	}
	if tea := preview.Rows.Nodes()[4]; tea.Before["description"] != nil || tea.After["description"] != "Tea" {
		t.Errorf("preview of the tea: %v to %v", tea.Before, tea.After)
	}
	if got := kit.Select(t, "SELECT name FROM brand"); len(got) > 0 {
		t.Errorf("the preview has made %v", got)
	}

	if b, err = kit.Batches.Execute(kit.Ctx, b.ID, nil); err != nil {
		t.Fatal(err)
	}
	kit.Wait(t, *b.ExecutionJobID)
	want := []string{
		"007|-|Tea|Bakery|-|-|1.50|t v1",
		"A|96385074|Product A|Bakery|Alder|-|2.00|t v2",
		"B|-|Better|Dairy|-|1.0000|2.00|f v2",
		"C|-|Product C|Dairy|-|1.0000|2.00|t v2",
		"D|-|Product D|Dairy|-|1.0000|2.00|t v1",
		"E|-|Eve|-|-|1.0000|2.00|t v1",
		"F|-|Foxtrot|-|Alder|-|-|t v1",
	}
	if diff := cmp.Diff(want, products(t, kit)); diff != "" {
		t.Errorf("products (-want +got)\n%s", diff)
	}
	want = []string{"executed", "executed", "failed", "executed", "executed", "failed", "failed", "executed", "failed"}
	if diff := cmp.Diff(want, kit.Outcomes(t, b)); diff != "" {
		t.Errorf("outcomes (-want +got)\n%s", diff)
	}
	if row := kit.Rows(t, b)[4]; row.ProductID == nil {
		t.Error("the row of the tea does not know its product")
	}

	// B changes again, and F is counted.
	kit.Exec(t, "UPDATE product SET description = 'Best' WHERE sku = 'B'")
	kit.Exec(t, "INSERT INTO inventory (product_id, on_hand) SELECT id, 1 FROM product WHERE sku = 'F'")
	b = kit.Undo(t, b)
	want = []string{
		"A|-|Product A|Dairy|-|1.0000|2.00|t v3",
		"B|-|Best|Dairy|-|1.0000|2.00|f v2",
		"C|-|Product C|Dairy|-|1.0000|2.00|t v2",
		"D|-|Product D|Dairy|-|1.0000|2.00|t v1",
		"E|-|Eve|-|-|1.0000|2.00|t v1",
		"F|-|Foxtrot|-|Alder|-|-|t v1",
	}
	if diff := cmp.Diff(want, products(t, kit)); diff != "" {
		t.Errorf("products after undoing (-want +got)\n%s", diff)
	}
	want = []string{"reverted", "kept", "failed", "reverted", "reverted", "failed", "failed", "kept", "failed"}
	if diff := cmp.Diff(want, kit.Outcomes(t, b)); diff != "" {
		t.Errorf("outcomes of undoing (-want +got)\n%s", diff)
	}
}

// What a row does not change is not written, whatever has become of it.
func TestUnchangedRowsWriteNothing(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, product.Handler{})
	shelf(t, kit, "A")
	search := "A"
	b := kit.Execute(t, kit.Create(t, "product", &catalog.Filter{Search: &search}, nil))
	if diff := cmp.Diff([]string{"A|-|Product A|Dairy|-|1.0000|2.00|t v1"}, products(t, kit)); diff != "" {
		t.Errorf("products (-want +got)\n%s", diff)
	}
	if result, err := kit.Batches.Result(kit.Ctx, b); err != nil || result.Summary != "0 products were created, 0 changed." {
		t.Errorf("result %+v (%v)", result, err)
	}
}
