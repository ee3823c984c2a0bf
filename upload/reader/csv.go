package reader

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/sluicehq/sluice/model"
)

// The bounds of a file of comma-separated values.
const (
	MaxRecord  = 1 << 20 // bytes of a row
	MaxColumns = 1000
)

// CSVOptions say how a file of comma-separated values is written.
type CSVOptions struct {
	Comma byte // what stands between values, an ASCII character; default: a comma
}

// CSV reads comma-separated values as RFC 4180 describes them: text in quotes
// can hold commas, line ends and doubled quotes. Text is UTF-8, with or without
// a byte order mark; lines end with LF or CRLF.
//
// A quote inside a text that does not start with one is an ordinary character
// (5" pipe). Whatever could be meant in two ways makes a bad row: text after a
// closing quote, blanks before an opening one, a quote that is never closed,
// more or fewer values than the header has. After a bad row that seems to span
// lines, reading goes on with its second line, so that a stray quote costs one
// line. encoding/csv can't do that, and reads on without bounds to find a
// closing quote.
type CSV struct {
	lines  *lines
	parser parser
	header []string
	fields []string
}

var _ Rows = (*CSV)(nil)

// NewCSV reads the header and returns the rows below it. Errors: INVALID if
// there is no usable header.
func NewCSV(file io.Reader, opts CSVOptions) (*CSV, error) {
	if opts.Comma == 0 {
		opts.Comma = ','
	}
	if opts.Comma == '"' || opts.Comma < ' ' && opts.Comma != '\t' || opts.Comma >= utf8.RuneSelf {
		return nil, model.Invalid("comma", "The delimiter must be a single character such as a comma, a semicolon or a tab.")
	}
	c := &CSV{lines: &lines{src: file, number: 1}, parser: parser{comma: opts.Comma}}
	if err := c.skipMark(); err != nil {
		return nil, err
	}
	row, err := c.next()
	switch {
	case errors.Is(err, io.EOF):
		return nil, model.Invalid("file", "The file is empty. Its first line must name the columns.")
	case err != nil:
		return nil, err
	case row.Problem != nil:
		return nil, model.Invalid("file", "The first line must name the columns, but it can't be read: %s", row.Problem.Reason)
	}
	for _, name := range row.Fields {
		c.header = append(c.header, strings.TrimSpace(name))
	}
	return c, nil
}

// Header implements Rows.
func (c *CSV) Header() []string { return c.header }

// Next implements Rows.
func (c *CSV) Next() (Row, error) {
	row, err := c.next()
	if err != nil || row.Problem != nil || len(row.Fields) == len(c.header) {
		return row, err
	}
	return bad(row.Line, "", fmt.Sprintf("The line should have as many values as the header has columns, %d; it has %d.",
		len(c.header), len(row.Fields))), nil
}

// next returns the next row that has any text.
func (c *CSV) next() (Row, error) {
	for {
		row, err := c.record()
		if err != nil || row.Problem != nil || !c.parser.blank() {
			return row, err
		}
	}
}

// record reads one row, and releases its lines: all of them, or only the first
// if the row is bad.
func (c *CSV) record() (Row, error) {
	number := c.lines.number
	first, next, err := c.lines.at(0)
	if errors.Is(err, errTooLong) {
		return bad(number, "", tooLong), c.lines.skip()
	}
	if err != nil {
		return Row{}, err
	}
	afterFirst := next
	c.parser.reset()
	for line := first; ; {
		if reason := c.parser.feed(line); reason != "" {
			c.lines.release(afterFirst)
			return bad(number, c.column(), reason), nil
		}
		if !c.parser.open() {
			break
		}
		line, next, err = c.lines.at(next)
		if errors.Is(err, io.EOF) || errors.Is(err, errTooLong) {
			c.lines.release(afterFirst)
			return bad(number, c.column(), unclosed), nil
		}
		if err != nil {
			return Row{}, err
		}
	}
	c.lines.release(next)
	if !utf8.Valid(c.parser.text) {
		return bad(number, c.invalidColumn(), notUTF8), nil
	}
	c.fields = c.parser.appendFields(c.fields[:0])
	return Row{Line: number, Fields: c.fields}, nil
}

// The reasons that are told in more than one place, or are long.
const (
	tooLong  = "The line is longer than 1 MB."
	unclosed = "A quote is opened here and never closed. Close it, or write the text without it."
	notUTF8  = "The text is not UTF-8. Save the file with the encoding UTF-8."
)

func bad(line int, column, reason string) Row {
	return Row{Line: line, Problem: &Problem{Column: column, Reason: reason}}
}

// column is the name of the column that the parser is in.
func (c *CSV) column() string { return c.name(len(c.parser.ends)) }

func (c *CSV) invalidColumn() string {
	from := 0
	for i, end := range c.parser.ends {
		if !utf8.Valid(c.parser.text[from:end]) {
			return c.name(i)
		}
		from = end
	}
	return ""
}

func (c *CSV) name(column int) string {
	if column < len(c.header) {
		return c.header[column]
	}
	return ""
}

// skipMark skips a byte order mark, and refuses those of other encodings.
func (c *CSV) skipMark() error {
	start, err := c.lines.peek(3)
	switch {
	case err != nil:
		return err
	case bytes.Equal(start, []byte("\xef\xbb\xbf")):
		c.lines.release(3)
	case bytes.HasPrefix(start, []byte("\xff\xfe")), bytes.HasPrefix(start, []byte("\xfe\xff")):
		return model.Invalid("file", "The file's encoding is UTF-16. Save it with the encoding UTF-8.")
	}
	return nil
}
