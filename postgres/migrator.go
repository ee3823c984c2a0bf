package postgres

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/migrations"
)

// CoreNamespace is the namespace of the tables every Sluice has.
const CoreNamespace = "core"

// Migrator brings one namespace of a database's schema up or down. Namespaces
// are independent: the core has one, and an app with tables of its own has
// another, migrated after the core.
type Migrator struct {
	db         *DB
	namespace  string
	migrations []Migration
	river      *riverSchema // nil but for the core
}

// NewMigrator returns a migrator for the files at the root of files.
func NewMigrator(db *DB, namespace string, files fs.FS) (*Migrator, error) {
	list, err := readMigrations(files)
	if err != nil {
		return nil, err
	}
	return &Migrator{db: db, namespace: namespace, migrations: list}, nil
}

// CoreMigrator returns the migrator of Sluice's own schema, which includes
// River's tables in the schema "river".
func CoreMigrator(db *DB) (*Migrator, error) {
	m, err := NewMigrator(db, CoreNamespace, migrations.FS)
	if err != nil {
		return nil, err
	}
	m.river, err = newRiverSchema(db)
	return m, err
}

// Hash identifies the schema that Up leads to: it changes with every change of
// a migration.
func (m *Migrator) Hash() string {
	hash := sha256.New()
	for _, step := range m.migrations {
		// Writing to a hash can't fail.
		_, _ = io.WriteString(hash, step.String()+step.Checksum+"\n")
	}
	if m.river != nil {
		_, _ = fmt.Fprintln(hash, "river", m.river.latest())
	}
	return hex.EncodeToString(hash.Sum(nil))
}

// Up applies every migration that is missing, in order, and returns those it
// applied. It refuses a database that is newer than this program. Concurrent
// calls wait for each other.
func (m *Migrator) Up(ctx context.Context) (applied []Migration, err error) {
	err = m.locked(ctx, func(conn *pgx.Conn, status Status) error {
		if m.river != nil {
			if err := m.river.up(ctx); err != nil {
				return err
			}
		}
		for _, step := range status.Pending {
			if err := m.apply(ctx, conn, step); err != nil {
				return err
			}
			applied = append(applied, step)
		}
		return nil
	})
	return applied, err
}

// Down takes back the newest n migrations, newest first, and returns them. Data
// in what they made is lost. When no migration of the core is left, River's
// schema goes too.
func (m *Migrator) Down(ctx context.Context, n int) (reverted []Migration, err error) {
	err = m.locked(ctx, func(conn *pgx.Conn, status Status) error {
		applied := m.without(status.Pending)
		for _, step := range slices.Backward(applied[max(0, len(applied)-n):]) {
			if err := m.revert(ctx, conn, step); err != nil {
				return err
			}
			reverted = append(reverted, step)
		}
		if m.river != nil && len(reverted) == len(applied) {
			return m.river.down(ctx)
		}
		return nil
	})
	return reverted, err
}

// without returns the known migrations but for the pending ones.
func (m *Migrator) without(pending []Migration) []Migration {
	return slices.DeleteFunc(slices.Clone(m.migrations), func(step Migration) bool {
		return slices.Contains(pending, step)
	})
}

func (m *Migrator) apply(ctx context.Context, conn *pgx.Conn, step Migration) error {
	return m.run(ctx, conn, step, step.up, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO public.schema_migration (namespace, version, name, checksum)
			VALUES ($1, $2, $3, $4)`, m.namespace, step.Version, step.Name, step.Checksum)
		return err
	})
}

func (m *Migrator) revert(ctx context.Context, conn *pgx.Conn, step Migration) error {
	return m.run(ctx, conn, step, step.down, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `DELETE FROM public.schema_migration WHERE namespace = $1 AND version = $2`,
			m.namespace, step.Version)
		return err
	})
}

// run executes one file and records it, in one transaction.
func (m *Migrator) run(ctx context.Context, conn *pgx.Conn, step Migration, sql string, record func(pgx.Tx) error) error {
	err := pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "SET LOCAL statement_timeout = 0"); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, sql); err != nil {
			return err
		}
		return record(tx)
	})
	if err != nil {
		return fmt.Errorf("migration %s of %s: %w", step, m.namespace, err)
	}
	return nil
}
