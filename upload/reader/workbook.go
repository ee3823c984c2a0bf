package reader

import (
	"context"
	"errors"
	"strings"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/upload/reader/internal/xlsx"
)

// Sheet is a sheet of a workbook.
type Sheet struct {
	Name   string `json:"name"`
	Hidden bool   `json:"hidden"`
}

// workbook opens the file as a workbook, once.
func (s *source) workbook() (*xlsx.Workbook, error) {
	if s.book != nil {
		return s.book, nil
	}
	file, size, err := s.random()
	if err != nil {
		return nil, err
	}
	s.book, err = xlsx.Open(file, size, xlsx.Limits{Part: s.limits.Unpacked, Ratio: s.limits.Ratio, Texts: s.limits.Texts})
	return s.book, workbookError(err)
}

// workbookError words the errors of workbooks for people, and leaves others as
// they are.
func workbookError(err error) error {
	var damaged *xlsx.DamagedError
	switch {
	case err == nil, errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, xlsx.ErrTooLarge):
		return tooLarge()
	case errors.Is(err, xlsx.ErrNotWorkbook):
		return model.Invalid("file", "The file is a ZIP archive that is damaged or no XLSX workbook. Unpack it, or save it as XLSX.")
	case errors.As(err, &damaged):
		return model.Invalid("file", "The workbook is damaged. Open it in a spreadsheet program and save it again.")
	}
	return err
}

// findSheet returns the sheet of a name. Errors: INVALID.
func findSheet(book *xlsx.Workbook, name string) (xlsx.Sheet, error) {
	for _, sheet := range book.Sheets() {
		if sheet.Name == name {
			return sheet, nil
		}
	}
	return xlsx.Sheet{}, model.Invalid("sheet", "The workbook has no sheet of this name.")
}

// sheetRecords are the rows of a sheet. Rows without cells, which files need not
// mention, are blank.
type sheetRecords struct {
	book       *xlsx.Workbook
	rows       *xlsx.Rows
	width      int      // how many values a row has; 0: any number
	decimals   []string // what stands before the decimals of each column's numbers
	maxColumns int
	number     int // of the last row
	record     record
}

func newSheet(book *xlsx.Workbook, name string, columns []Column, limits Limits) (*sheetRecords, error) {
	sheet, err := findSheet(book, name)
	if err != nil {
		return nil, err
	}
	rows, err := book.Rows(sheet)
	if err != nil {
		return nil, workbookError(err)
	}
	return &sheetRecords{book: book, rows: rows, width: len(columns), decimals: decimals(columns), maxColumns: limits.Columns}, nil
}

func (s *sheetRecords) position() int { return s.number }

func (s *sheetRecords) close() error { return s.rows.Close() }

// next returns the next row that the file mentions; the rows that it passes
// over belong to it.
func (s *sheetRecords) next() (*record, error) {
	row, err := s.rows.Next()
	if err != nil {
		return nil, workbookError(err)
	}
	r := &s.record
	r.reset(row.Number)
	r.above = row.Number - s.number - 1
	s.number = row.Number
	for _, cell := range row.Cells {
		if cell.Column >= s.maxColumns {
			r.fields = r.fields[:0]
			r.bad(tooManyColumns(s.maxColumns))
			return r, nil
		}
		s.add(cell)
	}
	if s.width > 0 {
		s.fit()
	}
	return r, nil
}

func (s *sheetRecords) add(cell xlsx.Cell) {
	r := &s.record
	s.pad(cell.Column)
	r.fields = append(r.fields, pointTo(cell.Text, cell.Number, s.decimals, cell.Column))
	r.exact = append(r.exact, cell.Number)
	switch {
	case cell.Reason != "":
		r.badField(cell.Column, cell.Reason)
	case strings.IndexByte(cell.Text, 0) >= 0:
		r.badField(cell.Column, hasNUL)
	}
}

// pad adds empty values up to a column: cells without a value are not in the
// file.
func (s *sheetRecords) pad(column int) {
	for r := &s.record; len(r.fields) < column; {
		r.fields, r.exact = append(r.fields, ""), append(r.exact, false)
	}
}

func (s *sheetRecords) fit() {
	r := &s.record
	s.pad(s.width)
	for _, problem := range r.problems {
		if problem.Index >= s.width { // no column to blame
			r.problems = nil
			r.bad(problem.Reason)
			break
		}
	}
	r.fit(s.width)
}

// decimals returns what stands before the decimals of each column's numbers.
func decimals(columns []Column) []string {
	found := make([]string, len(columns))
	for i, column := range columns {
		found[i] = column.Decimal
	}
	return found
}

// pointTo writes a number as the rest of its column is written.
func pointTo(text string, isNumber bool, decimals []string, column int) string {
	if isNumber && column < len(decimals) && decimals[column] == Comma {
		return strings.Replace(text, Point, Comma, 1)
	}
	return text
}
