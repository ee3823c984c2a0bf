package reader_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/upload/reader"
)

// readAll renders each row as "line: value|value", a bad one as "line! [column]
// reason".
func readAll(t *testing.T, rows reader.Rows) []string {
	t.Helper()
	var all []string
	for {
		row, err := rows.Next()
		switch {
		case errors.Is(err, io.EOF):
			return all
		case err != nil:
			t.Fatalf("Next: %v", err)
		case row.Problem != nil:
			all = append(all, fmt.Sprintf("%d! [%s] %s", row.Line, row.Problem.Column, row.Problem.Reason))
		default:
			all = append(all, fmt.Sprintf("%d: %s", row.Line, strings.Join(row.Fields, "|")))
		}
	}
}

func open(t *testing.T, text string) *reader.CSV {
	t.Helper()
	rows, err := reader.NewCSV(strings.NewReader(text), reader.CSVOptions{})
	if err != nil {
		t.Fatalf("NewCSV: %v", err)
	}
	return rows
}

func TestRows(t *testing.T) {
	t.Parallel()
	const (
		ragged   = "The line should have as many values as the header has columns, 2; it has "
		unclosed = "A quote is opened here and never closed. Close it, or write the text without it."
		after    = `Text follows a closing quote. Write a quote that belongs to the text twice.`
		notUTF8  = "The text is not UTF-8. Save the file with the encoding UTF-8."
	)
	tests := []struct {
		name, text string
		want       []string
	}{
		{"plain", "a,b\n1,2\n3,4\n", []string{"2: 1|2", "3: 3|4"}},
		{"no end of the last line", "a,b\n1,2", []string{"2: 1|2"}},
		{"CRLF", "a,b\r\n1,2\r\n", []string{"2: 1|2"}},
		{"byte order mark", "\xef\xbb\xbfa,b\n1,2\n", []string{"2: 1|2"}},
		{"blanks survive", "a,b\n 1 ,2\t\n", []string{"2:  1 |2\t"}},
		{"quotes", "a,b\n\"1,5\",\"say \"\"hi\"\"\"\n", []string{`2: 1,5|say "hi"`}},
		{"empty quotes", "a,b\n\"\",2\n", []string{"2: |2"}},
		{"line end in quotes", "a,b\n\"1\r\n5\",2\n3,4\n", []string{"2: 1\n5|2", "4: 3|4"}},
		{"quote inside a text", "a,b\n5\" pipe,2\n", []string{`2: 5" pipe|2`}},
		{"empty lines", "\na,b\n\n1,2\n  \n,\n3,4\n\n", []string{"4: 1|2", "7: 3|4"}},
		{"too few and too many", "a,b\n1\n1,2,3\n4,5\n", []string{"2! [] " + ragged + "1.", "3! [] " + ragged + "3.", "4: 4|5"}},
		{"text after a quote", "a,b\n1,\"x\"y\n3,4\n", []string{"2! [b] " + after, "3: 3|4"}},
		{
			"blanks before a quote", "a,b\n1, \"x, y\"\n3,4\n",
			[]string{"2! [b] Blanks stand before an opening quote. Remove them.", "3: 3|4"},
		},
		{"stray quote, then quotes", "a,b\n\"1,2\n\"3\",4\n5,6\n", []string{"2! [a] " + after, "3: 3|4", "4: 5|6"}},
		{"stray quote to the end", "a,b\n1,\"2\n3,4\n", []string{"2! [b] " + unclosed, "3: 3|4"}},
		{"not UTF-8", "a,b\n1,caf\xe9\n3,4\n", []string{"2! [b] " + notUTF8, "3: 3|4"}},
		{"NUL survives", "a,b\n1,\x00\n", []string{"2: 1|\x00"}},
		{"header only", "a,b\n", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, readAll(t, open(t, tt.text))); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
		})
	}
}

func TestHeader(t *testing.T) {
	t.Parallel()
	got := open(t, "\n\"Stock code \", Price,,Price\r\n").Header()
	if diff := cmp.Diff([]string{"Stock code", "Price", "", "Price"}, got); diff != "" {
		t.Errorf("header (-want +got):\n%s", diff)
	}
}

func TestUnusableHeader(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, want string }{
		{"empty file", "", "The file is empty."},
		{"only empty lines", "\n \n", "The file is empty."},
		{"UTF-16", "\xff\xfea\x00", "The file's encoding is UTF-16."},
		{"not UTF-8", "caf\xe9,b\n", "The text is not UTF-8."},
		{"too many columns", strings.Repeat(",", reader.MaxColumns) + "x\n", "more than 1000 values"},
		{"too long", strings.Repeat("x", reader.MaxRecord+1), "longer than 1 MB"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := reader.NewCSV(strings.NewReader(tt.text), reader.CSVOptions{})
			if model.CodeOf(err) != model.CodeInvalid || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error = %v, want INVALID with %q", err, tt.want)
			}
		})
	}
}

func TestDelimiter(t *testing.T) {
	t.Parallel()
	rows, err := reader.NewCSV(strings.NewReader("a;b\n1,5;2\n"), reader.CSVOptions{Comma: ';'})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"2: 1,5|2"}, readAll(t, rows)); diff != "" {
		t.Error(diff)
	}
	if _, err := reader.NewCSV(strings.NewReader("a\n"), reader.CSVOptions{Comma: '"'}); model.CodeOf(err) != model.CodeInvalid {
		t.Errorf("a quote as delimiter: error = %v, want INVALID", err)
	}
}

func TestBounds(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", reader.MaxRecord)
	wide := strings.Repeat(",", reader.MaxColumns)
	text := "a,b\n" + "1," + long + "\n" + "2,y\n" + "3," + wide + "\n" +
		"4,\"" + strings.Repeat("line\n", reader.MaxRecord/5) + "5,z\n" + "6,\"" + long[:1000] + "\"\n"
	got := readAll(t, open(t, text))
	// The quote on line 5 closes on the last line, more than MaxRecord bytes
	// on; its second line and those after it are read as rows of their own.
	last := 5 + reader.MaxRecord/5
	want := []string{
		"2! [] The line is longer than 1 MB.",
		"3: 2|y",
		"4! [] The line has more than 1000 values.",
		"5! [b] A quote is opened here and never closed. Close it, or write the text without it.",
	}
	if diff := cmp.Diff(want, got[:4]); diff != "" {
		t.Errorf("first rows (-want +got):\n%s", diff)
	}
	want = []string{fmt.Sprintf("%d: 5|z", last), fmt.Sprintf("%d: 6|%s", last+1, long[:1000])}
	if diff := cmp.Diff(want, got[len(got)-2:]); diff != "" {
		t.Errorf("last rows (-want +got):\n%s", diff)
	}
}

func TestReadErrors(t *testing.T) {
	t.Parallel()
	broken := errors.New("the disk is gone")
	rows, err := reader.NewCSV(io.MultiReader(strings.NewReader("a\n1\n2"), iotest.ErrReader(broken)), reader.CSVOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if row, err := rows.Next(); err != nil || row.Fields[0] != "1" {
		t.Errorf("first row = %v, %v", row, err)
	}
	if _, err := rows.Next(); !errors.Is(err, broken) {
		t.Errorf("error = %v, want %v", err, broken)
	}
}
