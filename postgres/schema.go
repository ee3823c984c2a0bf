package postgres

import (
	"context"
	"fmt"
	"io/fs"
	"regexp"

	"github.com/jackc/pgx/v5"
)

// Namespace is a set of migrations of its own: that of an app with tables
// besides those of the core.
type Namespace struct {
	Name  string // lower-case letters, digits and underscores; it never changes
	Files fs.FS  // NNNN_name.up.sql and NNNN_name.down.sql at its root
}

var namespaceForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,30}$`)

// Schema is all that a program's database consists of: the core, and the
// namespaces of an app behind it, in their order.
type Schema []*Migrator

// NewSchema returns the schema of a program with these namespaces. An error means
// that a name is bad or taken, or that files are.
func NewSchema(db *DB, namespaces ...Namespace) (Schema, error) {
	core, err := CoreMigrator(db)
	if err != nil {
		return nil, err
	}
	schema := Schema{core}
	taken := map[string]bool{CoreNamespace: true}
	for _, n := range namespaces {
		if !namespaceForm.MatchString(n.Name) || taken[n.Name] {
			return nil, fmt.Errorf("the namespace %q of migrations is taken, or does not match %s", n.Name, namespaceForm)
		}
		taken[n.Name] = true
		m, err := NewMigrator(db, n.Name, n.Files)
		if err != nil {
			return nil, fmt.Errorf("namespace %s: %w", n.Name, err)
		}
		schema = append(schema, m)
	}
	return schema, nil
}

// Up applies every migration that is missing, those of the core first, and
// returns how many it applied. It refuses a database that is newer than this
// program. Namespaces that the program does not know are left alone: what they
// hold may refer to the core, as long as it does not get in its way.
func (s Schema) Up(ctx context.Context) (applied int, err error) {
	for _, m := range s {
		steps, err := m.Up(ctx)
		applied += len(steps)
		if err != nil {
			return applied, err
		}
	}
	return applied, nil
}

// Check returns nil if the database has exactly the migrations that this program
// knows, and otherwise the error of Migrator.Check.
func (s Schema) Check(ctx context.Context) error {
	for _, m := range s {
		if err := m.Check(ctx); err != nil {
			return err
		}
	}
	return nil
}

// Foreign is a migration in a database that is of a namespace which the program
// does not know: that of another app.
type Foreign struct {
	Namespace string
	Applied
}

// Foreign lists the foreign migrations of the database, by namespace and version.
func (s Schema) Foreign(ctx context.Context) ([]Foreign, error) {
	known := make([]string, len(s))
	for i, m := range s {
		known[i] = m.namespace
	}
	pool := s[0].db.Pool
	var exists bool
	err := pool.QueryRow(ctx, "SELECT to_regclass('public.schema_migration') IS NOT NULL").Scan(&exists)
	if err != nil || !exists {
		return nil, err
	}
	rows, err := pool.Query(ctx, `SELECT namespace, version, name, checksum, applied_at
		FROM public.schema_migration WHERE NOT namespace = ANY ($1) ORDER BY namespace, version`, known)
	if err != nil {
		return nil, fmt.Errorf("reading the migrations of others: %w", err)
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (f Foreign, err error) {
		err = row.Scan(&f.Namespace, &f.Version, &f.Name, &f.Checksum, &f.AppliedAt)
		return f, err
	})
}
