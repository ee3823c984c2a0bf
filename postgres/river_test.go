package postgres_test

import (
	"log/slog"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"

	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// River's tables are made in several transactions; a process can die after any.
func TestUpGoesOnWhereRiversMigrationsWereCutOff(t *testing.T) {
	t.Parallel()
	for _, version := range riverMigrator(t, nil).AllVersions() {
		t.Run(version.Name, func(t *testing.T) {
			t.Parallel()
			db := pgtest.Empty(t)
			if _, err := db.Exec("CREATE SCHEMA " + postgres.RiverSchema); err != nil {
				t.Fatal(err)
			}
			_, err := riverMigrator(t, db.Pool).Migrate(t.Context(), rivermigrate.DirectionUp,
				&rivermigrate.MigrateOpts{TargetVersion: version.Version})
			if err != nil {
				t.Fatal(err)
			}
			core, err := postgres.CoreMigrator(db)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := core.Up(t.Context()); err != nil {
				t.Fatal(err)
			}
			if err := core.Check(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
}

func riverMigrator(t *testing.T, pool *pgxpool.Pool) *rivermigrate.Migrator[pgx.Tx] {
	t.Helper()
	migrator, err := rivermigrate.New(riverpgxv5.New(pool), &rivermigrate.Config{
		Schema: postgres.RiverSchema, Logger: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	return migrator
}
