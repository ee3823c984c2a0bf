package importer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"

	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/upload/reader"
)

// Source is where an importer's rows come from, if not from files that people
// give.
type Source struct {
	Parameters []form.Field
	// Fields are the names of the fields that the rows have, in their order.
	Fields []string
	// Read yields the values of one row after another, as texts; an error ends
	// them. They are checked as those of files are. It is called again if what is
	// made of them fails.
	Read func(ctx context.Context, params form.Values) iter.Seq2[[]string, error]
}

// File reports whether the rows come from files that people give.
func (s Source) File() bool { return s.Read == nil }

func (s Source) check(i *Importer) error {
	if s.File() {
		return nil
	}
	for _, name := range s.Fields {
		if i.field(name) == nil {
			return fmt.Errorf("the source has %q, which is no field", name)
		}
	}
	for _, key := range i.keys() {
		if !slices.Contains(s.Fields, key.Name) {
			return errors.New("the source lacks a key field")
		}
	}
	return nil
}

// columns are what the source's values are: written as programs write them.
func (s Source) columns() []reader.Column {
	columns := make([]reader.Column, len(s.Fields))
	for i, name := range s.Fields {
		columns[i] = reader.Column{Name: name, Header: name, Notation: reader.Notation{Decimal: reader.Point}}
	}
	return columns
}

// Rows are the rows of a source, one after another; *reader.Rows are.
type Rows interface {
	// Columns returns what the rows' fields are; mappings find them by header.
	Columns() []reader.Column
	// Next returns the next row, which is valid until the one after, and io.EOF
	// behind the last.
	Next() (*reader.Row, error)
	// Close frees what was needed to read.
	Close() error
}

// open begins to read the source.
func (s Source) open(ctx context.Context, params form.Values) Rows {
	r := &sequence{columns: s.columns()}
	r.next, r.stop = iter.Pull2(s.Read(ctx, params))
	return r
}

// sequence makes Rows of what Go code yields.
type sequence struct {
	columns []reader.Column
	row     reader.Row
	next    func() ([]string, error, bool)
	stop    func()
}

func (s *sequence) Columns() []reader.Column { return s.columns }

func (s *sequence) Next() (*reader.Row, error) {
	values, err, more := s.next()
	if err != nil {
		return nil, err
	}
	if !more {
		return nil, io.EOF
	}
	if len(values) != len(s.columns) {
		return nil, fmt.Errorf("row %d has %d values instead of %d", s.row.Line+1, len(values), len(s.columns))
	}
	s.row = reader.Row{Line: s.row.Line + 1, Fields: values}
	return &s.row, nil
}

func (s *sequence) Close() error {
	s.stop()
	return nil
}
