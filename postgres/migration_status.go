package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// What Check and the migrator find wrong with a schema, for errors.Is.
var (
	ErrSchemaNewer   = errors.New("the database schema is newer than this program")
	ErrSchemaBehind  = errors.New("the database schema is behind this program")
	ErrSchemaChanged = errors.New("a migration was changed after it had been applied")
)

// Applied is a migration as the database remembers it.
type Applied struct {
	Version   int
	Name      string
	Checksum  string
	AppliedAt time.Time
}

// Status compares a database with the migrations this program knows.
type Status struct {
	Applied []Applied   // in the database, in order of version
	Pending []Migration // known, but not in the database
	Unknown []Applied   // in the database, but not known: a newer program made them
	Changed []Migration // applied in another wording than the present one
}

// Status reads what has been applied to the database. It changes nothing.
func (m *Migrator) Status(ctx context.Context) (Status, error) {
	applied, err := m.applied(ctx)
	if err != nil {
		return Status{}, fmt.Errorf("reading the applied migrations: %w", err)
	}
	status := Status{Applied: applied}
	inDatabase := map[int]Applied{}
	for _, a := range applied {
		inDatabase[a.Version] = a
	}
	known := map[int]bool{}
	for _, step := range m.migrations {
		known[step.Version] = true
		a, ok := inDatabase[step.Version]
		switch {
		case !ok:
			status.Pending = append(status.Pending, step)
		case a.Checksum != step.Checksum:
			status.Changed = append(status.Changed, step)
		}
	}
	for _, a := range applied {
		if !known[a.Version] {
			status.Unknown = append(status.Unknown, a)
		}
	}
	return status, nil
}

func (m *Migrator) applied(ctx context.Context) ([]Applied, error) {
	var exists bool
	err := m.db.Pool.QueryRow(ctx, "SELECT to_regclass('public.schema_migration') IS NOT NULL").Scan(&exists)
	if err != nil || !exists {
		return nil, err
	}
	rows, err := m.db.Pool.Query(ctx, `SELECT version, name, checksum, applied_at
		FROM public.schema_migration WHERE namespace = $1 ORDER BY version`, m.namespace)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Applied])
}

// Check returns nil if the database has exactly the migrations this program
// knows, and otherwise an error that says what to do: ErrSchemaNewer,
// ErrSchemaBehind or ErrSchemaChanged.
func (m *Migrator) Check(ctx context.Context) error {
	status, err := m.Status(ctx)
	if err != nil {
		return err
	}
	if err := m.refuse(ctx, status); err != nil {
		return err
	}
	pending := len(status.Pending)
	if m.river != nil {
		missing, err := m.river.missing(ctx)
		if err != nil {
			return err
		}
		pending += missing
	}
	if pending > 0 {
		return fmt.Errorf("%w by %d migrations; run: sluice migrate up", ErrSchemaBehind, pending)
	}
	return nil
}

// refuse returns an error if the database holds what this program can't work
// with or migrate.
func (m *Migrator) refuse(ctx context.Context, status Status) error {
	if n := len(status.Unknown); n > 0 {
		newest := status.Unknown[n-1]
		return fmt.Errorf("%w: it has migration %04d_%s of %s; upgrade the program, or use another database",
			ErrSchemaNewer, newest.Version, newest.Name, m.namespace)
	}
	if len(status.Changed) > 0 {
		return fmt.Errorf("%w: %s of %s; restore the file and put the change into a new migration",
			ErrSchemaChanged, status.Changed[0], m.namespace)
	}
	if m.river != nil {
		return m.river.refuseNewer(ctx)
	}
	return nil
}
