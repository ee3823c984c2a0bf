package importers_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/importer"
	"github.com/sluicehq/sluice/importers"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

const theirProducts = `
	INSERT INTO department (name) VALUES ('Fruit');
	INSERT INTO brand (name) VALUES ('Acme');
	INSERT INTO product (sku, gtin, description, size, department_id, brand_id, cost, price, active) VALUES
		('00042', '20000011', E'Apple\t"red"\\', '1 kg', 1, NULL, 0.1234, 1.50, true),
		('X', NULL, '', '', NULL, 1, NULL, NULL, false)`

func listed(t *testing.T, db *postgres.DB) []string {
	t.Helper()
	rows, err := db.Pool.Query(t.Context(), `
		SELECT concat_ws('|', p.sku, p.gtin, p.description, p.size, d.name, b.name, p.cost, p.price, p.active)
		FROM product p LEFT JOIN department d ON d.id = p.department_id LEFT JOIN brand b ON b.id = p.brand_id ORDER BY p.sku`)
	if err != nil {
		t.Fatal(err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestProductsFromAnotherDatabase(t *testing.T) {
	t.Parallel()
	ctx := auth.WithViewer(t.Context(), auth.System())
	address := pgtest.URL(t)
	theirs, err := postgres.Open(ctx, address, postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer theirs.Close()
	if _, err := theirs.Pool.Exec(ctx, theirProducts); err != nil {
		t.Fatal(err)
	}
	ours := pgtest.New(t)
	if _, err := ours.Pool.Exec(ctx, "INSERT INTO brand (name) VALUES ('Other'); INSERT INTO product (sku, price) VALUES ('00042', 9), ('old', 1)"); err != nil {
		t.Fatal(err)
	}
	registry, err := importer.NewRegistry(importers.All(importers.Databases{"north": address, "gone": "postgres://nobody@127.0.0.1:1/nothing"})...)
	if err != nil {
		t.Fatal(err)
	}
	service := importer.NewService(ours, registry, nil, nil, nil, importer.ServiceOptions{})
	now := importer.Now{Importer: "products_from_database", Parameters: map[string]any{"source": "north"}}
	report, err := service.RunNow(ctx, now, importer.Options{DeleteMissing: true})
	want := importer.Report{Lines: 2, Created: 1, Updated: 1, Deleted: 1, LastLine: 2, Bad: []importer.BadLine{}}
	if diff := cmp.Diff(want, report); err != nil || diff != "" {
		t.Errorf("%v, report (-want +got):\n%s", err, diff)
	}
	if diff := cmp.Diff(append(listed(t, theirs), "old|||1.00|f"), listed(t, ours)); diff != "" {
		t.Errorf("products (-theirs +ours):\n%s", diff)
	}
	if report, err = service.RunNow(ctx, now, importer.Options{}); err != nil || report.Unchanged != 2 {
		t.Errorf("a second run: %+v, %v", report, err)
	}
	for source, want := range map[string]model.Code{"gone": model.CodeInternal, "south": model.CodeInvalid, address: model.CodeInvalid} {
		now.Parameters = map[string]any{"source": source}
		_, err := service.RunNow(ctx, now, importer.Options{})
		if model.CodeOf(err) != want || source != address && strings.Contains(err.Error(), address) {
			t.Errorf("%q: %v", source, err)
		}
	}
}
