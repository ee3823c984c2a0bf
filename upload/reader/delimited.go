package reader

import (
	"bytes"
	"errors"
	"io"
	"strings"
)

// delimitedRecords reads delimited values as RFC 4180 describes them: text in
// quotes can hold delimiters, line ends and doubled quotes. Lines end with LF or
// CRLF.
//
// A quote inside a text that does not start with one is an ordinary character
// (5" pipe). Whatever could be meant in two ways makes a bad row: text after a
// closing quote, blanks before an opening one, a quote that is never closed,
// more or fewer values than there are columns. After a bad row that seems to
// span lines, reading goes on with its second line, so that a stray quote costs
// one line. encoding/csv can't do that, and reads on without bounds to find a
// closing quote.
type delimitedRecords struct {
	lines      *lines
	encoding   string
	delimiter  string
	quote      byte
	quotes     bool
	width      int // how many values a row has; 0: any number
	maxColumns int
	parser     parser
	record     record
}

func newDelimited(text io.Reader, f Format, width int, limits Limits) *delimitedRecords {
	d := &delimitedRecords{
		lines:      newLines(text, limits.Record),
		encoding:   f.Encoding,
		delimiter:  f.Delimiter,
		quotes:     f.Quote != NoQuote,
		width:      width,
		maxColumns: limits.Columns,
	}
	if d.quotes {
		d.quote = f.Quote[0]
		d.parser = parser{delimiter: f.Delimiter[0], quote: d.quote}
	}
	return d
}

func (d *delimitedRecords) position() int { return d.lines.number - 1 }

func (d *delimitedRecords) close() error { return nil }

func (d *delimitedRecords) next() (*record, error) {
	r := &d.record
	r.reset(d.lines.number)
	line, err := d.lines.at(0)
	switch {
	case errors.Is(err, errTooLong):
		return r, tooLongLine(d.lines, r)
	case err != nil:
		return nil, err
	case r.line == 1 && declared(line) == d.delimiter:
		d.lines.release(len(line), 1) // for spreadsheet programs, and no row
		return r, nil
	case d.quotes && bytes.IndexByte(line, d.quote) >= 0:
		return r, d.cutQuoted(line)
	}
	d.cut(line)
	return r, nil
}

// cut makes the record of a line without quotes.
func (d *delimitedRecords) cut(line []byte) {
	r := &d.record
	d.lines.release(len(line), 1)
	r.raw, _ = withoutEnd(line)
	rest := string(r.raw)
	for len(r.fields) <= d.maxColumns {
		i := strings.IndexByte(rest, d.delimiter[0])
		if i < 0 {
			r.fields = append(r.fields, rest)
			break
		}
		r.fields = append(r.fields, rest[:i])
		rest = rest[i+1:]
	}
	d.finish()
}

// cutQuoted makes the record of a line with quotes, and of those after it that
// belong to it.
func (d *delimitedRecords) cutQuoted(line []byte) error {
	r, first, length := &d.record, len(line), len(line)
	d.parser.reset()
	reason := d.parser.feed(line)
	for reason == "" && d.parser.open() {
		more, err := d.lines.at(length)
		if errors.Is(err, io.EOF) || errors.Is(err, errTooLong) {
			reason = unclosed
			break
		}
		if err != nil {
			return err
		}
		length += len(more)
		r.lines++
		reason = d.parser.feed(more)
	}
	if reason == "" {
		r.fields = d.parser.appendFields(r.fields)
		r.raw, _ = withoutEnd(d.lines.held(length))
		d.finish()
	}
	if reason != "" || r.lines > 1 && len(r.problems) > 0 && r.problems[0].Index == wholeLine {
		d.resume(first, reason)
		return nil
	}
	d.lines.release(length, r.lines)
	return nil
}

// resume makes a bad record of the first line alone; the next one starts on the
// second line.
func (d *delimitedRecords) resume(first int, reason string) {
	r := &d.record
	r.raw, _ = withoutEnd(d.lines.held(first))
	r.lines, r.fields = 1, r.fields[:0]
	if reason != "" {
		r.problems = append(r.problems[:0], Problem{Index: wholeLine, Reason: reason})
		if column := len(d.parser.ends); column < d.width {
			r.problems[0].Index = column
		}
	}
	d.lines.release(first, 1)
}

// finish checks the values of the record.
func (d *delimitedRecords) finish() {
	r := &d.record
	if len(r.fields) > d.maxColumns {
		r.fields = r.fields[:0]
		r.bad(tooManyColumns(d.maxColumns))
		return
	}
	if d.width > 0 && len(r.fields) != d.width && !r.blank() {
		r.fit(d.width)
	}
	checkText(r, d.encoding)
}
