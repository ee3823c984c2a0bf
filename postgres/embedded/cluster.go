//go:build unix

package embedded

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// cluster is PostgreSQL's directory, the programs that fit it and the user they
// run under.
type cluster struct {
	dir      string
	binaries binaries
	account  *account
	password string
}

// prepareCluster finds the cluster of a data directory, or initializes it.
func prepareCluster(ctx context.Context, opts Options) (*cluster, error) {
	dir := filepath.Join(opts.DataDir, clusterName)
	major, err := clusterVersion(dir)
	if err != nil {
		return nil, err
	}
	existing := ""
	if major != 0 {
		existing = dir
	}
	acc, err := chooseAccount(existing)
	if err != nil {
		return nil, err
	}
	found, err := findBinaries(ctx, acc, opts.BinDir, major)
	if err != nil {
		return nil, err
	}
	c := &cluster{binaries: found, account: acc}
	if c.password, err = password(opts.DataDir, major == 0); err != nil {
		return nil, err
	}
	if major == 0 {
		opts.Logger.Info("Initializing the embedded PostgreSQL", "dir", dir, "version", found.major)
		if err := c.initialize(ctx, opts); err != nil {
			return nil, err
		}
	}
	// The data directory may link to a place that the account can reach.
	c.dir, err = filepath.EvalSymlinks(dir)
	if err != nil {
		return nil, fmt.Errorf("finding the cluster: %w", err)
	}
	return c, nil
}

// clusterVersion returns the major version of the PostgreSQL that made a
// cluster, 0 if there is no cluster.
func clusterVersion(dir string) (int, error) {
	content, err := os.ReadFile(filepath.Join(dir, "PG_VERSION"))
	if errors.Is(err, fs.ErrPermission) {
		return 0, fmt.Errorf("%s belongs to another user: %w; run as that user, or choose another data directory", dir, err)
	}
	if errors.Is(err, fs.ErrNotExist) {
		entries, err := os.ReadDir(dir)
		if err == nil && len(entries) > 0 {
			return 0, fmt.Errorf("%s exists, but holds no PostgreSQL cluster; move it away", dir)
		}
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("looking at the cluster: %w", err)
	}
	major, err := strconv.Atoi(strings.TrimSpace(string(content)))
	if err != nil {
		return 0, fmt.Errorf("%s is no cluster of a PostgreSQL that Sluice can run: %w", dir, err)
	}
	return major, nil
}

// password reads the password of the cluster, or makes one up for a new one.
func password(dataDir string, fresh bool) (string, error) {
	path := filepath.Join(dataDir, passwordName)
	content, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("reading the password of the embedded PostgreSQL: %w", err)
	}
	// It is empty if a first start was killed while it made the file.
	if found := strings.TrimSpace(string(content)); found != "" {
		return found, nil
	}
	if !fresh {
		return "", fmt.Errorf("%s is missing, and the cluster can't be opened without it; restore it, or move %s away to start with an empty database",
			path, filepath.Join(dataDir, clusterName))
	}
	made := rand.Text()
	if err := keep(path, made); err != nil {
		return "", fmt.Errorf("keeping the password of the embedded PostgreSQL: %w", err)
	}
	return made, nil
}

// keep writes a secret to a file so that it survives a power cut, as the cluster
// does that it opens.
func keep(path, secret string) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = file.WriteString(secret + "\n")
	return errors.Join(err, file.Sync(), file.Close())
}
