package xlsx

import (
	"errors"
	"io"
)

// Rows are the rows of a sheet, in the order of the file.
type Rows struct {
	book   *Workbook
	body   io.ReadCloser
	s      *scanner
	row    Row
	text   []byte // what the row's cells hold, one after another
	value  []byte // of the cell in hand
	column int    // of the last cell
}

// Rows opens a sheet. Close it after use.
func (w *Workbook) Rows(sheet Sheet) (*Rows, error) {
	if err := w.readTexts(); err != nil {
		return nil, err
	}
	body, err := w.archive.open(sheet.part, w.archive.limits.Part)
	if err != nil {
		return nil, err
	}
	return &Rows{book: w, body: body, s: newScanner(body, sheet.part)}, nil
}

// Close closes the sheet.
func (r *Rows) Close() error { return r.body.Close() }

// Next returns the next row that the file describes, which may have no cells; io.EOF after
// the last. Errors: ErrTooLarge, *DamagedError, and those of the file.
func (r *Rows) Next() (*Row, error) {
	for {
		t, err := r.s.next()
		if errors.Is(err, io.EOF) {
			return nil, r.s.damaged("it is cut off")
		}
		if err != nil {
			return nil, err
		}
		switch {
		case string(t.name) == "row" && t.opens:
			return r.read(t)
		case string(t.name) == "sheetData" && t.closes:
			return nil, io.EOF
		}
	}
}

func (r *Rows) read(t tag) (*Row, error) {
	last := r.row.Number
	r.row = Row{Number: last + 1, Cells: r.row.Cells[:0]}
	if ref := t.attr("r"); ref != nil {
		n, ok := number(ref)
		if !ok || n <= last {
			return nil, r.s.damaged("row %d is followed by one with a lower number", last)
		}
		r.row.Number = n
	}
	r.text, r.column = r.text[:0], -1
	for !t.closes || string(t.name) != "row" {
		var err error
		if t, err = r.s.next(); errors.Is(err, io.EOF) {
			return nil, r.s.damaged("it is cut off")
		} else if err != nil {
			return nil, err
		}
		if string(t.name) == "c" && t.opens {
			if err := r.cell(t); err != nil {
				return nil, err
			}
		}
	}
	text := string(r.text)
	for i := range r.row.Cells {
		if cell := &r.row.Cells[i]; cell.end > 0 {
			cell.Text = text[cell.from:cell.end]
		}
	}
	return &r.row, nil
}

// cell reads a cell, and adds it to the row if it holds anything.
func (r *Rows) cell(t tag) error {
	column := r.column + 1
	if ref := t.attr("r"); ref != nil {
		var ok bool
		if column, _, ok = position(ref); !ok || column <= r.column {
			return r.s.damaged("row %d has cells out of order", r.row.Number)
		}
	}
	if column > MaxColumn {
		return r.s.damaged("row %d has too many cells", r.row.Number)
	}
	if r.column = column; t.closes {
		return nil
	}
	kind, style := kindOf(t.attr("t")), 0
	if n, ok := number(t.attr("s")); ok {
		style = n
	}
	r.value = r.value[:0]
	found, formula := false, false
	for {
		t, err := r.s.next()
		if errors.Is(err, io.EOF) {
			return r.s.damaged("it is cut off")
		}
		if err != nil {
			return err
		}
		switch {
		case string(t.name) == "c":
			r.add(column, kind, style, found, formula)
			return nil
		case string(t.name) == "f" && t.opens:
			formula = true
		case t.closes:
			// nothing in it, or its end
		case string(t.name) == "v":
			found = true
			r.value, err = r.s.text(r.value)
		case string(t.name) == "is":
			found = true
			r.value, err = r.s.rich(r.value, "is")
		}
		if errors.Is(err, io.EOF) {
			return r.s.damaged("it is cut off")
		}
		if err != nil {
			return err
		}
	}
}
