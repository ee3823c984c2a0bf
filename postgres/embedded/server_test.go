//go:build unix

package embedded_test

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/sluicehq/sluice/postgres/embedded"
)

func TestStartStopAndStartAgain(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(dataDir(t), "new")
	server := start(t, embedded.Options{DataDir: dir})
	pid := postmaster(t, dir)
	got := query(t, server.URL(), "CREATE TABLE kept AS SELECT 'ÄÖ' AS word", "SELECT lower(word) FROM kept")
	if got != "äö" {
		t.Errorf("lower case of ÄÖ is %q", got)
	}
	for setting, want := range map[string]string{
		"listen_addresses":        "127.0.0.1",
		"unix_socket_directories": "",
		"server_encoding":         "UTF8",
		"synchronous_commit":      "on",
		"fsync":                   "on",
	} {
		if got := query(t, server.URL(), "SHOW "+setting); got != want {
			t.Errorf("%s is %q, want %q", setting, got, want)
		}
	}
	if pgid, err := syscall.Getpgid(pid); err != nil || pgid != pid {
		t.Errorf("PostgreSQL is in process group %d (%v); Ctrl-C would reach it", pgid, err)
	}

	stop(t, server)
	select {
	case <-server.Done():
	default:
		t.Error("stopped, but not done")
	}
	if err := syscall.Kill(pid, 0); !errors.Is(err, syscall.ESRCH) {
		t.Errorf("PostgreSQL is still there: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "postgres", "postmaster.pid")); err == nil {
		t.Error("it was not stopped cleanly")
	}

	server = start(t, embedded.Options{DataDir: dir})
	if got := query(t, server.URL(), "SELECT word FROM kept"); got != "ÄÖ" {
		t.Errorf("after another start: %q", got)
	}
}

func TestThePasswordIsNeededAndKeptSecret(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	server := start(t, embedded.Options{DataDir: dir, Settings: quick})
	info, err := os.Stat(filepath.Join(dir, "postgres.password"))
	if err != nil {
		t.Fatal(err)
	}
	if mode := info.Mode().Perm(); mode != 0o600 {
		t.Errorf("the password file has mode %o", mode)
	}
	if got := query(t, server.URL(), "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules"); got != "scram-sha-256" {
		t.Errorf("ways to sign in: %s", got)
	}
}

func TestOneServerPerDataDirectory(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	server := start(t, embedded.Options{DataDir: dir, Settings: quick})
	_, err := embedded.Start(t.Context(), embedded.Options{DataDir: dir, Settings: quick})
	if !errors.Is(err, embedded.ErrInUse) || !strings.Contains(err.Error(), "process "+strconv.Itoa(os.Getpid())) {
		t.Errorf("got %v, want that process %d uses it", err, os.Getpid())
	}
	if got := query(t, server.URL(), "SELECT 'alive'"); got != "alive" {
		t.Errorf("the first server is disturbed: %q", got)
	}
}

func TestAttach(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	attach := func() (string, bool) {
		t.Helper()
		url, ok, err := embedded.Attach(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		return url, ok
	}
	if url, ok := attach(); ok {
		t.Errorf("before the start: %s", url)
	}
	server := start(t, embedded.Options{DataDir: dir, Settings: quick})
	if url, ok := attach(); !ok || url != server.URL() {
		t.Errorf("while it runs: %s (%v), want %s", url, ok, server.URL())
	}
	stop(t, server)
	if url, ok := attach(); ok {
		t.Errorf("after the stop: %s", url)
	}
}

func TestAGivenPort(t *testing.T) {
	t.Parallel()
	number := freePort(t)
	port := strconv.Itoa(number)
	listener, err := net.Listen("tcp", "127.0.0.1:"+port)
	if err != nil {
		t.Fatal(err)
	}
	opts := embedded.Options{DataDir: dataDir(t), Port: number, Settings: quick}
	_, err = embedded.Start(t.Context(), opts)
	if !errors.Is(err, embedded.ErrPortTaken) || !strings.Contains(err.Error(), port) {
		t.Errorf("got %v, want that port %s is taken", err, port)
	}
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	if server := start(t, opts); !strings.Contains(server.URL(), ":"+port+"/") {
		t.Errorf("it listens on %s, want port %s", server.URL(), port)
	}
}

func TestStopByForce(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	server := start(t, embedded.Options{DataDir: dir, Settings: quick})
	query(t, server.URL(), "CREATE TABLE kept AS SELECT 'safe' AS word", "SELECT 1::text")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := server.Stop(ctx); err != nil {
		t.Error(err)
	}
	server = start(t, embedded.Options{DataDir: dir, Settings: quick})
	if got := query(t, server.URL(), "SELECT word FROM kept"); got != "safe" {
		t.Errorf("a committed row is %q now", got)
	}
}

func TestACanceledStartLeavesNothing(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := embedded.Start(ctx, embedded.Options{DataDir: dir, Settings: quick}); err == nil {
		t.Error("a canceled start succeeded")
	}
	start(t, embedded.Options{DataDir: dir, Settings: quick})
}
