package reader

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/sluicehq/sluice/spreadsheet"
)

// Row is a row of a file. It is valid until the next one is read; its texts stay
// valid.
type Row struct {
	Line     int       // the line of the file that it starts on; the first line is 1
	Fields   []string  // a text for each column; of a row with Problems those that could be read, perhaps none
	Problems []Problem // why it can't be used as it is; none: it can

	raw []byte
}

// wholeLine is the Index of a problem that no single column has.
const wholeLine = -1

// Problem says what is wrong with a row.
type Problem struct {
	Index  int    `json:"index"`  // of the column that has it; -1: the whole row, or not known
	Column string `json:"column"` // the column's name; empty: the whole row, or not known
	Reason string `json:"reason"` // for people: what is wrong and what to do about it
}

// Good reports whether the field of a column could be read: all can in a row
// without Problems, and some in others.
func (r *Row) Good(column int) bool {
	for _, problem := range r.Problems {
		if problem.Index == column {
			return false
		}
	}
	return column < len(r.Fields)
}

// Original returns the text of the row as the file has it, in UTF-8 and without
// its line's end: of a line beyond Limits.Record the beginning, of a sheet the
// row's values as CSV.
func (r *Row) Original() string {
	if r.raw != nil {
		return strings.ToValidUTF8(string(r.raw), "\uFFFD")
	}
	return spreadsheet.Line(r.Fields)
}

// Rows are the rows of a file, one after another, in memory that depends on
// the Limits and not on the number of rows.
type Rows struct {
	ctx     context.Context
	format  Format
	records records
	source  *source
	counts  Counts
	row     Row
}

// Format returns the format that the rows are read with.
func (r *Rows) Format() Format { return r.format }

// Columns returns the columns of the rows. Don't change them.
func (r *Rows) Columns() []Column { return r.format.Columns }

// Counts returns what the lines read so far have become.
func (r *Rows) Counts() Counts { return r.counts }

// Close removes what was needed for reading. It does not close the file.
func (r *Rows) Close() error { return errors.Join(r.records.close(), r.source.close()) }

// Next returns the next row, or io.EOF after the last. Rows without any text are
// passed over and counted. A row that can't be used as it is has Problems, and
// the rows after it follow; any other error means that the file can't be read
// any further: the context's, INVALID for a damaged file, LIMIT, and those of
// the file.
func (r *Rows) Next() (*Row, error) {
	for {
		if err := r.ctx.Err(); err != nil {
			return nil, context.Cause(r.ctx)
		}
		rec, err := r.records.next()
		r.counts.Lines = int64(r.records.position())
		if errors.Is(err, io.EOF) && r.counts.Lines != r.counts.sum() {
			return nil, fmt.Errorf("the counts of lines don't add up: %+v", r.counts)
		}
		if err != nil {
			return nil, err
		}
		if r.counts.add(rec) {
			continue
		}
		r.row = Row{Line: rec.line, Fields: rec.fields, Problems: rec.problems, raw: rec.raw}
		for i := range rec.problems {
			if column := rec.problems[i].Index; column != wholeLine {
				rec.problems[i].Column = r.format.Columns[column].Name
			}
		}
		return &r.row, nil
	}
}
