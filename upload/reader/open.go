package reader

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/sluicehq/sluice/model"
)

// Open reads a file with exactly the given format, as Inspect has found it out,
// within DefaultLimits.
func Open(ctx context.Context, file io.Reader, f Format) (*Rows, error) {
	return DefaultLimits.Open(ctx, file, f)
}

// Open reads a file with exactly the given format; nothing is detected. A file
// in which other columns are named than in the format is refused. The file is
// read from where it stands; a workbook is read in place if the file is an
// io.ReaderAt and io.Seeker, and else from a temporary copy. Close the rows
// after use, and the file after them. Errors: INVALID at a field of the format
// or at "file", LIMIT, and those of the file.
func (l Limits) Open(ctx context.Context, file io.Reader, f Format) (*Rows, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	s, err := newSource(ctx, file, f.Compression, l, 0)
	if err != nil {
		return nil, err
	}
	rows, err := s.open(f)
	if err != nil {
		return nil, errors.Join(err, s.close())
	}
	return rows, nil
}

// Read inspects the start of a file and reads on from there, for files that can
// be read only once. It is the caller's to show the inspection. The rest is as
// with Inspect and Open.
func Read(ctx context.Context, file io.Reader, overrides Format) (*Rows, *Inspection, error) {
	s, err := newSource(ctx, file, overrides.Compression, DefaultLimits, sampleBytes)
	if err != nil {
		return nil, nil, err
	}
	inspection, err := s.inspect(overrides, false)
	if err == nil {
		var rows *Rows
		if rows, err = s.open(inspection.Format); err == nil {
			return rows, inspection, nil
		}
	}
	return nil, nil, errors.Join(err, s.close())
}

func (s *source) open(f Format) (*Rows, error) {
	f.Columns = f.Resolved()
	r := &Rows{ctx: s.ctx, format: f, source: s}
	var err error
	if f.Kind == XLSX {
		book, err := s.workbook()
		if err != nil {
			return nil, err
		}
		if r.records, err = newSheet(book, f.Sheet, f.Columns, s.limits); err != nil {
			return nil, err
		}
	} else {
		r.records = textRecords(decoded(s.plain, f), f, f.Columns, s.limits)
	}
	if err = r.begin(); err != nil {
		return nil, errors.Join(err, r.records.close())
	}
	return r, nil
}

// textRecords returns the records of a text that was decoded; with no columns,
// those that there are.
func textRecords(text io.Reader, f Format, columns []Column, limits Limits) records {
	if f.Kind == JSONLines {
		return newJSONLines(text, f.Encoding, columns, limits)
	}
	return newDelimited(text, f, len(columns), limits)
}

// Resolved returns the columns with the notation that holds for each.
func (f Format) Resolved() []Column {
	columns := slices.Clone(f.Columns)
	for i := range columns {
		n := &columns[i].Notation
		if n.Decimal == "" {
			n.Decimal = f.Decimal
		}
		if n.DateOrder == "" {
			n.DateOrder = f.DateOrder
		}
	}
	return columns
}

// begin reads up to the line that names the columns, and compares it with the
// format.
func (r *Rows) begin() error {
	if r.format.Kind == JSONLines || r.format.Header == NoHeader {
		return nil
	}
	if d, ok := r.records.(*delimitedRecords); ok {
		for d.position() < r.format.Header-1 {
			if err := d.lines.skip(); err != nil {
				return err
			}
			if d.lines.err != nil && len(d.lines.held(1)) == 0 {
				break
			}
		}
	}
	for {
		rec, err := r.records.next()
		if errors.Is(err, io.EOF) {
			return r.otherColumns()
		}
		if err != nil {
			return err
		}
		if rec.line < r.format.Header {
			continue
		}
		r.counts.Above = int64(r.records.position())
		r.counts.Lines = r.counts.Above
		return r.compare(rec)
	}
}

func (r *Rows) compare(rec *record) error {
	if rec.line != r.format.Header || len(rec.problems) > 0 || len(rec.fields) != len(r.format.Columns) {
		return r.otherColumns()
	}
	for i, column := range r.format.Columns {
		if strings.TrimSpace(rec.fields[i]) != column.Header {
			return r.otherColumns()
		}
	}
	return nil
}

func (r *Rows) otherColumns() error {
	return model.Invalid("header", "Line %d of the file does not name the columns that it did when it was inspected. Inspect it again.",
		r.format.Header)
}
