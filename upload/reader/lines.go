package reader

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// errTooLong means that the lines in hand have more bytes than allowed.
var errTooLong = errors.New("the line is too long")

// firstBuffer is what most files need; longer rows make it grow.
const firstBuffer = 64 << 10

// lines reads a text line by line and keeps what was not released, up to max
// bytes.
type lines struct {
	src    io.Reader
	max    int
	number int // of the first line that was not released

	buf  []byte // what was read
	from int    // up to where buf is released
	err  error  // what ended src; io.EOF for its end
}

func newLines(src io.Reader, maxRecord int) *lines {
	return &lines{src: src, max: maxRecord, number: 1}
}

// at returns the line that starts offset bytes after what was released, with its
// end, if it has one. It is valid until the next call but for skip. Errors:
// io.EOF, errTooLong, and those of src.
func (l *lines) at(offset int) ([]byte, error) {
	searched := offset
	for {
		rest := l.buf[l.from+searched:]
		if i := bytes.IndexByte(rest, '\n'); i >= 0 {
			searched += i + 1
			break
		}
		searched += len(rest)
		if searched > l.max {
			return nil, errTooLong
		}
		if err := l.fill(); err == nil {
			continue
		} else if !errors.Is(err, io.EOF) || searched == offset {
			return nil, err
		}
		break // the last line, without an end
	}
	if searched > l.max {
		return nil, errTooLong
	}
	return l.buf[l.from+offset : l.from+searched], nil
}

// held returns up to n bytes of what was read and not released.
func (l *lines) held(n int) []byte { return l.buf[l.from:min(l.from+n, len(l.buf))] }

// release gives n bytes up, which are so many lines.
func (l *lines) release(n, lines int) {
	l.from += n
	l.number += lines
}

// skip releases everything up to the next line's start, however far it is.
func (l *lines) skip() error {
	for {
		rest := l.buf[l.from:]
		if i := bytes.IndexByte(rest, '\n'); i >= 0 {
			l.release(i+1, 1)
			return nil
		}
		l.release(len(rest), 0)
		if err := l.fill(); errors.Is(err, io.EOF) {
			l.number++
			return nil
		} else if err != nil {
			return err
		}
	}
}

// fill reads on, into room that it makes.
func (l *lines) fill() error {
	if l.err != nil {
		return l.err
	}
	l.buf, l.from = append(l.buf[:0], l.buf[l.from:]...), 0
	if len(l.buf) == cap(l.buf) {
		l.buf = append(make([]byte, 0, max(firstBuffer, 2*cap(l.buf))), l.buf...)
	}
	n, err := l.src.Read(l.buf[len(l.buf):cap(l.buf)])
	l.buf = l.buf[:len(l.buf)+n]
	switch {
	case errors.Is(err, io.EOF):
		l.err = io.EOF
	case err != nil:
		l.err = fmt.Errorf("reading the file: %w", err)
	}
	if n > 0 || err == nil {
		return nil
	}
	return l.err
}

// withoutEnd returns a line without its end, and the end.
func withoutEnd(line []byte) (text, end []byte) {
	n := len(line)
	if n > 0 && line[n-1] == '\n' {
		n--
		if n > 0 && line[n-1] == '\r' {
			n--
		}
	} else if n > 0 && line[n-1] == '\r' { // half an end, at the end of the file
		n--
	}
	return line[:n], line[n:]
}
