package postgres

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Migration is one step of a schema: two files, NNNN_name.up.sql and
// NNNN_name.down.sql. Each direction runs in one transaction.
type Migration struct {
	Version  int
	Name     string
	Checksum string // of the up file
	up, down string
}

// String returns the migration's name as its files have it.
func (m Migration) String() string { return fmt.Sprintf("%04d_%s", m.Version, m.Name) }

var migrationFile = regexp.MustCompile(`^(\d{4})_([a-z0-9_]+)\.(up|down)\.sql$`)

// readMigrations reads the root of files, in order of version. Files that don't
// end in .sql are ignored; a misnamed or lonely one is an error.
func readMigrations(files fs.FS) ([]Migration, error) {
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		return nil, fmt.Errorf("listing migrations: %w", err)
	}
	byVersion := map[int]*Migration{}
	for _, name := range names {
		if err := addFile(byVersion, files, name); err != nil {
			return nil, fmt.Errorf("migration %s: %w", name, err)
		}
	}
	migrations := make([]Migration, 0, len(byVersion))
	for _, m := range byVersion {
		if m.up == "" || m.down == "" {
			return nil, fmt.Errorf("migration %s: both an up and a down file are needed, and neither may be empty", m)
		}
		migrations = append(migrations, *m)
	}
	slices.SortFunc(migrations, func(a, b Migration) int { return a.Version - b.Version })
	return migrations, nil
}

func addFile(byVersion map[int]*Migration, files fs.FS, name string) error {
	part := migrationFile.FindStringSubmatch(name)
	if part == nil {
		return errors.New("the name must look like 0001_first_step.up.sql or 0001_first_step.down.sql")
	}
	version, err := strconv.Atoi(part[1])
	if err != nil || version == 0 {
		return errors.New("versions start at 0001")
	}
	content, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	m := byVersion[version]
	if m == nil {
		m = &Migration{Version: version, Name: part[2]}
		byVersion[version] = m
	}
	if m.Name != part[2] {
		return fmt.Errorf("version %04d is also called %s", version, m.Name)
	}
	// A checkout with other line ends is still the same migration.
	sql := strings.ReplaceAll(string(content), "\r\n", "\n")
	if part[3] == "down" {
		m.down = sql
		return nil
	}
	m.up = sql
	sum := sha256.Sum256([]byte(sql))
	m.Checksum = hex.EncodeToString(sum[:])
	return nil
}
