package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/sluicehq/sluice/postgres/embedded"
)

// stage is what the measurements share: the server as a process of its own, and
// the database under it, for the other side.
type stage struct {
	settings
	dir         string
	server      *exec.Cmd
	url         string
	api         *client
	databaseURL string
	db          *pgxpool.Pool
	batch       string // id of a batch over all products, once there is one
}

// newStage starts a server on a fresh embedded PostgreSQL.
func newStage(ctx context.Context, s settings) (st *stage, err error) {
	st = &stage{settings: s}
	if st.dir, err = os.MkdirTemp("", "sluice-bench-"); err != nil {
		return nil, err
	}
	if err := os.Chmod(st.dir, 0o711); err != nil { // PostgreSQL runs as another user when we are root
		return nil, err
	}
	defer func() {
		if err != nil {
			st.close()
		}
	}()
	if err := st.start(ctx); err != nil {
		return nil, err
	}
	token, err := exec.CommandContext(ctx, s.binary, "token", "create", "bench", "--data", st.dir).Output()
	if err != nil {
		return nil, fmt.Errorf("creating a token: %w", err)
	}
	st.api = newClient(st.url, lastLine(string(token)), connections)
	var ok bool
	if st.databaseURL, ok, err = embedded.Attach(ctx, st.dir); err != nil || !ok {
		return nil, fmt.Errorf("finding the server's PostgreSQL (%v): %w", ok, err)
	}
	st.db, err = pgxpool.New(ctx, st.databaseURL)
	return st, err
}

func (st *stage) start(ctx context.Context) error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	addr := listener.Addr().String()
	if err := listener.Close(); err != nil {
		return err
	}
	st.url = "http://" + addr
	logFile, err := os.Create(filepath.Join(st.dir, "server.log"))
	if err != nil {
		return err
	}
	defer logFile.Close()
	st.server = exec.Command(st.binary, "serve", "--addr", addr, "--data", st.dir)
	st.server.Stdout, st.server.Stderr = logFile, logFile
	st.server.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // a Ctrl-C is for us; we stop the server
	if err := st.server.Start(); err != nil {
		return fmt.Errorf("starting the server (make build makes it): %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	for {
		response, err := http.Get(st.url + "/readyz")
		if err == nil {
			response.Body.Close()
			if response.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the server did not get ready; see %s", logFile.Name())
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func (st *stage) close() {
	if st.db != nil {
		st.db.Close()
	}
	if st.server != nil && st.server.Process != nil {
		_ = st.server.Process.Signal(syscall.SIGTERM)
		if err := st.server.Wait(); err != nil && !errors.Is(err, os.ErrProcessDone) {
			fmt.Fprintln(os.Stderr, "bench: the server:", err)
		}
	}
	_ = os.RemoveAll(st.dir)
}

func (st *stage) say(format string, args ...any) {
	fmt.Fprintf(os.Stderr, time.Now().Format("15:04:05 ")+format+"\n", args...)
}

// exec runs a statement of the other side and returns how long it took.
func (st *stage) exec(ctx context.Context, sql string) (time.Duration, error) {
	start := time.Now()
	_, err := st.db.Exec(ctx, sql)
	return time.Since(start), err
}

// settle writes out what earlier work has left behind, so that nobody pays for
// it in the next measurement.
func (st *stage) settle(ctx context.Context, tables ...string) error {
	for _, table := range tables {
		if _, err := st.exec(ctx, "VACUUM (ANALYZE) "+table); err != nil {
			return err
		}
	}
	_, err := st.exec(ctx, "CHECKPOINT")
	return err
}

func lastLine(text string) string {
	var last string
	for scanner := bufio.NewScanner(strings.NewReader(text)); scanner.Scan(); {
		if line := strings.TrimSpace(scanner.Text()); line != "" {
			last = line
		}
	}
	return last
}
