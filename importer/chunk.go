package importer

import (
	"context"
	"errors"
	"io"
	"slices"

	"github.com/sluicehq/sluice/upload/reader"
)

// chunk is a run of lines that are written together.
type chunk struct {
	lines []line
	bad   []BadLine
	last  int // the number of the last line
}

// line is a line whose values can be stored, one for each column.
type line struct {
	number   int
	values   []string
	original string
}

func (c *chunk) size() int { return len(c.lines) + len(c.bad) }

// read returns the next lines, size at most; none at the end of the file. When
// the context of the rows ends, they are the lines that were read before.
func read(rows *reader.Rows, columns []column, size int) (*chunk, error) {
	c := &chunk{}
	for c.size() < size {
		row, err := rows.Next()
		if errors.Is(err, io.EOF) || errors.Is(err, context.Canceled) && c.size() > 0 {
			break
		}
		if err != nil {
			return nil, err
		}
		c.last = row.Line
		if len(row.Problems) > 0 {
			c.reject(row, row.Problems[0].Column, row.Problems[0].Reason)
			continue
		}
		c.add(row, columns)
	}
	return c, nil
}

// add takes a row in, or rejects it for the first value that can't be stored.
func (c *chunk) add(row *reader.Row, columns []column) {
	values := make([]string, len(columns))
	for i, column := range columns {
		value, reason := column.check(row.Fields[column.index])
		if reason != "" {
			c.reject(row, column.Name, reason)
			return
		}
		values[i] = value
	}
	c.lines = append(c.lines, line{number: row.Line, values: values, original: row.Original()})
}

func (c *chunk) reject(row *reader.Row, column, reason string) {
	c.bad = append(c.bad, BadLine{Line: row.Line, Column: column, Reason: reason, Original: row.Original()})
}

// originals fills in the original texts of lines of the chunk.
func (c *chunk) originals(bad []BadLine) {
	for i := range bad {
		at, found := slices.BinarySearchFunc(c.lines, bad[i].Line, func(l line, number int) int { return l.number - number })
		if found {
			bad[i].Original = c.lines[at].original
		}
	}
}
