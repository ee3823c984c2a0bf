package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/embedded"
)

// attachTimeout is how long to wait for a PostgreSQL that another process of
// ours is starting.
const attachTimeout = time.Minute

// Database is an open database, with the PostgreSQL server behind it if this
// process runs one.
type Database struct {
	*postgres.DB
	server *embedded.Server // nil: somebody else's
}

// OpenDatabase connects to the database that the options name. Without one it
// uses the PostgreSQL in the data directory, and starts it unless another
// process runs it. The schema is left as it is. Close must be called when done.
func OpenDatabase(ctx context.Context, opts DatabaseOptions, maxConns int, logger *slog.Logger) (*Database, error) {
	d := &Database{}
	address := opts.DatabaseURL
	if address == "" {
		var err error
		if address, err = d.startOrAttach(ctx, opts, logger); err != nil {
			return nil, err
		}
	}
	var err error
	if d.DB, err = postgres.Open(ctx, address, postgres.Options{MaxConns: maxConns}); err != nil {
		return nil, errors.Join(err, d.stopServer(ctx))
	}
	return d, nil
}

// Close closes the connections, and stops the server if it is ours.
func (d *Database) Close(ctx context.Context) error {
	return errors.Join(d.DB.Close(), d.stopServer(ctx))
}

// Lost is closed when the PostgreSQL that this process runs has ended.
func (d *Database) Lost() <-chan struct{} {
	if d.server == nil {
		return nil
	}
	return d.server.Done()
}

func (d *Database) stopServer(ctx context.Context) error {
	if d.server == nil {
		return nil
	}
	if err := d.server.Stop(ctx); err != nil {
		return fmt.Errorf("stopping PostgreSQL: %w", err)
	}
	return nil
}

func (d *Database) startOrAttach(ctx context.Context, opts DatabaseOptions, logger *slog.Logger) (address string, err error) {
	ctx, cancel := context.WithTimeout(ctx, attachTimeout)
	defer cancel()
	for {
		d.server, err = embedded.Start(ctx, embedded.Options{DataDir: opts.embeddedDir(), Port: opts.PostgresPort, Logger: logger})
		if err == nil {
			return d.server.URL(), nil
		}
		if !errors.Is(err, embedded.ErrInUse) {
			return "", fmt.Errorf("starting PostgreSQL: %w", err)
		}
		address, ok, attachErr := embedded.Attach(ctx, opts.embeddedDir())
		if attachErr != nil {
			return "", fmt.Errorf("looking for a running PostgreSQL: %w", attachErr)
		}
		if ok {
			logger.Info("Using the PostgreSQL of another process", "dir", opts.embeddedDir())
			return address, nil
		}
		// Another process holds the directory and has not got it running yet.
		select {
		case <-ctx.Done():
			return "", fmt.Errorf("starting PostgreSQL: %w", err)
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// prepareSchema makes sure that the database's schema is the one of this
// program, and migrates it if that is wanted.
func prepareSchema(ctx context.Context, schema postgres.Schema, migrate bool, logger *slog.Logger) error {
	if !migrate {
		if err := schema.Check(ctx); err != nil {
			return fmt.Errorf("checking the database schema: %w", err)
		}
		return nil
	}
	applied, err := schema.Up(ctx)
	if err != nil {
		return fmt.Errorf("migrating the database: %w", err)
	}
	if applied > 0 {
		logger.Info("Brought the database schema up to date", "migrations", applied)
	}
	return nil
}
