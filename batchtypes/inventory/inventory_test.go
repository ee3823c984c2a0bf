package inventory_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batch/batchtest"
	"github.com/sluicehq/sluice/batchtypes/inventory"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// stock makes products with so much on hand each; nil: never counted.
func stock(t *testing.T, kit *batchtest.Kit, onHand ...any) {
	t.Helper()
	for _, n := range onHand {
		p := pgtest.Product(t, kit.DB)
		if n != nil {
			kit.Exec(t, "INSERT INTO inventory (product_id, on_hand) VALUES (?, ?)", p.ID, n)
		}
	}
}

func count(t *testing.T, kit *batchtest.Kit, b *model.Batch, counts ...any) {
	t.Helper()
	for i, row := range kit.Rows(t, b) {
		kit.Edit(t, row, map[string]any{"counted": counts[i]})
	}
}

var tolerant = map[string]any{"tolerance": "10"}

func TestStatuses(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, inventory.Handler{})
	stock(t, kit, 10, nil, 10, 100, -5, 0, 0)
	b := kit.Create(t, "inventory", nil, tolerant)
	count(t, kit, b, 11, 3, nil, 89, 5, 0, 1)
	kit.AddRow(t, b, map[string]any{"sku": "nowhere", "counted": 2})
	want := []string{"ok", "first", "not_counted", "large", "negative", "ok", "large", "unknown"}
	if diff := cmp.Diff(want, kit.Statuses(t, b)); diff != "" {
		t.Errorf("statuses (-want +got)\n%s", diff)
	}
	rows := kit.Rows(t, b)
	if rows[1].Values["difference"] != int64(3) || rows[2].Values["difference"] != nil || rows[3].Values["difference"] != int64(-11) {
		t.Errorf("differences %v %v %v", rows[1].Values, rows[2].Values, rows[3].Values)
	}
	if rows[3].Reason != "89 were counted, 100 are on record. Count again." {
		t.Errorf("reason %q", rows[3].Reason)
	}
}

func TestCountAndPutBack(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, inventory.Handler{})
	stock(t, kit, 10, nil, 10, 10, nil, 10, nil)
	b := kit.Create(t, "inventory", nil, tolerant)
	count(t, kit, b, 12, 3, nil, 9, 4, 10, 1)
	d, err := kit.Batches.DescribeExecution(kit.Ctx, b)
	if err != nil || d.Summary != "Set the stock of 6 products." || d.Facts[0].Value != "4 products, 10 in all" {
		t.Errorf("it would %+v (%v)", d, err)
	}
	kit.Exec(t, "UPDATE product SET cost = CASE WHEN id <> 5 THEN 0.505 END")
	totals, err := kit.Batches.Totals(kit.Ctx, b, nil)
	wantTotals := []batch.Fact{
		{Label: "Products counted", Value: "6"}, {Label: "Difference", Value: "9"}, {Label: "Difference at cost", Value: "2.53"},
	}
	if diff := cmp.Diff(wantTotals, totals); diff != "" || err != nil {
		t.Errorf("totals (-want +got)\n%s (%v)", diff, err)
	}
	if _, err := kit.Batches.MarkComplete(kit.Ctx, b.ID); err != nil {
		t.Fatal(err)
	}
	// After the review, 4 is sold, and 7 is counted elsewhere.
	kit.Exec(t, "UPDATE inventory SET on_hand = 8 WHERE product_id = 4")
	kit.Exec(t, "INSERT INTO inventory (product_id, on_hand) VALUES (7, 2)")
	preview, err := kit.Batches.Preview(kit.Ctx, b.ID, 10, nil)
	if err != nil || preview.Failing != 2 || preview.Changed != 3 || preview.Unchanged != 2 {
		t.Errorf("preview %+v (%v)", preview, err)
	}
	if b, err = kit.Batches.Execute(kit.Ctx, b.ID, nil); err != nil {
		t.Fatal(err)
	}
	kit.Wait(t, *b.ExecutionJobID)
	stock := "SELECT product_id || ': ' || on_hand FROM inventory ORDER BY product_id"
	if diff := cmp.Diff([]string{"1: 12", "2: 3", "3: 10", "4: 8", "5: 4", "6: 10", "7: 2"}, kit.Select(t, stock)); diff != "" {
		t.Errorf("stock (-want +got)\n%s", diff)
	}
	want := []string{"executed", "executed", "executed", "failed", "executed", "executed", "failed"}
	if diff := cmp.Diff(want, kit.Outcomes(t, b)); diff != "" {
		t.Errorf("outcomes (-want +got)\n%s", diff)
	}
	kit.Exec(t, "UPDATE inventory SET on_hand = on_hand - 1 WHERE product_id IN (1, 2)")
	b = kit.Undo(t, b)
	if diff := cmp.Diff([]string{"1: 11", "2: 2", "3: 10", "4: 8", "6: 10", "7: 2"}, kit.Select(t, stock)); diff != "" {
		t.Errorf("stock after undoing (-want +got)\n%s", diff)
	}
	want = []string{"kept", "kept", "reverted", "failed", "reverted", "reverted", "failed"}
	if diff := cmp.Diff(want, kit.Outcomes(t, b)); diff != "" {
		t.Errorf("outcomes of undoing (-want +got)\n%s", diff)
	}
}

func TestOneProductTwice(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, inventory.Handler{})
	stock(t, kit, nil, 5)
	b := kit.Create(t, "inventory", nil, tolerant)
	count(t, kit, b, 1, 5)
	kit.AddRow(t, b, map[string]any{"product_id": 1, "counted": 7}) // in the same chunk
	b = kit.Execute(t, b)
	if diff := cmp.Diff([]string{"executed", "executed", "failed"}, kit.Outcomes(t, b)); diff != "" {
		t.Errorf("outcomes (-want +got)\n%s", diff)
	}
}

func TestWorksheet(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, inventory.Handler{})
	for sku, gtin := range map[string]*string{"00420": new("96385074")} {
		pgtest.Product(t, kit.DB, func(p *model.Product) { p.SKU, p.GTIN, p.Description = sku, gtin, "=Butter" })
	}
	pgtest.Product(t, kit.DB, func(p *model.Product) { p.SKU, p.Description = "B-1", "Rye bread" })
	b := kit.Create(t, "inventory", nil, tolerant)
	count(t, kit, b, nil, 4)
	_, write, err := kit.Batches.Download(kit.Ctx, b.ID, "worksheet.csv")
	var file strings.Builder
	if err == nil {
		err = write(&file)
	}
	const want = "SKU,GTIN,Description,Counted\n00420,96385074,'=Butter,\nB-1,,Rye bread,4\n"
	if err != nil || file.String() != want {
		t.Errorf("worksheet %q (%v)", file.String(), err)
	}
	b = kit.Execute(t, b)
	if files, err := kit.Batches.Downloads(kit.Ctx, b); err != nil || len(files) > 0 {
		t.Errorf("a counted batch has the files %v (%v)", files, err)
	}
}
