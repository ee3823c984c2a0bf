//go:build unix

package pgtest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"golang.org/x/sys/unix"

	"github.com/sluicehq/sluice/postgres/embedded"
)

// How a test binary becomes the keeper, and what it says when it is.
const (
	keeperVariable = "SLUICE_PGTEST_KEEPER"
	keeperReady    = "ready"
	reportFD       = 3
)

// Files in the shared directory. Every user of the server holds a shared lock
// on the lease; the keeper locks its own file while it lives. The kernel
// releases both when a process ends, so a killed one leaves nothing behind.
const (
	leaseFile  = "lease"
	keeperFile = "keeper"
)

// linger is how long the server waits for the next user: the time between two
// test binaries of one run.
const linger = 5 * time.Second

// settings make the server quick and give room to many test binaries.
var settings = map[string]string{
	"fsync":            "off",
	"full_page_writes": "off",
	"max_connections":  "400",
}

func init() {
	if dir := os.Getenv(keeperVariable); dir != "" {
		if err := keep(dir); err != nil {
			os.Exit(1)
		}
		os.Exit(0)
	}
}

// keep runs the server until it has no users.
func keep(dir string) error {
	unix.CloseOnExec(reportFD) // or PostgreSQL would keep it open
	report := os.NewFile(reportFD, "report")
	only, err := lockFile(dir, keeperFile, unix.LOCK_EX|unix.LOCK_NB)
	if err != nil {
		return err
	}
	server, err := startServer(dir)
	message := keeperReady
	if err != nil {
		message = err.Error()
	}
	_, writeErr := report.WriteString(message)
	if err := errors.Join(err, writeErr, report.Close()); err != nil {
		return err
	}
	lease, err := awaitUnused(dir)
	if err != nil {
		return errors.Join(err, server.Stop(context.Background()))
	}
	// New users wait for the lease until the server is gone, and nobody is taken
	// for its keeper any more.
	return errors.Join(server.Stop(context.Background()), only.Close(), lease.Close())
}

// awaitUnused returns the exclusive lease once nobody has used the server for a
// while.
func awaitUnused(dir string) (*os.File, error) {
	for {
		free, err := lockFile(dir, leaseFile, unix.LOCK_EX)
		if err != nil {
			return nil, err
		}
		if err := free.Close(); err != nil {
			return nil, err
		}
		time.Sleep(linger)
		free, err = lockFile(dir, leaseFile, unix.LOCK_EX|unix.LOCK_NB)
		if !errors.Is(err, unix.EWOULDBLOCK) {
			return free, err
		}
	}
}

// startServer starts the server with nothing left in it of earlier runs. A
// cluster that doesn't start, because the machine crashed over its volatile
// writes or another version of PostgreSQL is in use now, is made anew.
func startServer(dir string) (*embedded.Server, error) {
	ctx, cancel := context.WithTimeout(context.Background(), startLimit)
	defer cancel()
	opts := embedded.Options{DataDir: dir, Settings: settings}
	server, err := embedded.Start(ctx, opts)
	if err != nil && !errors.Is(err, embedded.ErrInUse) {
		if removeErr := os.RemoveAll(filepath.Join(dir, "postgres")); removeErr != nil {
			return nil, errors.Join(err, removeErr)
		}
		server, err = embedded.Start(ctx, opts)
	}
	if err != nil {
		return nil, err
	}
	if err := dropLeftovers(ctx, server.URL()); err != nil {
		return nil, errors.Join(err, server.Stop(ctx))
	}
	return server, nil
}

// dropLeftovers drops what killed tests and older schemas left.
func dropLeftovers(ctx context.Context, serverURL string) error {
	s := &server{url: serverURL}
	hash, err := s.schemaHash(ctx)
	if err != nil {
		return err
	}
	return s.admin(ctx, func(conn *pgx.Conn) error {
		rows, err := conn.Query(ctx, "SELECT datname FROM pg_database")
		if err != nil {
			return err
		}
		names, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			return err
		}
		for _, name := range names {
			old := strings.HasPrefix(name, templatePrefix) && name != templatePrefix+hash[:16]
			if !old && !strings.HasPrefix(name, testPrefix) {
				continue
			}
			if err := execute(ctx, conn, "DROP DATABASE %s WITH (FORCE)", name); err != nil {
				return err
			}
		}
		return nil
	})
}
