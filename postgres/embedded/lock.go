//go:build unix

package embedded

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

// lock takes the data directory for this process. The kernel gives it back when
// the process ends, however it ends.
func lock(dataDir string) (*os.File, error) {
	path := filepath.Join(dataDir, lockName)
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, fmt.Errorf("locking the data directory: %w; choose a data directory that this user may write", err)
	}
	err = unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if err == nil {
		err = writePID(file)
	}
	if err == nil {
		return file, nil
	}
	defer file.Close()
	if !errors.Is(err, unix.EWOULDBLOCK) {
		return nil, fmt.Errorf("locking %s: %w", path, err)
	}
	holder, err := io.ReadAll(io.LimitReader(file, 20))
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	return nil, fmt.Errorf("%w: process %s already runs the PostgreSQL server of %s; stop it, or choose another data directory",
		ErrInUse, strings.TrimSpace(string(holder)), dataDir)
}

func writePID(file *os.File) error {
	if err := file.Truncate(0); err != nil {
		return err
	}
	_, err := file.WriteAt(fmt.Appendln(nil, os.Getpid()), 0)
	return err
}
