package reader

import (
	"io"
	"strconv"

	"github.com/sluicehq/sluice/spreadsheet"
)

// Rejects writes the lines that were rejected as CSV: line, column, reason and
// original text. No text in it is taken for a formula by spreadsheet programs.
type Rejects struct{ out *spreadsheet.Writer }

// NewRejects returns a writer to out, and writes the header. Flush it in the
// end.
func NewRejects(out io.Writer) (*Rejects, error) {
	r := &Rejects{out: spreadsheet.NewWriter(out)}
	return r, r.out.Write("line", "column", "reason", "original")
}

// Write writes a line, for one reason. The column is empty if it is the whole
// line's.
func (r *Rejects) Write(line int, column, reason, original string) error {
	return r.out.Write(strconv.Itoa(line), column, reason, original)
}

// WriteRow writes all problems of a row, each as a line.
func (r *Rejects) WriteRow(row *Row) error {
	for _, problem := range row.Problems {
		if err := r.Write(row.Line, problem.Column, problem.Reason, row.Original()); err != nil {
			return err
		}
	}
	return nil
}

// Flush writes what is still held back, and returns the first error of all
// writing.
func (r *Rejects) Flush() error { return r.out.Flush() }
