//go:build unix

package embedded_test

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/postgres/embedded"
)

const (
	makeKept = "CREATE TABLE kept AS SELECT 'safe' AS word"
	readKept = "SELECT word FROM kept"
)

func startSelf(t *testing.T, dir string) *program {
	t.Helper()
	path, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return startProgram(t, path, dir, "", nil)
}

func TestTakeOverAfterACrashOfTheProgram(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	crashed := startSelf(t, dir)
	since := query(t, crashed.url, makeKept, "SELECT pg_postmaster_start_time()::text")
	crashed.kill(t)

	server := start(t, embedded.Options{DataDir: dir, Settings: quick})
	if got := query(t, server.URL(), "SELECT pg_postmaster_start_time()::text"); got != since {
		t.Errorf("PostgreSQL runs since %s, want since %s", got, since)
	}
	stop(t, server)
	if _, err := os.Stat(filepath.Join(dir, "postgres", "postmaster.pid")); err == nil {
		t.Error("it was not stopped cleanly")
	}
	if _, ok, err := embedded.Attach(t.Context(), dir); ok || err != nil {
		t.Errorf("it still runs after the stop (%v)", err)
	}
}

func TestRestartOnAnotherPortAfterACrash(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	crashed := startSelf(t, dir)
	query(t, crashed.url, makeKept, readKept)
	crashed.kill(t)

	port := freePort(t)
	server := start(t, embedded.Options{DataDir: dir, Port: port, Settings: quick})
	u, err := url.Parse(server.URL())
	if err != nil {
		t.Fatal(err)
	}
	if u.Port() != fmt.Sprint(port) {
		t.Errorf("it listens on %s, want %d", u.Port(), port)
	}
	if got := query(t, server.URL(), readKept); got != "safe" {
		t.Errorf("a committed row is %q now", got)
	}
}

func TestRecoverAfterACrashOfEverything(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	crashed := startSelf(t, dir)
	query(t, crashed.url, makeKept, readKept)
	pid := postmaster(t, dir)
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	crashed.kill(t)

	server := start(t, embedded.Options{DataDir: dir, Settings: quick})
	if got := query(t, server.URL(), readKept); got != "safe" {
		t.Errorf("a committed row is %q now", got)
	}
}

func TestAFirstStartAfterKilledOnes(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	path, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		first := exec.Command(path)
		first.Env = append(os.Environ(), programDir+"="+dir)
		if err := first.Start(); err != nil {
			t.Fatal(err)
		}
		for begun := false; !begun; runtime.Gosched() {
			files, err := filepath.Glob(filepath.Join(dir, "postgres.new*", "base", "*", "*"))
			begun = len(files) > 0 || err != nil
		}
		if err := first.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		if err := first.Wait(); err == nil {
			t.Fatal("the first start came to its end")
		}
	}
	// One of them may have got no further than this with the password.
	if err := os.WriteFile(filepath.Join(dir, "postgres.password"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	server := start(t, embedded.Options{DataDir: dir, Settings: quick})
	query(t, server.URL(), makeKept, readKept)
}

func TestStartWaitsForSessionsThatOutliveTheirServer(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	crashed := startSelf(t, dir)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		// A session that computes does not notice that its server has died.
		conn, err := pgx.Connect(context.Background(), crashed.url)
		if err != nil {
			t.Error(err)
			return
		}
		_, _ = conn.Exec(context.Background(), `
			DO $$ BEGIN WHILE clock_timestamp() < now() + interval '3 s' LOOP END LOOP; END $$`) // it is cut off
	}()
	const active = `SELECT count(*)::text FROM pg_stat_activity
		WHERE backend_type = 'client backend' AND state = 'active' AND pid <> pg_backend_pid()`
	for query(t, crashed.url, active) == "0" {
		runtime.Gosched()
	}
	if err := syscall.Kill(postmaster(t, dir), syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	crashed.kill(t)

	start(t, embedded.Options{DataDir: dir, Settings: quick})
	select {
	case <-ended:
	default:
		t.Error("two servers were at work on the same data")
	}
}

func TestAStaleProcessIDOfSomebodyElse(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	stop(t, start(t, embedded.Options{DataDir: dir, Settings: quick}))
	stale := fmt.Sprintf("%d\n%s/postgres\n1700000000\n5432\n\n127.0.0.1\n\nready   \n", os.Getpid(), dir)
	if err := os.WriteFile(filepath.Join(dir, "postgres", "postmaster.pid"), []byte(stale), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := embedded.Attach(t.Context(), dir); ok || err != nil {
		t.Errorf("attached to a server that is gone (%v)", err)
	}
	start(t, embedded.Options{DataDir: dir, Settings: quick})
}

func TestDoneTellsOfACrashOfPostgreSQL(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	server := start(t, embedded.Options{DataDir: dir, Settings: quick})
	if err := syscall.Kill(postmaster(t, dir), syscall.SIGQUIT); err != nil {
		t.Fatal(err)
	}
	select {
	case <-server.Done():
	case <-time.After(20 * time.Second):
		t.Error("nobody noticed")
	}
}

func freePort(t *testing.T) int {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	address, ok := listener.Addr().(*net.TCPAddr)
	if !ok {
		t.Fatalf("listening on %v", listener.Addr())
	}
	return address.Port
}
