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

// core is the migrator of the tables that every Sluice has.
const core = 0

// withSchema calls fn with the schema of a database, which is left as it is.
func (s *session) withSchema(opts server.DatabaseOptions, fn func(context.Context, postgres.Schema) error) (err error) {
	const connections = 4
	db, err := server.OpenDatabase(s.ctx, opts, connections, s.quiet())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeIn(s.ctx, db.Close)) }()
	schema, err := postgres.NewSchema(db.DB)
	if err != nil {
		return fmt.Errorf("reading the migrations: %w", err)
	}
	return fn(s.ctx, schema)
}

type migrateUp struct{ server.DatabaseOptions }

func (c *migrateUp) Run(s *session) error {
	return s.withSchema(c.DatabaseOptions, func(ctx context.Context, schema postgres.Schema) error {
		applied, err := schema[core].Up(ctx)
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
	return s.withSchema(c.DatabaseOptions, func(ctx context.Context, schema postgres.Schema) error {
		reverted, err := schema[core].Down(ctx, c.Steps)
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
	return s.withSchema(c.DatabaseOptions, func(ctx context.Context, schema postgres.Schema) error {
		status, err := schema[core].Status(ctx)
		if err != nil {
			return err
		}
		foreign, err := schema.Foreign(ctx)
		if err != nil {
			return err
		}
		lines := append(describe(status), describeForeign(foreign)...)
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

// describeForeign lists what an app of its own has migrated.
func describeForeign(list []postgres.Foreign) []migrationState {
	var lines []migrationState
	for _, m := range list {
		lines = append(lines, migrationState{
			fmt.Sprintf("%s/%04d_%s", m.Namespace, m.Version, m.Name),
			"applied " + m.AppliedAt.Local().Format("2006-01-02 15:04") + ", by another app",
		})
	}
	return lines
}
