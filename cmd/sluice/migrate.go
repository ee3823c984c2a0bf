package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/server"
)

type migrateCommand struct {
	Up     migrateUp     `cmd:"" help:"Bring the schema up to date."`
	Down   migrateDown   `cmd:"" help:"Take migrations back. Data in what they made is lost."`
	Status migrateStatus `cmd:"" help:"Show which migrations the database has."`
}

// withMigrator calls fn with the migrator of a database whose schema is left
// alone.
func (s *session) withMigrator(opts server.DatabaseOptions, fn func(context.Context, *postgres.Migrator) error) (err error) {
	const connections = 4
	db, err := server.OpenDatabase(s.ctx, opts, connections, s.quiet())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeIn(s.ctx, db.Close)) }()
	migrator, err := postgres.CoreMigrator(db.DB)
	if err != nil {
		return fmt.Errorf("reading the migrations: %w", err)
	}
	return fn(s.ctx, migrator)
}

type migrateUp struct{ server.DatabaseOptions }

func (c *migrateUp) Run(s *session) error {
	return s.withMigrator(c.DatabaseOptions, func(ctx context.Context, m *postgres.Migrator) error {
		applied, err := m.Up(ctx)
		if err != nil {
			return err
		}
		return s.showMigrations("Applied", applied)
	})
}

type migrateDown struct {
	server.DatabaseOptions
	Steps int `arg:"" optional:"" default:"1" help:"How many migrations to take back."`
}

func (c *migrateDown) Run(s *session) error {
	if c.Steps < 1 {
		return errors.New("the number of migrations to take back must be at least 1")
	}
	return s.withMigrator(c.DatabaseOptions, func(ctx context.Context, m *postgres.Migrator) error {
		reverted, err := m.Down(ctx, c.Steps)
		if err != nil {
			return err
		}
		return s.showMigrations("Took back", reverted)
	})
}

func (s *session) showMigrations(what string, list []postgres.Migration) error {
	names := make([]string, len(list))
	for i, m := range list {
		names[i] = m.String()
	}
	return s.show(names, func() error {
		for _, name := range names {
			if _, err := fmt.Fprintln(s.out, what, name); err != nil {
				return err
			}
		}
		if len(names) > 0 {
			return nil
		}
		_, err := fmt.Fprintln(s.out, "There was nothing to do.")
		return err
	})
}

type migrateStatus struct{ server.DatabaseOptions }

// migrationState is one line of the status.
type migrationState struct {
	Migration string `json:"migration"`
	State     string `json:"state"`
}

func (c *migrateStatus) Run(s *session) error {
	return s.withMigrator(c.DatabaseOptions, func(ctx context.Context, m *postgres.Migrator) error {
		status, err := m.Status(ctx)
		if err != nil {
			return err
		}
		lines := describe(status)
		return s.show(lines, func() error {
			for _, line := range lines {
				if _, err := fmt.Fprintf(s.out, "%-30s %s\n", line.Migration, line.State); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

func describe(status postgres.Status) []migrationState {
	changed := map[int]bool{}
	for _, m := range status.Changed {
		changed[m.Version] = true
	}
	unknown := map[int]bool{}
	for _, m := range status.Unknown {
		unknown[m.Version] = true
	}
	var lines []migrationState
	for _, m := range status.Applied {
		state := "applied " + m.AppliedAt.Local().Format("2006-01-02 15:04")
		switch {
		case unknown[m.Version]:
			state += ", not known to this program: it is older than the database"
		case changed[m.Version]:
			state += ", changed since then"
		}
		lines = append(lines, migrationState{fmt.Sprintf("%04d_%s", m.Version, m.Name), state})
	}
	for _, m := range status.Pending {
		lines = append(lines, migrationState{m.String(), "pending"})
	}
	return lines
}
