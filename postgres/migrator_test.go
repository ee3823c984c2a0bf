package postgres_test

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func file(sql string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(sql)} }

// steps returns the files of three migrations.
func steps() fstest.MapFS {
	return fstest.MapFS{
		"0001_tree.up.sql":   file("CREATE TABLE tree (id int); CREATE TABLE root (id int)"),
		"0001_tree.down.sql": file("DROP TABLE root; DROP TABLE tree"),
		"0002_leaf.up.sql":   file("CREATE TABLE leaf\n(id int)"),
		"0002_leaf.down.sql": file("DROP TABLE leaf"),
		"0003_bark.up.sql":   file("CREATE TABLE bark (id int)"),
		"0003_bark.down.sql": file("DROP TABLE bark"),
		"README.md":          file("not a migration"),
	}
}

func migrator(t *testing.T, db *postgres.DB, files fstest.MapFS) *postgres.Migrator {
	t.Helper()
	m, err := postgres.NewMigrator(db, "test", files)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func names(migrations []postgres.Migration) string {
	var all []string
	for _, m := range migrations {
		all = append(all, m.String())
	}
	return strings.Join(all, " ")
}

func tables(t *testing.T, db *postgres.DB) string {
	t.Helper()
	var all []string
	err := db.NewRaw(`SELECT tablename FROM pg_tables WHERE schemaname = 'public'
		AND tablename IN ('tree', 'root', 'leaf', 'bark') ORDER BY 1`).Scan(t.Context(), &all)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(all, " ")
}

func TestMigrateUpAndDown(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	m := migrator(t, db, steps())
	if err := m.Check(t.Context()); !errors.Is(err, postgres.ErrSchemaBehind) || !strings.Contains(err.Error(), "sluice migrate up") {
		t.Errorf("before: Check returned %v", err)
	}

	for range 2 {
		if _, err := m.Up(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := tables(t, db); got != "bark leaf root tree" {
			t.Errorf("after Up: tables %s", got)
		}
	}
	if err := m.Check(t.Context()); err != nil {
		t.Errorf("after Up: Check returned %v", err)
	}

	reverted, err := m.Down(t.Context(), 2)
	if err != nil {
		t.Fatal(err)
	}
	if names(reverted) != "0003_bark 0002_leaf" || tables(t, db) != "root tree" {
		t.Errorf("Down reverted %s and left %s", names(reverted), tables(t, db))
	}
	status, err := m.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(status.Applied) != 1 || status.Applied[0].Name != "tree" || status.Applied[0].AppliedAt.IsZero() ||
		names(status.Pending) != "0002_leaf 0003_bark" {
		t.Errorf("after Down: status %+v", status)
	}
}

func TestMigrateIsOneTransactionPerStep(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	files := steps()
	files["0002_leaf.up.sql"] = file("CREATE TABLE leaf (id int); CREATE TABLE tree (id int)")
	m := migrator(t, db, files)
	applied, err := m.Up(t.Context())
	if err == nil || !strings.Contains(err.Error(), "0002_leaf") {
		t.Errorf("got %v, want an error that names the step", err)
	}
	if names(applied) != "0001_tree" || tables(t, db) != "root tree" {
		t.Errorf("applied %s, tables %s", names(applied), tables(t, db))
	}
}

func TestMigrateRefusesANewerSchema(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	if _, err := migrator(t, db, steps()).Up(t.Context()); err != nil {
		t.Fatal(err)
	}
	older := steps()
	maps.DeleteFunc(older, func(name string, _ *fstest.MapFile) bool { return strings.HasPrefix(name, "0003") })
	m := migrator(t, db, older)
	_, up := m.Up(t.Context())
	_, down := m.Down(t.Context(), 1)
	for _, err := range []error{m.Check(t.Context()), up, down} {
		if !errors.Is(err, postgres.ErrSchemaNewer) || !strings.Contains(err.Error(), "0003_bark") {
			t.Errorf("got %v, want that the schema is newer", err)
		}
	}
}

func TestMigrateRefusesChangedSteps(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	if _, err := migrator(t, db, steps()).Up(t.Context()); err != nil {
		t.Fatal(err)
	}
	changed := steps()
	changed["0001_tree.up.sql"] = file("CREATE TABLE tree (id bigint)")
	if err := migrator(t, db, changed).Check(t.Context()); !errors.Is(err, postgres.ErrSchemaChanged) || !strings.Contains(err.Error(), "0001_tree") {
		t.Errorf("got %v, want that a migration was changed", err)
	}
	sameText := steps()
	sameText["0002_leaf.up.sql"] = file("CREATE TABLE leaf\r\n(id int)")
	if err := migrator(t, db, sameText).Check(t.Context()); err != nil {
		t.Errorf("other line ends count as a change: %v", err)
	}
}

func TestMigrateConcurrently(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	m := migrator(t, db, steps())
	var wait sync.WaitGroup
	var mu sync.Mutex
	var applied []postgres.Migration
	for range 5 {
		wait.Go(func() {
			some, err := m.Up(t.Context())
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			applied = append(applied, some...)
		})
	}
	wait.Wait()
	if len(applied) != 3 {
		t.Errorf("applied %s, want each once", names(applied))
	}
}

func TestNamespacesAreIndependent(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	if _, err := migrator(t, db, steps()).Up(t.Context()); err != nil {
		t.Fatal(err)
	}
	core, err := postgres.CoreMigrator(db)
	if err != nil {
		t.Fatal(err)
	}
	if err := core.Check(t.Context()); err != nil {
		t.Errorf("another namespace's migrations disturb the core: %v", err)
	}
}

func TestMigrationFilesAreChecked(t *testing.T) {
	t.Parallel()
	for name, files := range map[string]fstest.MapFS{
		"no down":       {"0001_a.up.sql": file("SELECT 1")},
		"empty":         {"0001_a.up.sql": file(""), "0001_a.down.sql": file("SELECT 1")},
		"two names":     {"0001_a.up.sql": file("SELECT 1"), "0001_b.down.sql": file("SELECT 1")},
		"bad name":      {"1_a.up.sql": file("SELECT 1")},
		"version zero":  {"0000_a.up.sql": file("SELECT 1"), "0000_a.down.sql": file("SELECT 1")},
		"not direction": {"0001_a.sql": file("SELECT 1")},
	} {
		if _, err := postgres.NewMigrator(nil, "test", files); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestCoreMigratesDownToNothingAndUpAgain(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	core, err := postgres.CoreMigrator(db)
	if err != nil {
		t.Fatal(err)
	}
	before := inventory(t, db)
	if _, err := core.Down(t.Context(), 1000); err != nil {
		t.Fatal(err)
	}
	if left := inventory(t, db); len(left) != 1 || left[0] != "public.schema_migration" {
		t.Errorf("left behind: %s", left)
	}
	if _, err := core.Up(t.Context()); err != nil {
		t.Fatal(err)
	}
	if after := inventory(t, db); !slices.Equal(before, after) {
		t.Errorf("before %s\nafter %s", before, after)
	}
}

// inventory lists the tables, views and functions of the database that belong
// to no extension.
func inventory(t *testing.T, db *postgres.DB) (all []string) {
	t.Helper()
	err := db.NewRaw(`
		SELECT n.nspname || '.' || o.name FROM (
			SELECT oid, relnamespace AS namespace, relname AS name FROM pg_class WHERE relkind IN ('r', 'v', 'm', 'p')
			UNION ALL SELECT oid, pronamespace, proname FROM pg_proc) o
		JOIN pg_namespace n ON n.oid = o.namespace
		WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
		AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = o.oid AND d.deptype = 'e')
		ORDER BY 1`).Scan(t.Context(), &all)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestCoreRefusesANewerRiver(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	core, err := postgres.CoreMigrator(db)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("INSERT INTO river.river_migration (line, version) VALUES ('main', 999)"); err != nil {
		t.Fatal(err)
	}
	if err := core.Check(t.Context()); !errors.Is(err, postgres.ErrSchemaNewer) {
		t.Errorf("got %v, want that the schema is newer", err)
	}
}
