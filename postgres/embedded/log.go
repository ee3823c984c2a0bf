//go:build unix

package embedded

import (
	"fmt"
	"io"
	"os"
)

// maxLog is the size from which a log is put aside at a start.
const maxLog = 16 << 20

// openLog opens PostgreSQL's log for appending, and returns its end.
func openLog(path string) (*os.File, int64, error) {
	if info, err := os.Stat(path); err == nil && info.Size() > maxLog {
		if err := os.Rename(path, path+".1"); err != nil {
			return nil, 0, fmt.Errorf("putting PostgreSQL's log aside: %w", err)
		}
	}
	log, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, 0, fmt.Errorf("opening PostgreSQL's log: %w", err)
	}
	end, err := log.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, 0, fmt.Errorf("opening PostgreSQL's log: %w", err)
	}
	return log, end, nil
}

// logTail returns the last lines written after start.
func logTail(log *os.File, start int64) string {
	const limit = 1 << 20
	content, err := io.ReadAll(io.NewSectionReader(log, start, limit))
	if err != nil {
		return "(its log can't be read)"
	}
	return tail(content)
}
