package importer

import (
	"errors"
	"io"

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
	number int
	values []string
}

func (c *chunk) size() int { return len(c.lines) + len(c.bad) }

// read returns the next lines, size at most; none at the end of the file.
func read(rows reader.Rows, columns []column, size int) (*chunk, error) {
	c := &chunk{}
	for c.size() < size {
		row, err := rows.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		c.last = row.Line
		if row.Problem != nil {
			c.reject(row.Line, row.Problem.Column, row.Problem.Reason)
			continue
		}
		c.add(row, columns)
	}
	return c, nil
}

// add takes a row in, or rejects it for the first value that can't be stored.
func (c *chunk) add(row reader.Row, columns []column) {
	values := make([]string, len(columns))
	for i, column := range columns {
		value, reason := column.check(row.Fields[column.index])
		if reason != "" {
			c.reject(row.Line, column.header, reason)
			return
		}
		values[i] = value
	}
	c.lines = append(c.lines, line{number: row.Line, values: values})
}

func (c *chunk) reject(number int, column, reason string) {
	c.bad = append(c.bad, BadLine{Line: number, Column: column, Reason: reason})
}
