//go:build unix

package embedded

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// rootCache is where root keeps what other users have to read.
const rootCache = "/var/cache/sluice"

// cachePackage copies the npm package in dir to where every user can read it,
// unless that was done before, and returns the copy.
func cachePackage(dir string) (string, error) {
	version, err := packageVersion(dir)
	if err != nil {
		return "", err
	}
	cache := rootCache
	if os.Geteuid() != 0 {
		user, err := os.UserCacheDir()
		if err != nil {
			return "", fmt.Errorf("finding a place for a copy of PostgreSQL: %w", err)
		}
		cache = filepath.Join(user, "sluice")
	}
	copied := filepath.Join(cache, filepath.Base(dir)+"-"+version)
	if _, err := os.Stat(copied); err == nil {
		return copied, nil
	}
	if err := copyWhole(dir, copied); err != nil {
		return "", fmt.Errorf("copying PostgreSQL to %s: %w", copied, err)
	}
	return copied, nil
}

func packageVersion(dir string) (string, error) {
	content, err := os.ReadFile(filepath.Join(dir, "package.json"))
	if err != nil {
		return "", fmt.Errorf("reading the npm package of PostgreSQL: %w", err)
	}
	var about struct{ Version string }
	if err := json.Unmarshal(content, &about); err != nil {
		return "", fmt.Errorf("reading the npm package of PostgreSQL: %w", err)
	}
	if about.Version == "" || !filepath.IsLocal(about.Version) {
		return "", errors.New("the npm package of PostgreSQL has no usable version")
	}
	return about.Version, nil
}

// copyWhole copies a directory so that target appears complete or not at all,
// even if several processes do it at once.
func copyWhole(source, target string) error {
	parent := filepath.Dir(target)
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return err
	}
	temp, err := os.MkdirTemp(parent, filepath.Base(target)+".*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	if err := os.CopyFS(temp, os.DirFS(source)); err != nil {
		return err
	}
	if err := makeReadable(temp); err != nil {
		return err
	}
	err = os.Rename(temp, target)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	return err
}

// makeReadable lets everybody read a directory, whatever the umask.
func makeReadable(dir string) error {
	return filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.Type() == fs.ModeSymlink {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		mode := info.Mode().Perm() | 0o444
		if entry.IsDir() || mode&0o100 != 0 {
			mode |= 0o111
		}
		return os.Chmod(path, mode)
	})
}
