package reader

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// errTooLong means that the lines in hand have more than MaxRecord bytes.
var errTooLong = errors.New("the line is too long")

// firstBuffer is what most files need; longer rows make it grow.
const firstBuffer = 64 << 10

// lines reads a file line by line and keeps what was not released, up to
// MaxRecord bytes.
type lines struct {
	src    io.Reader
	number int // of the first line that was not released

	buf  []byte // what was read
	from int    // up to where buf is released
	err  error  // what ended src; io.EOF for its end
}

// at returns the line that starts offset bytes after what was released, without
// its end, and the offset of the line after it. Errors: io.EOF, errTooLong, and
// those of src.
func (l *lines) at(offset int) (line []byte, next int, err error) {
	searched := offset
	for {
		rest := l.buf[l.from+searched:]
		if i := bytes.IndexByte(rest, '\n'); i >= 0 {
			next = searched + i + 1
			break
		}
		searched += len(rest)
		if searched >= MaxRecord {
			return nil, 0, errTooLong
		}
		if err := l.fill(); err == nil {
			continue
		} else if !errors.Is(err, io.EOF) || searched == offset {
			return nil, 0, err
		}
		next = searched // the last line, without an end
		break
	}
	if next > MaxRecord {
		return nil, 0, errTooLong
	}
	line = l.buf[l.from+offset : l.from+next]
	return bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r")), next, nil
}

// peek returns up to n bytes without reading past them.
func (l *lines) peek(n int) ([]byte, error) {
	for len(l.buf)-l.from < n {
		if err := l.fill(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
	}
	return l.buf[l.from:min(l.from+n, len(l.buf))], nil
}

// release gives n bytes up.
func (l *lines) release(n int) {
	l.number += bytes.Count(l.buf[l.from:l.from+n], []byte("\n"))
	l.from += n
}

// skip releases everything up to the next line's start, however far it is.
func (l *lines) skip() error {
	for {
		rest := l.buf[l.from:]
		if i := bytes.IndexByte(rest, '\n'); i >= 0 {
			l.release(i + 1)
			return nil
		}
		l.release(len(rest))
		if err := l.fill(); errors.Is(err, io.EOF) {
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
	if n > 0 {
		return nil
	}
	return l.err
}
