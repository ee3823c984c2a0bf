package postgres_test

import (
	"errors"
	"testing"
	"testing/fstest"

	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func TestNamespacesOfAnApp(t *testing.T) {
	t.Parallel()
	db := pgtest.Empty(t)
	orchard := postgres.Namespace{Name: "orchard", Files: fstest.MapFS{
		"0001_crate.up.sql":   file("CREATE TABLE crate (product_id bigint REFERENCES product)"), // behind the core
		"0001_crate.down.sql": file("DROP TABLE crate"),
	}}
	schema, err := postgres.NewSchema(db, postgres.Namespace{Name: "garden", Files: steps()}, orchard)
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Check(t.Context()); !errors.Is(err, postgres.ErrSchemaBehind) {
		t.Errorf("before: %v", err)
	}
	if n, err := schema.Up(t.Context()); err != nil || n < 5 {
		t.Fatal(n, err)
	}
	if err := schema.Check(t.Context()); err != nil {
		t.Errorf("after: %v", err)
	}
	if n, err := schema.Up(t.Context()); err != nil || n != 0 {
		t.Errorf("again: %d migrations (%v)", n, err)
	}

	// A program without them works with the core, and tells what else there is.
	bare, err := postgres.NewSchema(db, orchard)
	if err != nil {
		t.Fatal(err)
	}
	if err := bare.Check(t.Context()); err != nil {
		t.Errorf("another program: %v", err)
	}
	foreign, err := bare.Foreign(t.Context())
	if err != nil || len(foreign) != 3 || foreign[0].Namespace != "garden" || foreign[0].Name != "tree" {
		t.Errorf("foreign %v (%v)", foreign, err)
	}
}

func TestForeignMigrationsOfAnEmptyDatabase(t *testing.T) {
	t.Parallel()
	schema, err := postgres.NewSchema(pgtest.Empty(t))
	if err != nil {
		t.Fatal(err)
	}
	if foreign, err := schema.Foreign(t.Context()); err != nil || len(foreign) > 0 {
		t.Errorf("foreign %v (%v)", foreign, err)
	}
}

func TestBadNamespaces(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	for name, list := range map[string][]postgres.Namespace{
		"the core's":  {{Name: "core", Files: steps()}},
		"empty":       {{Name: "", Files: steps()}},
		"upper case":  {{Name: "Garden", Files: steps()}},
		"taken twice": {{Name: "garden", Files: steps()}, {Name: "garden", Files: steps()}},
		"lonely file": {{Name: "garden", Files: fstest.MapFS{"0001_a.up.sql": file("SELECT 1")}}},
	} {
		if _, err := postgres.NewSchema(db, list...); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
