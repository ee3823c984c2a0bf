package demo_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/demo"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func asSystem(t *testing.T) context.Context { return auth.WithViewer(t.Context(), auth.System()) }

func number(t *testing.T, db *postgres.DB, query string) (n int) {
	t.Helper()
	if err := db.Pool.QueryRow(t.Context(), query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestSeed(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	if err := demo.Seed(asSystem(t), db, demo.DefaultProducts); err != nil {
		t.Fatal(err)
	}
	const all = demo.DefaultProducts
	// How many of what there are, between two bounds.
	for query, want := range map[string][2]int{
		"SELECT count(*) FROM product":                                              {all, all},
		"SELECT count(*) FROM department":                                           {12, 12},
		"SELECT count(*) FROM brand":                                                {60, 60},
		"SELECT count(*) FROM vendor":                                               {25, 25},
		"SELECT count(DISTINCT department_id) FROM product":                         {12, 12},
		"SELECT count(DISTINCT brand_id) FROM product":                              {60, 60},
		"SELECT count(DISTINCT vendor_id) FROM product":                             {25, 25},
		"SELECT count(*) FROM product WHERE price IS NULL":                          {50, 200},
		"SELECT count(*) FROM product WHERE cost IS NULL":                           {100, 400},
		"SELECT count(*) FROM product WHERE gtin IS NULL":                           {300, 700},
		"SELECT count(*) FROM product WHERE NOT active":                             {100, 400},
		"SELECT count(*) FROM product WHERE cost > price":                           {10, 100},
		"SELECT count(*) FROM product WHERE price = 0 OR price > 60":                {0, 0},
		"SELECT count(*) FROM product WHERE description = '' OR description ~ '  '": {0, 0},
		"SELECT count(DISTINCT description) FROM product":                           {1000, 1300},
	} {
		if n := number(t, db, query); n < want[0] || n > want[1] {
			t.Errorf("%s: %d, want %d to %d", query, n, want[0], want[1])
		}
	}
	for gtin := range gtins(t, db) {
		if !model.IsGTIN(gtin) || gtin[:2] != "20" || len(gtin) != 13 {
			t.Errorf("%q is not a GTIN-13 for use inside a company", gtin)
		}
	}
}

func TestSeedIsTheSameEveryTime(t *testing.T) {
	t.Parallel()
	var catalogs []map[string]string
	for _, n := range []int{300, 200} {
		db := pgtest.New(t)
		if err := demo.Seed(asSystem(t), db, n); err != nil {
			t.Fatal(err)
		}
		catalogs = append(catalogs, gtins(t, db))
	}
	for gtin, text := range catalogs[1] {
		if diff := cmp.Diff(text, catalogs[0][gtin]); diff != "" {
			t.Errorf("the product of %s (-small +large):\n%s", gtin, diff)
		}
	}
}

// gtins returns what each product with a GTIN says.
func gtins(t *testing.T, db *postgres.DB) map[string]string {
	t.Helper()
	rows, err := db.Pool.Query(t.Context(), `
		SELECT gtin, concat_ws('|', sku, description, size, d.name, b.name, v.name, cost, price, active)
		FROM product p JOIN department d ON d.id = p.department_id
		LEFT JOIN brand b ON b.id = p.brand_id JOIN vendor v ON v.id = p.vendor_id WHERE gtin IS NOT NULL`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	texts := map[string]string{}
	for rows.Next() {
		var gtin, text string
		if err := rows.Scan(&gtin, &text); err != nil {
			t.Fatal(err)
		}
		texts[gtin] = text
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return texts
}

func TestSeedManyKeepsIndexes(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	const indexes = "SELECT count(*) FROM pg_index WHERE indisvalid AND indrelid IN ('product'::regclass, 'product_text'::regclass)"
	before := number(t, db, indexes)
	if err := demo.Seed(asSystem(t), db, 50_000); err != nil {
		t.Fatal(err)
	}
	if after := number(t, db, indexes); after != before {
		t.Errorf("%d indexes, want %d", after, before)
	}
	if n := number(t, db, "SELECT count(*) FROM product_text"); n != 50_000 {
		t.Errorf("%d products can be found, want 50000", n)
	}
}

func TestSeedRefuses(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	if err := demo.Seed(t.Context(), db, 10); model.CodeOf(err) != model.CodeUnauthenticated {
		t.Errorf("as nobody: error = %v, want UNAUTHENTICATED", err)
	}
	for _, n := range []int{0, -1, demo.MaxProducts + 1} {
		if err := demo.Seed(asSystem(t), db, n); model.CodeOf(err) != model.CodeInvalid {
			t.Errorf("%d products: error = %v, want INVALID", n, err)
		}
	}
	if _, err := db.Pool.Exec(t.Context(), "INSERT INTO product (sku) VALUES ('mine')"); err != nil {
		t.Fatal(err)
	}
	if err := demo.Seed(asSystem(t), db, 10); !errors.Is(err, demo.ErrNotEmpty) {
		t.Errorf("with a product: error = %v, want %v", err, demo.ErrNotEmpty)
	}
	if n := number(t, db, "SELECT (SELECT count(*) FROM product) + (SELECT count(*) FROM brand)"); n != 1 {
		t.Errorf("%d products and brands, want the one product", n)
	}
}

func TestSeedTwiceAtOnce(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	if _, err := db.Pool.Exec(t.Context(), "INSERT INTO department (name) VALUES ('Bakery')"); err != nil {
		t.Fatal(err)
	}
	errs := make([]error, 2)
	var wg sync.WaitGroup
	for i := range errs {
		wg.Go(func() { errs[i] = demo.Seed(asSystem(t), db, 100) })
	}
	wg.Wait()
	if (errs[0] == nil) == (errs[1] == nil) || !errors.Is(errors.Join(errs...), demo.ErrNotEmpty) {
		t.Errorf("errors = %v, want one %v", errs, demo.ErrNotEmpty)
	}
	if n := number(t, db, "SELECT count(*) FROM product"); n != 100 {
		t.Errorf("%d products, want 100", n)
	}
}
