package embedded

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
)

// isPostmaster reports whether the process is alive and is the PostgreSQL
// server of the cluster; process ids are used again, above all in containers.
func isPostmaster(pid int, cluster string) bool {
	proc := fmt.Sprintf("/proc/%d", pid)
	stat, err := os.ReadFile(proc + "/stat")
	if err != nil {
		return false
	}
	// "pid (name) state …": a zombie has ended, though nobody collected it.
	name, rest, _ := bytes.Cut(stat, []byte(") "))
	if !bytes.HasSuffix(name, []byte("(postgres")) || bytes.HasPrefix(rest, []byte("Z")) {
		return false
	}
	// The server works in its cluster's directory.
	want, err := filepath.EvalSymlinks(cluster)
	if err != nil {
		return false
	}
	dir, err := os.Readlink(proc + "/cwd")
	return err == nil && dir == want
}
