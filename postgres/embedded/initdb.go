//go:build unix

package embedded

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// relocated is where root's clusters live whose data directory is out of reach
// for the user PostgreSQL runs under; the data directory then links there.
const relocated = "/var/lib/sluice"

// initialize runs initdb into a directory of its own and gives that its name
// only when it is complete.
func (c *cluster) initialize(ctx context.Context, opts Options) error {
	dataDir := opts.DataDir
	home, err := c.home(ctx, dataDir)
	if err != nil {
		return err
	}
	// The initdb of a killed process may still be at work for a moment: it must
	// not meet this one, and its directory may resist until the end.
	removeUnfinished(home)
	defer removeUnfinished(home)
	fresh, err := os.MkdirTemp(home, newCluster+".*")
	if err != nil {
		return fmt.Errorf("making the cluster's directory: %w", err)
	}
	if err := c.account.own(fresh); err != nil {
		return fmt.Errorf("giving the cluster's directory to user %s: %w", c.account.name, err)
	}
	if err := c.initdb(ctx, home, fresh, opts); err != nil {
		return err
	}
	final := filepath.Join(home, clusterName)
	if err := os.Rename(fresh, final); err != nil {
		return fmt.Errorf("naming the new cluster: %w", err)
	}
	if home == dataDir {
		return nil
	}
	if err := os.Symlink(final, filepath.Join(dataDir, clusterName)); err != nil {
		return fmt.Errorf("linking to the new cluster: %w", err)
	}
	return nil
}

// removeUnfinished removes what it can of clusters that were never finished.
func removeUnfinished(home string) {
	// The pattern is well-formed. What stays takes room and does no harm.
	unfinished, _ := filepath.Glob(filepath.Join(home, newCluster+"*"))
	for _, dir := range unfinished {
		_ = os.RemoveAll(dir)
	}
}

// home returns the directory to make the cluster in: the data directory, or
// another one if the user PostgreSQL runs under can't get there.
func (c *cluster) home(ctx context.Context, dataDir string) (string, error) {
	if c.account == nil {
		return dataDir, nil
	}
	// The data directory is ours; letting others pass through shows nothing.
	if err := os.Chmod(dataDir, 0o711); err != nil {
		return "", fmt.Errorf("opening the data directory to user %s: %w", c.account.name, err)
	}
	if c.account.command(ctx, dataDir, c.binaries.program("postgres"), "--version").Run() == nil {
		return dataDir, nil
	}
	sum := sha256.Sum256([]byte(dataDir))
	home := filepath.Join(relocated, hex.EncodeToString(sum[:6]))
	if err := os.MkdirAll(home, 0o711); err != nil {
		return "", fmt.Errorf("user %s, who PostgreSQL runs under, can't reach %s: %w; choose another data directory", c.account.name, dataDir, err)
	}
	return home, os.RemoveAll(filepath.Join(home, clusterName))
}

func (c *cluster) initdb(ctx context.Context, home, dir string, opts Options) error {
	file, err := os.CreateTemp(home, passwordName+".*")
	if err != nil {
		return fmt.Errorf("handing the password to initdb: %w", err)
	}
	defer os.Remove(file.Name())
	_, err = file.WriteString(c.password + "\n")
	if err = errors.Join(err, file.Close(), c.account.own(file.Name())); err != nil {
		return fmt.Errorf("handing the password to initdb: %w", err)
	}
	args := []string{
		"--pgdata=" + dir, "--username=" + User, "--pwfile=" + file.Name(),
		"--auth=scram-sha-256", "--encoding=UTF8", "--no-instructions",
	}
	args = append(args, c.locale()...)
	if opts.Settings["fsync"] == "off" {
		args = append(args, "--no-sync")
	}
	out, err := c.account.command(ctx, dir, c.binaries.program("initdb"), args...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("initdb failed: %w\n%s", err, tail(out))
	}
	return nil
}

// locale asks for Unicode character classes and byte order for sorting, the
// same on every machine.
func (c *cluster) locale() []string {
	if c.binaries.major >= 17 {
		return []string{"--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"}
	}
	characters := "C.UTF-8"
	if runtime.GOOS == "darwin" {
		characters = "UTF-8"
	}
	return []string{"--locale=C", "--lc-ctype=" + characters}
}

// tail returns the last lines of a program's output.
func tail(out []byte) string {
	const lines = 10
	all := strings.Split(strings.TrimSpace(string(out)), "\n")
	return strings.Join(all[max(0, len(all)-lines):], "\n")
}
