//go:build unix && !linux

package embedded

import (
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// isPostmaster reports whether the process is alive and is a PostgreSQL server;
// process ids are used again.
func isPostmaster(pid int, _ string) bool {
	out, err := exec.Command("ps", "-o", "stat=,comm=", "-p", strconv.Itoa(pid)).Output()
	if err != nil {
		return false
	}
	// A zombie has ended, though nobody collected it.
	state, name, _ := strings.Cut(strings.TrimSpace(string(out)), " ")
	return !strings.HasPrefix(state, "Z") && filepath.Base(strings.TrimSpace(name)) == "postgres"
}
