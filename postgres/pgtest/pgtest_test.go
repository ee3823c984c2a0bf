//go:build unix

package pgtest_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sluicehq/sluice/postgres/pgtest"
)

func TestEveryTestHasItsOwnDatabase(t *testing.T) {
	t.Parallel()
	var names []string
	t.Run("inner", func(t *testing.T) {
		for range 2 {
			db := pgtest.New(t)
			var name string
			var tables int
			err := db.QueryRow(`SELECT current_database(), count(*) FROM pg_tables WHERE schemaname = 'river'`).Scan(&name, &tables)
			if err != nil {
				t.Fatal(err)
			}
			if tables == 0 {
				t.Error("it is not migrated")
			}
			if _, err := db.Exec("CREATE TABLE mine ()"); err != nil {
				t.Error(err)
			}
			names = append(names, name)
		}
	})
	var left int
	err := pgtest.New(t).NewRaw("SELECT count(*) FROM pg_database WHERE datname IN (?, ?)", names[0], names[1]).Scan(t.Context(), &left)
	if err != nil {
		t.Fatal(err)
	}
	if left != 0 {
		t.Errorf("%d of the databases %s were not dropped", left, names)
	}
}

func TestEmpty(t *testing.T) {
	t.Parallel()
	var tables int
	err := pgtest.Empty(t).QueryRow(`SELECT count(*) FROM pg_tables
		WHERE schemaname NOT IN ('pg_catalog', 'information_schema') AND tablename <> 'schema_migration'`).Scan(&tables)
	if err != nil {
		t.Fatal(err)
	}
	if tables != 0 {
		t.Errorf("%d tables are left", tables)
	}
}

// userVariable makes this test binary a test run of its own.
const userVariable = "SLUICE_PGTEST_USER"

// TestUser is the test run of startUser; otherwise it tests nothing.
func TestUser(t *testing.T) {
	if os.Getenv(userVariable) == "" {
		return
	}
	fmt.Println(pgtest.URL(t))
	if _, err := io.Copy(io.Discard, os.Stdin); err != nil {
		t.Fatal(err)
	}
}

// user is another test run, in a process of its own.
type user struct {
	cmd    *exec.Cmd
	input  io.Closer
	server string // host and port
}

// startUser starts a test run whose temporary files are in dir, so that it
// doesn't share our server.
func startUser(t *testing.T, dir string) *user {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Error(err)
		return nil
	}
	cmd := exec.Command(self, "-test.run=^TestUser$")
	cmd.Env = append(os.Environ(), userVariable+"=1", "TMPDIR="+dir, "SLUICE_TEST_DATABASE_URL=")
	input, inErr := cmd.StdinPipe()
	output, outErr := cmd.StdoutPipe()
	if err := errors.Join(inErr, outErr, cmd.Start()); err != nil {
		t.Error(err)
		return nil
	}
	line, err := bufio.NewReader(output).ReadString('\n')
	if err != nil {
		t.Error(err)
	}
	address, err := url.Parse(strings.TrimSpace(line))
	if err != nil || address.Host == "" {
		t.Errorf("the test run said %q", line)
		return nil
	}
	return &user{cmd: cmd, input: input, server: address.Host}
}

func TestOneServerForAllThatEndsAfterTheLast(t *testing.T) {
	t.Parallel()
	dir, err := os.MkdirTemp("", "pgtest")
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

	var users [3]*user
	var starting sync.WaitGroup
	for i := range users {
		starting.Go(func() { users[i] = startUser(t, dir) })
	}
	starting.Wait()
	if t.Failed() {
		t.FailNow()
	}
	for _, u := range users {
		if u.server != users[0].server {
			t.Errorf("servers %s and %s", users[0].server, u.server)
		}
	}

	// One is killed, as go test does after a time-out; the others end well.
	if err := users[0].cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := users[0].cmd.Wait(); err == nil {
		t.Error("the killed test run ended well")
	}
	for _, u := range users[1:] {
		if err := errors.Join(u.input.Close(), u.cmd.Wait()); err != nil {
			t.Errorf("a test run failed: %v", err)
		}
	}
	awaitStop(t, dir)
}

// awaitStop waits until the server under dir has been shut down.
func awaitStop(t *testing.T, dir string) {
	t.Helper()
	for limit := time.After(time.Minute); ; {
		running, err := filepath.Glob(filepath.Join(dir, "*", "postgres", "postmaster.pid"))
		if err != nil {
			t.Fatal(err)
		}
		if len(running) == 0 {
			return
		}
		select {
		case <-limit:
			t.Fatal("the server was not stopped")
		case <-time.After(50 * time.Millisecond):
		}
	}
}
