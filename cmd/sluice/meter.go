package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"golang.org/x/term"
)

// meterInterval keeps the line readable.
const meterInterval = 100 * time.Millisecond

// meter shows how far something has come, on a line that is written over. On
// anything but a terminal it shows nothing.
type meter struct {
	terminal io.Writer // nil: none
	shown    time.Time
}

func (s *session) meter() *meter {
	if file, ok := s.err.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		return &meter{terminal: file}
	}
	return &meter{}
}

// clearLine returns to the start of the line and erases it.
const clearLine = "\r\x1b[K"

func (m *meter) show(format string, args ...any) {
	if m.terminal == nil || time.Since(m.shown) < meterInterval {
		return
	}
	m.shown = time.Now()
	_, _ = fmt.Fprintf(m.terminal, clearLine+format, args...)
}

// end takes the line away.
func (m *meter) end() {
	if m.terminal != nil && !m.shown.IsZero() {
		_, _ = io.WriteString(m.terminal, clearLine)
	}
}
