package spreadsheet

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"
)

// Writer writes CSV whose texts are defused. It is a Table.
type Writer struct {
	out  *csv.Writer
	line []string
}

// NewWriter returns a Writer to out. Flush it in the end.
func NewWriter(out io.Writer) *Writer { return &Writer{out: csv.NewWriter(out)} }

// Write writes a line of texts, each defused.
func (w *Writer) Write(texts ...string) error {
	w.line = w.line[:0]
	for _, text := range texts {
		w.line = append(w.line, Defuse(text))
	}
	if err := w.out.Write(w.line); err != nil {
		return fmt.Errorf("writing CSV: %w", err)
	}
	return nil
}

// Row implements Table.
func (w *Writer) Row(cells ...any) error {
	texts := make([]string, len(cells))
	for i, cell := range cells {
		texts[i] = textOf(cell)
	}
	return w.Write(texts...)
}

// Flush writes what is still held back, and returns the first error of all
// writing.
func (w *Writer) Flush() error {
	w.out.Flush()
	if err := w.out.Error(); err != nil {
		return fmt.Errorf("writing CSV: %w", err)
	}
	return nil
}

// Line returns texts as a line of CSV, as they are and without a line's end.
func Line(texts []string) string {
	var line strings.Builder
	out := csv.NewWriter(&line)
	_ = out.Write(texts) // a Builder takes all
	out.Flush()
	return strings.TrimSuffix(line.String(), "\n")
}
