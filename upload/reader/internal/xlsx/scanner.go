package xlsx

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// maxTag is how long a tag can be, and maxText a cell's text, in bytes. Excel
// allows a cell 32,767 characters.
const (
	maxTag  = 64 << 10
	maxText = 1 << 20
)

// scanner cuts XML into tags and text. It knows what sheets consist of and no
// more: it checks no nesting, and refuses document types and their entities.
// encoding/xml makes several allocations of each tag, and a sheet has millions.
type scanner struct {
	src       io.Reader
	part      string
	buf       []byte
	from, end int
}

func newScanner(src io.Reader, part string) *scanner {
	return &scanner{src: src, part: part, buf: make([]byte, 2*maxTag)}
}

// tag is what stands between < and >. It is valid until the scanner moves on.
type tag struct {
	name   []byte // without the prefix of a namespace
	attrs  []byte
	opens  bool // <name> or <name/>
	closes bool // </name> or <name/>
}

// next skips text and returns the next tag; io.EOF after the last.
func (s *scanner) next() (tag, error) {
	for {
		if err := s.skipTo('<'); err != nil {
			return tag{}, err
		}
		inside, err := s.inside()
		if err != nil {
			return tag{}, err
		}
		switch inside[0] {
		case '?':
			continue
		case '!':
			if bytes.HasPrefix(inside, []byte("![CDATA[")) || bytes.HasPrefix(inside, []byte("!--")) {
				continue
			}
			return tag{}, s.damaged("it has a document type")
		}
		return parseTag(inside), nil
	}
}

func parseTag(inside []byte) tag {
	t := tag{opens: true}
	if inside[0] == '/' {
		t.opens, t.closes, inside = false, true, inside[1:]
	} else if inside[len(inside)-1] == '/' {
		t.closes, inside = true, inside[:len(inside)-1]
	}
	t.name = inside
	for i, char := range inside {
		if isBlank(char) {
			t.name, t.attrs = inside[:i], inside[i+1:]
			break
		}
	}
	if i := bytes.IndexByte(t.name, ':'); i >= 0 {
		t.name = t.name[i+1:]
	}
	return t
}

// attr returns an attribute's value as it is written, or nil.
func (t tag) attr(name string) []byte {
	rest := t.attrs
	for {
		equals := bytes.IndexByte(rest, '=')
		if equals < 0 {
			return nil
		}
		key := bytes.TrimSpace(rest[:equals])
		for rest = rest[equals+1:]; len(rest) > 0 && isBlank(rest[0]); {
			rest = rest[1:]
		}
		if len(rest) == 0 {
			return nil
		}
		length := bytes.IndexByte(rest[1:], rest[0])
		if length < 0 {
			return nil
		}
		if string(key) == name {
			return rest[1 : 1+length]
		}
		rest = rest[length+2:]
	}
}

func isBlank(char byte) bool { return char == ' ' || char == '\t' || char == '\n' || char == '\r' }

// text appends the text up to the next tag to dst, with references resolved.
func (s *scanner) text(dst []byte) ([]byte, error) {
	start := len(dst)
	for {
		if s.from == s.end {
			if err := s.fill(); err != nil {
				return dst, err
			}
		}
		rest := s.buf[s.from:s.end]
		i := bytes.IndexByte(rest, '<')
		if i < 0 {
			dst, s.from = append(dst, rest...), s.end
		} else {
			dst, s.from = append(dst, rest[:i]...), s.from+i
		}
		if len(dst)-start > maxText {
			return dst, s.damaged("a text is longer than 1 MB")
		}
		if i < 0 {
			continue
		}
		dst = resolve(dst, start)
		more, err := s.section(&dst)
		if err != nil || !more {
			return dst, err
		}
		start = len(dst)
	}
}

// section appends a CDATA section or skips a comment, and reports whether there
// was one to deal with.
func (s *scanner) section(dst *[]byte) (bool, error) {
	for s.end-s.from < 9 {
		if err := s.fill(); err != nil {
			break // a tag that is not whole is found by next
		}
	}
	rest := s.buf[s.from:s.end]
	data := bytes.HasPrefix(rest, []byte("<![CDATA["))
	if !data && !bytes.HasPrefix(rest, []byte("<!--")) {
		return false, nil
	}
	s.from++
	inside, err := s.inside()
	if err == nil && data {
		*dst = append(*dst, inside[8:len(inside)-2]...)
	}
	return true, err
}

// inside returns what stands between the < that was just read and its >.
func (s *scanner) inside() ([]byte, error) {
	for searched := 0; ; {
		rest := s.buf[s.from:s.end]
		for {
			i := bytes.IndexByte(rest[searched:], '>')
			if i < 0 {
				searched = len(rest)
				break
			}
			length := searched + i
			if length > 0 && ends(rest[:length]) {
				s.from += length + 1
				return rest[:length], nil
			}
			searched = length + 1
		}
		if len(rest) >= maxTag {
			return nil, s.damaged("a tag is longer than 64 KB")
		}
		if err := s.fill(); errors.Is(err, io.EOF) {
			return nil, s.damaged("it is cut off")
		} else if err != nil {
			return nil, err
		}
	}
}

// ends reports whether the > after inside ends it: comments, sections and
// quoted values can hold one.
func ends(inside []byte) bool {
	switch {
	case bytes.HasPrefix(inside, []byte("!--")):
		return len(inside) >= 5 && bytes.HasSuffix(inside, []byte("--"))
	case bytes.HasPrefix(inside, []byte("![CDATA[")):
		return bytes.HasSuffix(inside, []byte("]]")) && len(inside) >= 10
	}
	return bytes.Count(inside, []byte{'"'})%2 == 0
}

// skipTo moves behind the next char.
func (s *scanner) skipTo(char byte) error {
	for {
		if i := bytes.IndexByte(s.buf[s.from:s.end], char); i >= 0 {
			s.from += i + 1
			return nil
		}
		s.from = s.end
		if err := s.fill(); err != nil {
			return err
		}
	}
}

// fill reads on, and makes room for it.
func (s *scanner) fill() error {
	if s.from > 0 {
		s.end = copy(s.buf, s.buf[s.from:s.end])
		s.from = 0
	}
	for range 100 { // as often as bufio tries
		n, err := s.src.Read(s.buf[s.end:])
		s.end += n
		if n > 0 {
			return nil
		}
		if err != nil {
			return err
		}
	}
	return io.ErrNoProgress
}

func (s *scanner) damaged(format string, args ...any) error {
	return &DamagedError{Part: s.part, What: fmt.Sprintf(format, args...)}
}
