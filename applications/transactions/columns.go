package transactions

import (
	"errors"
	"io"
	"strings"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/upload/reader"
)

// fileColumns are the columns of a file, and where they go.
var fileColumns = []struct {
	name, column string
	optional     bool
}{
	{"InvoiceNo", "invoice", false},
	{"StockCode", "code", false},
	{"Description", "description", true},
	{"Quantity", "quantity", false},
	{"InvoiceDate", "sold_at", false},
	{"UnitPrice", "price", false},
	{"CustomerID", "customer", false},
	{"Country", "country", true},
}

// lineColumns are the columns of sales_line, in the order that a lineSource
// gives their values in.
var lineColumns = []string{
	"file_id", "line", "problem",
	"invoice", "code", "description", "quantity", "sold_at", "price", "customer", "country",
}

// columnsOf returns where in a file's rows the values of fileColumns stand; -1:
// nowhere. Errors: INVALID at "file".
func columnsOf(header []reader.Column) ([]int, error) {
	columns := make([]int, len(fileColumns))
	var missing []string
	for i, want := range fileColumns {
		columns[i] = -1
		for j, column := range header {
			if strings.EqualFold(column.Header, want.name) {
				columns[i] = j
				break
			}
		}
		if columns[i] < 0 && !want.optional {
			missing = append(missing, want.name)
		}
	}
	if missing != nil {
		return nil, model.Invalid("file", "The first line must name the columns of the file; missing: %s.", strings.Join(missing, ", "))
	}
	return columns, nil
}

// lineSource gives the rows of a file to COPY, one after the other.
type lineSource struct {
	rows    *reader.Rows
	columns []int
	fileID  int64

	row    *reader.Row
	values []any
	err    error
}

// Next implements pgx.CopyFromSource.
func (s *lineSource) Next() bool {
	s.row, s.err = s.rows.Next()
	if errors.Is(s.err, io.EOF) {
		s.err = nil
		return false
	}
	return s.err == nil
}

// Values implements pgx.CopyFromSource.
func (s *lineSource) Values() ([]any, error) {
	s.values = append(s.values[:0], s.fileID, int64(s.row.Line), s.problem())
	for _, column := range s.columns {
		value := ""
		if len(s.row.Problems) == 0 && column >= 0 {
			value = strings.TrimSpace(s.row.Fields[column])
		}
		s.values = append(s.values, value)
	}
	return s.values, nil
}

// problem is the first problem of the line, if it has any.
func (s *lineSource) problem() string {
	if len(s.row.Problems) == 0 {
		return ""
	}
	p := s.row.Problems[0]
	if p.Column == "" {
		return p.Reason
	}
	return p.Column + ": " + p.Reason
}

// Err implements pgx.CopyFromSource.
func (s *lineSource) Err() error { return s.err }
