//go:build unix

package crashtest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/sluicehq/sluice/postgres/embedded"
)

// newDataDir returns an empty data directory that every user can get to:
// PostgreSQL may run as another one than we do.
func newDataDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "crashtest")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// startPostgreSQL runs a server that is stopped, at the latest, when the test
// ends; port 0 is any free one.
func startPostgreSQL(t *testing.T, dir string, port int) *embedded.Server {
	t.Helper()
	server, err := embedded.Start(t.Context(), embedded.Options{DataDir: dir, Port: port})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Stop(context.Background()); err != nil {
			t.Errorf("stopping PostgreSQL: %v", err)
		}
	})
	return server
}

// killPostgreSQL ends the server of a data directory as a crash would.
func killPostgreSQL(t *testing.T, dir string) {
	t.Helper()
	file, err := os.Open(filepath.Join(dir, "postgres", "postmaster.pid"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var pid int
	if _, err := fmt.Fscan(file, &pid); err != nil {
		t.Fatalf("reading PostgreSQL's process id: %v", err)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatalf("killing PostgreSQL: %v", err)
	}
}
