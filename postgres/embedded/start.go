//go:build unix

package embedded

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
)

// errEnded means that PostgreSQL ended while it was starting.
var errEnded = errors.New("PostgreSQL ended while starting")

// launch starts PostgreSQL on the cluster and waits until it answers. It
// returns the process and the port.
func launch(ctx context.Context, c *cluster, opts Options) (*process, int, error) {
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
		return nil, 0, fmt.Errorf("starting PostgreSQL: %w\n%s", err, logTail(log, start))
	}
	return p, port, nil
}

// choosePort returns the wanted port if it is free, or any free one for 0.
func choosePort(wanted int) (int, error) {
	listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(wanted)))
	if err != nil {
		return 0, fmt.Errorf("port %d on 127.0.0.1 can't be used for PostgreSQL: %w; choose another port, or 0 for any free one", wanted, err)
	}
	address, _ := listener.Addr().(*net.TCPAddr)
	if err := listener.Close(); err != nil {
		return 0, fmt.Errorf("choosing a port: %w", err)
	}
	return address.Port, nil
}

func arguments(dir string, port int, opts Options) []string {
	settings := map[string]string{}
	for name, value := range defaults {
		settings[name] = value
	}
	for name, value := range opts.Settings {
		settings[name] = value
	}
	args := []string{
		"-D", dir,
		"-c", "listen_addresses=127.0.0.1",
		"-c", "unix_socket_directories=",
		"-c", "port=" + strconv.Itoa(port),
	}
	for name, value := range settings {
		args = append(args, "-c", name+"="+value)
	}
	return args
}

// awaitReady waits until the server lets us in; recovery after a crash may take
// it minutes, so only its end or that of ctx ends the wait.
func awaitReady(ctx context.Context, p *process, databaseURL string) error {
	tick := time.NewTicker(pollInterval)
	defer tick.Stop()
	for {
		if answers(ctx, databaseURL) == nil {
			return nil
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

// maxLog is the size from which a log is put aside at a start.
const maxLog = 16 << 20

// openLog opens PostgreSQL's log for appending, and returns its end.
func openLog(path string) (*os.File, int64, error) {
	if info, err := os.Stat(path); err == nil && info.Size() > maxLog {
		if err := os.Rename(path, path+".1"); err != nil {
			return nil, 0, fmt.Errorf("putting PostgreSQL's log aside: %w", err)
		}
	}
	log, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, 0, fmt.Errorf("opening PostgreSQL's log: %w", err)
	}
	end, err := log.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, 0, fmt.Errorf("opening PostgreSQL's log: %w", err)
	}
	return log, end, nil
}

// logTail returns the last lines written after start.
func logTail(log *os.File, start int64) string {
	const limit = 1 << 20
	content, err := io.ReadAll(io.NewSectionReader(log, start, limit))
	if err != nil {
		return "(its log can't be read)"
	}
	return tail(content)
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
