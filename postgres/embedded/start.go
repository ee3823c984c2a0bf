//go:build unix

package embedded

import (
	"context"
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// errEnded means that PostgreSQL ended while it was starting; errOutlived, that
// it did so because sessions of a crashed server are still at work on the data.
var (
	errEnded    = errors.New("PostgreSQL ended while starting")
	errOutlived = fmt.Errorf("%w: sessions of an earlier one are still at work", errEnded)
)

const (
	// stillInUse is in the log of a server that finds such sessions.
	stillInUse = "pre-existing shared memory block"
	// outlivedPause is the time between two looks whether they have ended.
	outlivedPause = 100 * time.Millisecond
)

// launch starts PostgreSQL on the cluster and waits until it answers. It
// returns the process and the port. Sessions that outlived a crashed server end
// when they next look for it, which a long computation puts off: launch waits
// for them until ctx ends.
func launch(ctx context.Context, c *cluster, opts Options) (*process, int, error) {
	for waited := false; ; waited = true {
		p, port, err := launchOnPort(ctx, c, opts)
		if !errors.Is(err, errOutlived) {
			return p, port, err
		}
		if !waited {
			opts.Logger.Info("Waiting for sessions that outlived a crash of PostgreSQL", "dir", opts.DataDir)
		}
		select {
		case <-ctx.Done():
			return nil, port, err
		case <-time.After(outlivedPause):
		}
	}
}

// launchOnPort is launch without that wait.
func launchOnPort(ctx context.Context, c *cluster, opts Options) (*process, int, error) {
	const attempts = 5
	for attempt := 1; ; attempt++ {
		p, port, err := launchOnce(ctx, c, opts)
		if attempt == attempts || opts.Port != 0 || !errors.Is(err, errEnded) {
			return p, port, err
		}
		// Somebody may have taken the free port in between.
		if _, portErr := choosePort(port); portErr == nil {
			return p, port, err
		}
	}
}

func launchOnce(ctx context.Context, c *cluster, opts Options) (*process, int, error) {
	port, err := choosePort(opts.Port)
	if err != nil {
		return nil, 0, err
	}
	log, start, err := openLog(filepath.Join(opts.DataDir, logName))
	if err != nil {
		return nil, 0, err
	}
	defer log.Close()

	// Not bound to ctx: the server must outlive the start, and be stopped
	// by a shutdown, not by a kill.
	cmd := c.account.command(context.WithoutCancel(ctx), c.dir, c.binaries.program("postgres"), arguments(c.dir, port, opts)...)
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		return nil, 0, fmt.Errorf("starting PostgreSQL: %w", err)
	}
	p := child(cmd)
	if err := awaitReady(ctx, p, serverURL(c.password, port, "postgres")); err != nil {
		if stopErr := p.stop(ctx); stopErr != nil {
			err = errors.Join(err, stopErr)
		}
		said := logTail(log, start)
		if errors.Is(err, errEnded) && strings.Contains(said, stillInUse) {
			err = errOutlived
		}
		return nil, port, fmt.Errorf("starting PostgreSQL: %w\n%s", err, said)
	}
	return p, port, nil
}

// choosePort returns the wanted port if it is free, or any free one for 0.
func choosePort(wanted int) (int, error) {
	listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(wanted)))
	if errors.Is(err, syscall.EADDRINUSE) {
		return 0, fmt.Errorf("%w: another program listens on 127.0.0.1:%d; choose another port for PostgreSQL, or 0 for any free one", ErrPortTaken, wanted)
	}
	if err != nil {
		return 0, fmt.Errorf("choosing a port for PostgreSQL: %w", err)
	}
	address, _ := listener.Addr().(*net.TCPAddr)
	if err := listener.Close(); err != nil {
		return 0, fmt.Errorf("choosing a port: %w", err)
	}
	return address.Port, nil
}

// wrongPassword is the SQLSTATE of a refused password.
const wrongPassword = "28P01"

// awaitReady waits until the server lets us in; recovery after a crash may take
// it minutes, so only its end or that of ctx ends the wait.
func awaitReady(ctx context.Context, p *process, databaseURL string) error {
	tick := time.NewTicker(pollInterval)
	defer tick.Stop()
	for {
		err := answers(ctx, databaseURL)
		if err == nil {
			return nil
		}
		var refused *pgconn.PgError
		if errors.As(err, &refused) && refused.Code == wrongPassword {
			return fmt.Errorf("the password in %s is not that of the cluster; restore it, or move the directory %q away to start with an empty database", passwordName, clusterName)
		}
		select {
		case <-p.done:
			return errEnded
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

// createDatabase makes our database in a new cluster.
func createDatabase(ctx context.Context, password string, port int) error {
	conn, err := pgx.Connect(ctx, serverURL(password, port, "postgres"))
	if err != nil {
		return fmt.Errorf("connecting to the embedded PostgreSQL: %w", err)
	}
	defer conn.Close(ctx)
	var exists bool
	err = conn.QueryRow(ctx, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", Database).Scan(&exists)
	if err == nil && !exists {
		_, err = conn.Exec(ctx, "CREATE DATABASE "+pgx.Identifier{Database}.Sanitize())
	}
	if err != nil {
		return fmt.Errorf("creating the database: %w", err)
	}
	return nil
}
