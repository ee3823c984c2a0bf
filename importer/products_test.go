package importer_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/importer"
	"github.com/sluicehq/sluice/importers"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
	"github.com/sluicehq/sluice/upload/reader"
)

// all maps every field to a column of the same name.
var all = importer.Mapping{
	"key": "key", "gtin": "gtin", "description": "description", "size": "size", "department": "department",
	"brand": "brand", "vendor": "vendor", "cost": "cost", "price": "price", "active": "active",
}

// shipped are the importers that ship.
func shipped(t testing.TB) *importer.Registry {
	t.Helper()
	registry, err := importer.NewRegistry(importers.All(nil)...)
	if err != nil {
		t.Fatal(err)
	}
	return registry
}

func asSystem(t *testing.T) context.Context { return auth.WithViewer(t.Context(), auth.System()) }

func csv(t *testing.T, text string) *reader.Rows {
	t.Helper()
	rows, _, err := reader.Read(t.Context(), strings.NewReader(text), reader.Format{Delimiter: ",", Header: 1})
	if err != nil {
		t.Fatalf("reading the header: %v", err)
	}
	t.Cleanup(func() { _ = rows.Close() })
	return rows
}

// run imports a text and fails the test on an error.
func run(t *testing.T, db *postgres.DB, text string, m importer.Mapping, opts importer.Options) importer.Report {
	t.Helper()
	report, err := shipped(t).Run(asSystem(t), db, "products", csv(t, text), m, opts)
	if err != nil {
		t.Fatalf("importing: %v", err)
	}
	if report.Lines != report.Created+report.Updated+report.Unchanged+report.Rejected {
		t.Errorf("the counts don't add up: %+v", report)
	}
	return report
}

// products renders every product as "sku|gtin|description|…|active v1".
func products(t *testing.T, db *postgres.DB) []string {
	t.Helper()
	rows, err := db.Pool.Query(t.Context(), `
		SELECT concat_ws('|', p.sku, coalesce(p.gtin, '-'), p.description, p.size, coalesce(d.name, '-'), coalesce(b.name, '-'),
			coalesce(v.name, '-'), coalesce(p.cost::text, '-'), coalesce(p.price::text, '-'), p.active) || ' v' || p.version
		FROM product p LEFT JOIN department d ON d.id = p.department_id LEFT JOIN brand b ON b.id = p.brand_id
		LEFT JOIN vendor v ON v.id = p.vendor_id ORDER BY p.sku`)
	if err != nil {
		t.Fatal(err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func count(t *testing.T, db *postgres.DB, table string) (n int) {
	t.Helper()
	if err := db.Pool.QueryRow(t.Context(), "SELECT count(*) FROM "+pgx.Identifier{table}.Sanitize()).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestCreateUpdateUnchanged(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	const head = "key,gtin,description,size,department,brand,vendor,cost,price,active\n"
	report := run(t, db, head+
		"007,20000011,  Tea towel ,  , Kitchen,Acme,North,1.5,2.95,yes\n"+
		"15056n,,Parasol,,,,,,0.00,1\n"+
		"15056N,,Parasol,,Garden,,,0.0001,,FALSE\n", all, importer.Options{})
	want := importer.Report{Lines: 3, Created: 3, LastLine: 4, Bad: []importer.BadLine{}}
	if diff := cmp.Diff(want, report); diff != "" {
		t.Errorf("first run (-want +got):\n%s", diff)
	}

	second := head +
		"007,20000011,Tea towel,,Kitchen,Acme,South,1.5000,2.95,true\n" +
		"15056n,,Parasol,,,,,,0,1\n" +
		"15056N,,Parasol,,,,,0.0001,4.10,no\n" +
		"008,,New,L,Kitchen,,,,,1\n"
	report = run(t, db, second, all, importer.Options{})
	want = importer.Report{Lines: 4, Created: 1, Updated: 2, Unchanged: 1, LastLine: 5, Bad: []importer.BadLine{}}
	if diff := cmp.Diff(want, report); diff != "" {
		t.Errorf("second run (-want +got):\n%s", diff)
	}

	report = run(t, db, second, all, importer.Options{ChunkSize: 1})
	want = importer.Report{Lines: 4, Unchanged: 4, LastLine: 5, Bad: []importer.BadLine{}}
	if diff := cmp.Diff(want, report); diff != "" {
		t.Errorf("third run (-want +got):\n%s", diff)
	}
	wantProducts := []string{
		"007|20000011|Tea towel||Kitchen|Acme|South|1.5000|2.95|t v2",
		"008|-|New|L|Kitchen|-|-|-|-|t v1",
		"15056N|-|Parasol||-|-|-|0.0001|4.10|f v2",
		"15056n|-|Parasol||-|-|-|-|0.00|t v1",
	}
	if diff := cmp.Diff(wantProducts, products(t, db)); diff != "" {
		t.Errorf("products (-want +got):\n%s", diff)
	}
	if got := count(t, db, "department"); got != 2 {
		t.Errorf("%d departments, want Kitchen and Garden", got)
	}
}

func TestOnlyMappedFieldsAreTouched(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	run(t, db, "key,description,price\na,Apple,1\n", importer.Mapping{"key": "key", "description": "description", "price": "price"}, importer.Options{})
	second := "code,description,amount\na,Something else,2\nb,Berry,3\n"
	report := run(t, db, second, importer.Mapping{"key": "code", "price": "amount"}, importer.Options{})
	if report.Updated != 1 || report.Created != 1 {
		t.Errorf("report = %+v, want one updated, one created", report)
	}
	report = run(t, db, second, importer.Mapping{"key": "code"}, importer.Options{})
	if report.Unchanged != 2 {
		t.Errorf("report = %+v, want two unchanged", report)
	}
	want := []string{"a|-|Apple||-|-|-|-|2.00|t v2", "b|-|||-|-|-|-|3.00|t v1"}
	if diff := cmp.Diff(want, products(t, db)); diff != "" {
		t.Errorf("products (-want +got):\n%s", diff)
	}
}

func TestLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	for range 3 { // the pool hands the same connection out
		run(t, db, "key,gtin\na,20000011\nb,20000011\n", importer.Mapping{"key": "key", "gtin": "gtin"}, importer.Options{})
		run(t, db, "key,brand\na,Acme\nb,\n", importer.Mapping{"key": "key", "brand": "brand"}, importer.Options{})
	}
	var tables int
	if err := db.Pool.QueryRow(t.Context(), "SELECT count(*) FROM pg_class WHERE relname LIKE 'import_line%'").Scan(&tables); err != nil {
		t.Fatal(err)
	}
	if tables != 0 {
		t.Errorf("%d tables were left behind", tables)
	}
}
