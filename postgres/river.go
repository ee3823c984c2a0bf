package postgres

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
)

// RiverSchema is the schema of River's tables; give it to river.Config.
const RiverSchema = "river"

// riverSchema brings River's own tables up and down.
type riverSchema struct {
	db       *DB
	migrator *rivermigrate.Migrator[pgx.Tx]
}

func newRiverSchema(db *DB) (*riverSchema, error) {
	migrator, err := rivermigrate.New(riverpgxv5.New(db.Pool), &rivermigrate.Config{
		Schema: RiverSchema,
		Logger: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		return nil, fmt.Errorf("preparing River's migrations: %w", err)
	}
	return &riverSchema{db: db, migrator: migrator}, nil
}

// latest returns the newest version this program knows.
func (r *riverSchema) latest() int {
	versions := r.migrator.AllVersions()
	return versions[len(versions)-1].Version
}

func (r *riverSchema) up(ctx context.Context) error {
	if _, err := r.db.Pool.Exec(ctx, "CREATE SCHEMA IF NOT EXISTS "+RiverSchema); err != nil {
		return fmt.Errorf("creating River's schema: %w", err)
	}
	if _, err := r.migrator.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fmt.Errorf("migrating River's tables: %w", err)
	}
	return nil
}

func (r *riverSchema) down(ctx context.Context) error {
	_, err := r.migrator.Migrate(ctx, rivermigrate.DirectionDown, &rivermigrate.MigrateOpts{TargetVersion: -1})
	if err != nil {
		return fmt.Errorf("taking River's tables back: %w", err)
	}
	if _, err := r.db.Pool.Exec(ctx, "DROP SCHEMA IF EXISTS "+RiverSchema); err != nil {
		return fmt.Errorf("dropping River's schema: %w", err)
	}
	return nil
}

// current returns the newest version in the database, 0 if there is none.
func (r *riverSchema) current(ctx context.Context) (int, error) {
	var version int
	var exists bool
	err := r.db.Pool.QueryRow(ctx, "SELECT to_regclass('river.river_migration') IS NOT NULL").Scan(&exists)
	if err == nil && exists {
		// The column line came with a later version.
		err = r.db.Pool.QueryRow(ctx, `
			SELECT coalesce(max(version), 0) FROM river.river_migration AS m
			WHERE coalesce(to_jsonb(m) ->> 'line', $1) = $1`, riverdriver.MigrationLineMain).Scan(&version)
	}
	if err != nil {
		return 0, fmt.Errorf("reading River's migrations: %w", err)
	}
	return version, nil
}

// missing returns how many migrations the database lacks.
func (r *riverSchema) missing(ctx context.Context) (int, error) {
	version, err := r.current(ctx)
	return max(0, r.latest()-version), err
}

func (r *riverSchema) refuseNewer(ctx context.Context) error {
	version, err := r.current(ctx)
	if err != nil {
		return err
	}
	if version > r.latest() {
		return fmt.Errorf("%w: it has version %d of River's tables; upgrade the program, or use another database",
			ErrSchemaNewer, version)
	}
	return nil
}
