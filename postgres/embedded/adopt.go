//go:build unix

package embedded

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// orphanLimit is how long a left-over server that does not answer may take for
// a proper shutdown.
const orphanLimit = 30 * time.Second

// adopt deals with what an earlier run left: it returns the server if one runs
// and is good to use, and otherwise clears the way for a new one. It must only
// be called by the holder of the data directory's lock.
func adopt(ctx context.Context, c *cluster, opts Options) (*process, int, error) {
	file, err := readPIDFile(c.dir)
	if err != nil {
		return nil, 0, err
	}
	if file == nil || !isPostmaster(file.pid, c.dir) {
		return nil, 0, removeStale(c.dir)
	}
	left := adopted(file.pid, c.dir)
	fits := file.ready && (opts.Port == 0 || opts.Port == file.port)
	if fits && answers(ctx, serverURL(c.password, file.port, "postgres")) == nil {
		return left, file.port, nil
	}
	stopCtx, cancel := context.WithTimeout(ctx, orphanLimit)
	defer cancel()
	if err := left.stop(stopCtx); err != nil {
		return nil, 0, fmt.Errorf("stopping the PostgreSQL of an earlier run: %w", err)
	}
	return nil, 0, nil
}

// removeStale removes the process id of a server that is gone. PostgreSQL does
// so too, but not when another process has that id now.
func removeStale(cluster string) error {
	err := os.Remove(filepath.Join(cluster, "postmaster.pid"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("removing the process id of an earlier PostgreSQL: %w", err)
	}
	return nil
}
