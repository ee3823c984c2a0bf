//go:build unix

package crashtest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/postgres/embedded"
)

// site is one server with the PostgreSQL that it runs, as the quick start has it.
type site struct {
	dir    string
	server *process
	client client
	db     *pgx.Conn // to its PostgreSQL, while that runs
}

// newSite starts a server in an empty data directory.
func newSite(t *testing.T) *site {
	t.Helper()
	dir, err := os.MkdirTemp("", "crashtest")
	if err != nil {
		t.Fatal(err)
	}
	// PostgreSQL may run as another user than we do.
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	s := &site{dir: dir}
	t.Cleanup(func() { s.remove(t) })
	s.start(t)
	s.client.token = newToken(t, s.settings())
	return s
}

func (s *site) settings() []string {
	return []string{"SLUICE_DATA=" + s.dir, "SLUICE_ADDR=127.0.0.1:0"}
}

// launch starts the server without waiting until it is ready.
func (s *site) launch(t *testing.T) *process {
	t.Helper()
	return launch(t, s.settings(), "serve")
}

// start starts the server and connects to its PostgreSQL.
func (s *site) start(t *testing.T) {
	t.Helper()
	s.server = start(t, s.settings(), "serve")
	s.client.url = s.server.out.URL()
	url, ok, err := embedded.Attach(t.Context(), s.dir)
	if err != nil || !ok {
		t.Fatalf("finding the server's PostgreSQL: found %t, %v", ok, err)
	}
	s.db = connect(t, url)
}

// postmaster returns the process id of PostgreSQL; 0 if there is none.
func (s *site) postmaster() (pid int) {
	file, err := os.Open(filepath.Join(s.dir, "postgres", "postmaster.pid"))
	if err != nil {
		return 0
	}
	defer file.Close()
	if _, err := fmt.Fscan(file, &pid); err != nil {
		return 0
	}
	return pid
}

// disaster is what dies.
type disaster int

const (
	serverDies disaster = iota
	databaseDies
	bothDie
	disasters
)

func (d disaster) String() string {
	return [...]string{"the server dies", "PostgreSQL dies", "both die"}[d]
}

// strike lets a disaster happen. The server is gone after that, in any case.
func (s *site) strike(t *testing.T, d disaster) {
	t.Helper()
	if d != serverDies {
		if err := syscall.Kill(s.postmaster(), syscall.SIGKILL); err != nil {
			t.Fatalf("killing PostgreSQL: %v", err)
		}
	}
	if d != databaseDies {
		s.server.kill(t)
		return
	}
	s.server.awaitEnd(t, startLimit)
	if s.server.cmd.ProcessState.ExitCode() != 1 {
		t.Errorf("without PostgreSQL, the server ended with %v", s.server.cmd.ProcessState)
	}
}

// remove ends what still runs and deletes the data.
func (s *site) remove(t *testing.T) {
	if s.server != nil {
		s.server.kill(t)
	}
	if err := stopPostgreSQL(s.dir); err != nil {
		t.Errorf("stopping PostgreSQL: %v", err)
	}
	if err := os.RemoveAll(s.dir); err != nil {
		t.Error(err)
	}
}

// stopPostgreSQL takes over what a killed server has left running and stops it.
func stopPostgreSQL(dir string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	server, err := embedded.Start(ctx, embedded.Options{DataDir: dir})
	if err != nil {
		return err
	}
	return server.Stop(ctx)
}
