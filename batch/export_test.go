package batch_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batch/batchtest"
	"github.com/sluicehq/sluice/batchtypes/pricing"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// exported returns the file of an export.
func exported(t *testing.T, kit *batchtest.Kit, id int64, e batch.RowExport) (batch.Download, []byte) {
	t.Helper()
	// Through its address, as a browser asks for it.
	name, query, err := e.Address()
	if err != nil {
		t.Fatal(err)
	}
	again, ok, err := batch.ParseExport(name, query)
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	file, writeTo, err := kit.Batches.Export(kit.Ctx, id, again)
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := writeTo(&text); err != nil {
		t.Fatal(err)
	}
	return file, text.Bytes()
}

func TestExport(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, pricing.Handler{})
	for _, p := range [][3]string{
		{"00420", "Butter", "2.00"}, {"B-1", "=HYPERLINK(\"x\")", "3.40"}, {"C-1", "Cake, with \"cream\"", "1.00"}, {"D-1", "Dill", ""},
	} {
		pgtest.Product(t, kit.DB, func(product *model.Product) {
			product.SKU, product.Description, product.Cost, product.Price = p[0], p[1], nil, nil
			if p[2] != "" {
				product.Price = pgtest.Decimal(p[2])
			}
		})
	}
	b := kit.Create(t, "pricing", nil, tenPercent)
	if _, err := kit.Batches.RemoveRows(kit.Ctx, b.ID, []model.ID{model.RowID(b.ID, 4)}); err != nil {
		t.Fatal(err)
	}
	file, text := exported(t, kit, b.ID, batch.RowExport{
		Format: batch.CSV, Where: &batch.RowFilter{Removed: new(false)}, OrderBy: &batch.RowOrder{Column: "new_price", Direction: model.Descending},
	})
	if file.Name != "pricing-00000001.csv" || file.ContentType != "text/csv; charset=utf-8" {
		t.Errorf("the file is %+v", file)
	}
	want := `Row,SKU,Description,Cost,Price before,New price,Status,Reason,Removed
2,B-1,"'=HYPERLINK(""x"")",,3.40,3.74,OK,The new price will be put into effect.,false
1,00420,Butter,,2.00,2.20,OK,The new price will be put into effect.,false
3,C-1,"Cake, with ""cream""",,1.00,1.10,OK,The new price will be put into effect.,false
`
	if diff := cmp.Diff(want, string(text)); diff != "" {
		t.Errorf("CSV (-want +got)\n%s", diff)
	}
	for name, where := range map[string]*batch.RowFilter{"no ids": {IDs: []model.ID{}}, "nothing like it": {Status: []string{}}} {
		if _, text := exported(t, kit, b.ID, batch.RowExport{Format: batch.CSV, Where: where}); bytes.Count(text, []byte("\n")) != 1 {
			t.Errorf("%s: %s", name, text)
		}
	}

	if _, err := kit.Batches.MarkComplete(kit.Ctx, b.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := kit.DB.NewRaw("UPDATE product SET price = 9 WHERE sku = 'C-1'").Exec(kit.Ctx); err != nil {
		t.Fatal(err)
	}
	executing, err := kit.Batches.Execute(kit.Ctx, b.ID, nil)
	if err != nil {
		t.Fatal(err)
	}
	kit.Wait(t, *executing.ExecutionJobID)
	_, text = exported(t, kit, b.ID, batch.RowExport{Format: batch.XLSX})
	book, err := excelize.OpenReader(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows("Rows")
	if err != nil {
		t.Fatal(err)
	}
	ok := "The new price will be put into effect."
	table := [][]string{
		{"Row", "SKU", "Description", "Cost", "Price before", "New price", "Status", "Reason", "Removed", "Outcome", "Outcome reason"},
		{"1", "00420", "Butter", "", "2.00", "2.20", "OK", ok, "FALSE", "executed"},
		{"2", "B-1", "=HYPERLINK(\"x\")", "", "3.40", "3.74", "OK", ok, "FALSE", "executed"},
		{"3", "C-1", "Cake, with \"cream\"", "", "1.00", "1.10", "OK", ok, "FALSE", "failed", "The product's price has changed since the row was made; it was left alone."},
		{"4", "D-1", "Dill", "", "", "", "No new price", "The product has no price. Enter a new one, or remove the row.", "TRUE"},
	}
	if diff := cmp.Diff(table, rows); diff != "" {
		t.Errorf("XLSX (-want +got)\n%s", diff)
	}
}

func TestWhoMayExportWhat(t *testing.T) {
	t.Parallel()
	kit := batchtest.NewWith(t, batchtest.Options{}, pricing.Handler{})
	b, err := kit.Batches.CreateFromQuery(kit.Ctx, batch.FromQuery{Draft: batch.Draft{Type: "pricing", Parameters: tenPercent}})
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = kit.Batches.Export(kit.Ctx, b.ID, batch.RowExport{Format: batch.CSV})
	isConflict(t, "exporting what is not populated", err)
	reader := auth.WithViewer(t.Context(), auth.NewViewer(7, "r", "R", "batch.*.view", "batch.*.edit"))
	if _, _, err := kit.Batches.Export(reader, b.ID, batch.RowExport{Format: batch.CSV}); model.CodeOf(err) != model.CodeForbidden {
		t.Errorf("without the permission: %v", err)
	}
	if _, err := kit.DB.NewRaw("UPDATE batch SET state = 'open' WHERE id = ?", b.ID).Exec(kit.Ctx); err != nil {
		t.Fatal(err)
	}
	for _, e := range []batch.RowExport{
		{OrderBy: &batch.RowOrder{Column: "nothing"}}, {Where: &batch.RowFilter{IDs: make([]model.ID, 1001)}},
	} {
		if _, _, err := kit.Batches.Export(kit.Ctx, b.ID, e); model.CodeOf(err) != model.CodeInvalid {
			t.Errorf("%+v: %v", e, err)
		}
	}
}
