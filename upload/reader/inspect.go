package reader

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/sluicehq/sluice/model"
)

const (
	sampleBytes = 2 << 20 // of a text, unpacked
	sampleRows  = 10_000
	previewRows = 20
)

// Inspection is what can be told about a file before anything is done with it.
type Inspection struct {
	Format   Format       `json:"format"`
	Sheets   []Sheet      `json:"sheets,omitempty"` // of a workbook
	Preview  []PreviewRow `json:"preview"`          // the first rows, at most 20, as they will be read
	Sampled  int          `json:"sampled"`          // how many rows were looked at
	Whole    bool         `json:"whole"`            // whether these are all rows of the file
	Warnings []Warning    `json:"warnings"`
}

// PreviewRow is a row as Rows.Next returns it.
type PreviewRow struct {
	Line     int       `json:"line"`
	Fields   []string  `json:"fields"`
	Problems []Problem `json:"problems"`
}

// Warning says what a person should look at.
type Warning struct {
	Column  string `json:"column,omitempty"` // its name; empty: the whole file
	Message string `json:"message"`
}

func (i *Inspection) warn(column, format string, args ...any) {
	i.Warnings = append(i.Warnings, Warning{Column: column, Message: fmt.Sprintf(format, args...)})
}

// Inspect finds out how a file is written, within DefaultLimits.
func Inspect(ctx context.Context, file io.Reader, overrides Format) (*Inspection, error) {
	return DefaultLimits.Inspect(ctx, file, overrides)
}

// Inspect finds out how a file is written: by its content, never its name. What
// overrides says holds; what it leaves empty is detected. An override for a
// column that the file does not have is left out, with a warning. Types and
// notations are told by the first 10,000 rows, as far as they fit into 2 MB of
// text; the encoding also by the first text beyond that is not ASCII. The format
// that results is complete, and Open reads the file with it. Errors: INVALID at
// a field of overrides, or at "file" for what is no table; LIMIT; and those of
// the file.
func (l Limits) Inspect(ctx context.Context, file io.Reader, overrides Format) (*Inspection, error) {
	s, err := newSource(ctx, file, overrides.Compression, l, sampleBytes)
	if err != nil {
		return nil, err
	}
	inspection, err := s.inspect(overrides, true)
	if err = errors.Join(err, s.close()); err != nil {
		return nil, err
	}
	return inspection, nil
}

// inspector is an inspection under way.
type inspector struct {
	*Inspection
	source *source
	head   []byte // the start of the file, unpacked
	text   []byte // of whole lines, decoded
	alone  bool   // whether the file may be read to its end
}

// inspect looks at the start of a file, and if alone beyond.
func (s *source) inspect(overrides Format, alone bool) (*Inspection, error) {
	i := &inspector{
		Inspection: &Inspection{Format: overrides, Warnings: []Warning{}, Preview: []PreviewRow{}},
		source:     s, alone: alone,
	}
	f := &i.Format
	f.Compression, f.Columns = s.compression, nil
	if err := i.tellKind(); err != nil {
		return nil, err
	}
	tell := i.tellText
	if f.Kind == XLSX {
		tell = i.tellSheet
	}
	if err := tell(); err != nil {
		return nil, err
	}
	if err := i.tellColumns(overrides.Columns); err != nil {
		return nil, err
	}
	if err := f.check(); err != nil {
		return nil, err
	}
	return i.Inspection, i.preview()
}

func (i *inspector) tellKind() (err error) {
	if i.head, i.Whole, err = i.source.peek(sampleBytes); err != nil {
		return err
	}
	kind, err := sniff(i.head)
	switch wanted := i.Format.Kind; {
	case wanted == "":
		i.Format.Kind = kind
	case len(i.head) == 0, wanted == XLSX && err != nil:
		return err
	case wanted == XLSX && kind != XLSX:
		return model.Invalid("kind", "The file is no XLSX workbook.")
	case wanted != XLSX && kind == XLSX:
		return model.Invalid("kind", "The file is a workbook or a ZIP archive, and no text.")
	default:
		return nil
	}
	return err
}

// records returns the rows of the sample; with no columns, as many values as
// each has.
func (i *inspector) records(columns []Column) (records, error) {
	if i.Format.Kind == XLSX {
		return newSheet(i.source.book, i.Format.Sheet, columns, i.source.limits)
	}
	return textRecords(bytesReader(i.text), i.Format, columns, i.source.limits), nil
}

// preview reads the first rows as they will be read.
func (i *inspector) preview() error {
	f := i.Format
	f.Columns = f.Resolved()
	sample, err := i.records(f.Columns)
	if err != nil {
		return err
	}
	defer sample.close()
	rows := &Rows{ctx: i.source.ctx, format: f, records: sample, source: i.source}
	if err := rows.begin(); err != nil {
		return err
	}
	for len(i.Preview) < previewRows {
		row, err := rows.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		i.Preview = append(i.Preview, PreviewRow{Line: row.Line, Fields: slices.Clone(row.Fields), Problems: slices.Clone(row.Problems)})
	}
	return nil
}
