//go:build unix

package embedded

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// pidFile is what a running PostgreSQL says about itself in postmaster.pid.
type pidFile struct {
	pid   int
	port  int // 0 while it starts
	ready bool
}

// The lines of postmaster.pid.
const (
	pidLine    = 0
	portLine   = 3
	statusLine = 7
)

// readPIDFile returns nil if there is no such file.
func readPIDFile(cluster string) (*pidFile, error) {
	content, err := os.ReadFile(filepath.Join(cluster, "postmaster.pid"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading PostgreSQL's process id: %w", err)
	}
	lines := strings.Split(string(content), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(lines[pidLine]))
	if err != nil || pid <= 0 {
		// Cut off by a crash of the machine: nothing runs.
		return nil, nil
	}
	file := &pidFile{pid: pid}
	if len(lines) > portLine {
		// Not written yet or unreadable counts as 0.
		file.port, _ = strconv.Atoi(strings.TrimSpace(lines[portLine]))
	}
	file.ready = len(lines) > statusLine && strings.TrimSpace(lines[statusLine]) == "ready"
	return file, nil
}
