package reader

import (
	"fmt"
	"strings"
)

// records cut a file into records, in the way of its kind.
type records interface {
	// next returns the next record, valid until the next call, or io.EOF after
	// the last. What it can't make sense of is a record with problems; other
	// errors mean that the file can't be read any further.
	next() (*record, error)

	// position returns how many lines of the file have been read.
	position() int

	close() error
}

// record is what rows are made of. It can be blank.
type record struct {
	line     int      // that it starts on
	lines    int      // how many it consists of
	above    int      // how many blank ones the file does not mention before it
	fields   []string // as many as could be read
	exact    []bool   // which fields are numbers with a point before their decimals, whatever the notation; nil: not known
	problems []Problem
	raw      []byte // the original text; nil: the file has none
}

func (r *record) reset(line int) {
	*r = record{line: line, lines: 1, fields: r.fields[:0], exact: r.exact[:0], problems: r.problems[:0]}
}

// bad adds a problem of the whole record; the fields are what is good of it.
func (r *record) bad(reason string) {
	r.problems = append(r.problems, Problem{Index: wholeLine, Reason: reason})
}

// badField adds a problem of a field, and empties it.
func (r *record) badField(i int, reason string) {
	r.problems = append(r.problems, Problem{Index: i, Reason: reason})
	r.fields[i] = ""
}

// blank reports whether there is nothing in the record.
func (r *record) blank() bool {
	if len(r.problems) > 0 {
		return false
	}
	for _, field := range r.fields {
		if strings.TrimSpace(field) != "" {
			return false
		}
	}
	return true
}

// fit makes the record as wide as the file, unless there are too few or too many
// values. Empty values too many don't count.
func (r *record) fit(width int) {
	n := len(r.fields)
	for n > width && r.fields[n-1] == "" {
		n--
	}
	if n > width || n < width {
		r.bad(fmt.Sprintf("The line should have as many values as the file has columns, %d; it has %d.", width, n))
	}
	r.fields = r.fields[:min(n, width)]
}
