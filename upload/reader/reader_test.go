package reader_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/upload/reader"
)

// csv is a plain format with columns of the given names, on line 1.
func csv(names ...string) reader.Format {
	f := reader.Format{
		Kind: reader.Delimited, Compression: reader.Unpacked, Encoding: reader.UTF8, Delimiter: ",", Quote: `"`, Header: 1,
	}
	for _, name := range names {
		f.Columns = append(f.Columns, reader.Column{Name: name, Header: name})
	}
	return f
}

// open opens a text, and fails the test on an error.
func open(t testing.TB, file io.Reader, f reader.Format) *reader.Rows {
	t.Helper()
	rows, err := reader.Open(t.Context(), file, f)
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	t.Cleanup(func() {
		if err := rows.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return rows
}

// readAll renders each row as "line: value|value", a bad one as "line! [column]
// reason" and the values that could be read.
func readAll(t testing.TB, rows *reader.Rows) []string {
	t.Helper()
	var all []string
	for {
		row, err := rows.Next()
		switch {
		case errors.Is(err, io.EOF):
			return all
		case err != nil:
			t.Fatalf("Next: %v", err)
		case len(row.Problems) > 0:
			line := fmt.Sprintf("%d!", row.Line)
			for _, problem := range row.Problems {
				line += fmt.Sprintf(" [%s] %s", problem.Column, problem.Reason)
			}
			if len(row.Fields) > 0 {
				line += " " + strings.Join(row.Fields, "|")
			}
			all = append(all, line)
		default:
			all = append(all, fmt.Sprintf("%d: %s", row.Line, strings.Join(row.Fields, "|")))
		}
	}
}

// inspect inspects a file, and fails the test on an error.
func inspect(t testing.TB, file string, overrides reader.Format) *reader.Inspection {
	t.Helper()
	inspection, err := reader.Inspect(t.Context(), strings.NewReader(file), overrides)
	if err != nil {
		t.Fatalf("Inspect: %v", err)
	}
	return inspection
}

// wantInvalid fails the test unless err is INVALID and has the text.
func wantInvalid(t testing.TB, err error, text string) {
	t.Helper()
	if model.CodeOf(err) != model.CodeInvalid || !strings.Contains(err.Error(), text) {
		t.Errorf("error = %v, want INVALID with %q", err, text)
	}
}
