//go:build unix

package embedded_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sluicehq/sluice/postgres/embedded"
)

func TestADataDirectoryOfAnotherVersion(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	cluster := filepath.Join(dir, "postgres")
	if err := os.Mkdir(cluster, 0o755); err != nil {
		t.Fatal(err)
	}
	version := filepath.Join(cluster, "PG_VERSION")
	if err := os.WriteFile(version, []byte("9\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	giveAway(t, cluster)
	_, err := embedded.Start(t.Context(), embedded.Options{DataDir: dir})
	if !errors.Is(err, embedded.ErrOtherVersion) {
		t.Fatalf("got %v, want that the version differs", err)
	}
	for _, part := range []string{"PostgreSQL 9 made it", "found", "move the directory"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%q does not say %q", err, part)
		}
	}
}

func TestClearMessages(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		prepare func(t *testing.T, dir string) embedded.Options
		want    string
	}{
		"data directory can't be made": {
			func(t *testing.T, dir string) embedded.Options {
				write(t, filepath.Join(dir, "file"), "", 0o644)
				return embedded.Options{DataDir: filepath.Join(dir, "file", "data")}
			}, "choose a data directory that this user may write",
		},
		"something else is in the way": {
			func(t *testing.T, dir string) embedded.Options {
				write(t, filepath.Join(dir, "postgres", "notes.txt"), "", 0o644)
				return embedded.Options{DataDir: dir}
			}, "holds no PostgreSQL cluster; move it away",
		},
		"no programs in the given directory": {
			func(_ *testing.T, dir string) embedded.Options {
				return embedded.Options{DataDir: dir, BinDir: dir}
			}, "can't be used",
		},
		"programs too old": {
			func(t *testing.T, dir string) embedded.Options {
				fakePrograms(t, filepath.Join(dir, "bin"), "echo 'postgres (PostgreSQL) 9.6.24'")
				return embedded.Options{DataDir: dir, BinDir: filepath.Join(dir, "bin")}
			}, "found 9 in ",
		},
		"initdb fails": {
			func(t *testing.T, dir string) embedded.Options {
				fakePrograms(t, filepath.Join(dir, "bin"), `case $1 in --version) echo 'postgres (PostgreSQL) 18.4';; *) echo 'no space left' >&2; exit 1;; esac`)
				return embedded.Options{DataDir: dir, BinDir: filepath.Join(dir, "bin")}
			}, "initdb failed: exit status 1\nno space left",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server, err := embedded.Start(t.Context(), test.prepare(t, dataDir(t)))
			if err == nil {
				stop(t, server)
				t.Fatal("it started")
			}
			if !strings.Contains(err.Error(), test.want) {
				t.Errorf("%q does not say %q", err, test.want)
			}
		})
	}
}

func TestALostPassword(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	stop(t, start(t, embedded.Options{DataDir: dir, Settings: quick}))
	path := filepath.Join(dir, "postgres.password")
	for _, test := range []struct {
		spoil func() error
		want  string
	}{
		{func() error { return os.WriteFile(path, []byte("another\n"), 0o600) }, "is not that of the cluster"},
		{func() error { return os.Remove(path) }, "is missing"},
	} {
		if err := test.spoil(); err != nil {
			t.Fatal(err)
		}
		_, err := embedded.Start(t.Context(), embedded.Options{DataDir: dir, Settings: quick})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("got %v, want that the password %s", err, test.want)
		}
	}
}

// giveAway gives a path to an ordinary user if we are root: PostgreSQL refuses
// what root owns.
func giveAway(t *testing.T, path string) {
	t.Helper()
	if os.Geteuid() != 0 {
		return
	}
	const nobody = 65534
	if err := os.Chown(path, nobody, nobody); err != nil {
		t.Fatal(err)
	}
}

func fakePrograms(t *testing.T, dir, script string) {
	t.Helper()
	for _, name := range []string{"initdb", "postgres"} {
		write(t, filepath.Join(dir, name), "#!/bin/sh\n"+script+"\n", 0o755)
	}
}

func write(t *testing.T, path, content string, mode os.FileMode) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

func TestAnInterruptedStartSaysNoMoreThanThat(t *testing.T) {
	t.Parallel()
	for _, limit := range []time.Duration{0, 100 * time.Millisecond, 500 * time.Millisecond} {
		ctx, cancel := context.WithCancel(t.Context())
		timer := time.AfterFunc(limit, cancel)
		server, err := embedded.Start(ctx, embedded.Options{DataDir: dataDir(t)})
		timer.Stop()
		cancel()
		if err == nil {
			stop(t, server)
		} else if !errors.Is(err, context.Canceled) || strings.Contains(err.Error(), "\n") {
			t.Errorf("interrupted after %s: %v", limit, err)
		}
	}
}
