package reader_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/upload/reader"
)

const (
	ragged   = "[] The line should have as many values as the file has columns, 2; it has "
	unclosed = "A quote is opened here and never closed. Close it, or write the text without it."
	after    = `Text follows a closing quote. Write a quote that belongs to the text twice.`
	notUTF8  = "The text is not UTF-8. Choose the file's encoding, or save the file with the encoding UTF-8."
)

func TestDelimitedRows(t *testing.T) {
	t.Parallel()
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
		{"line end in quotes", "a,b\n\"1\r\n5\",2\n3,4\n", []string{"2: 1\r\n5|2", "4: 3|4"}},
		{"quote inside a text", "a,b\n5\" pipe,2\n", []string{`2: 5" pipe|2`}},
		{"empty lines", "a,b\n\n1,2\n  \n,\n3,4\n\n", []string{"3: 1|2", "6: 3|4"}},
		{"empty values too many", "a,b\n1,2,,\n", []string{"2: 1|2"}},
		{"too few and too many", "a,b\n1\n1,2,3\n4,5\n", []string{"2! " + ragged + "1. 1", "3! " + ragged + "3. 1|2", "4: 4|5"}},
		{"text after a quote", "a,b\n1,\"x\"y\n3,4\n", []string{"2! [b] " + after, "3: 3|4"}},
		{
			"blanks before a quote", "a,b\n1, \"x, y\"\n3,4\n",
			[]string{"2! [b] Blanks stand before an opening quote. Remove them.", "3: 3|4"},
		},
		{"stray quote, then quotes", "a,b\n\"1,2\n\"3\",4\n5,6\n", []string{"2! [a] " + after, "3: 3|4", "4: 5|6"}},
		{"stray quote to the end", "a,b\n1,\"2\n3,4\n", []string{"2! [b] " + unclosed, "3: 3|4"}},
		{"two stray quotes, far apart", "a,b\n\"1,2\n3,4\n5,6\n\"\n7,8\n", []string{
			"2! " + ragged + "1.", "3: 3|4", "4: 5|6", "5! [a] " + unclosed, "6: 7|8",
		}},
		{"not UTF-8", "a,b\n1,caf\xe9\n3,4\n", []string{"2! [b] " + notUTF8 + " 1|", "3: 3|4"}},
		{"two bad values", "a,b\nna\xefve,caf\xe9\n", []string{"2! [a] " + notUTF8 + " [b] " + notUTF8 + " |"}},
		{"NUL", "a,b\n1,\x00\n", []string{"2! [b] The text has a NUL character, which can't be stored. 1|"}},
		{"header only", "a,b\n", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rows := open(t, iotest.OneByteReader(strings.NewReader(tt.text)), csv("a", "b"))
			if diff := cmp.Diff(tt.want, readAll(t, rows)); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
		})
	}
}

func TestMarks(t *testing.T) {
	t.Parallel()
	f := csv("a", "b")
	f.Delimiter, f.Quote = ";", "'"
	if diff := cmp.Diff([]string{"2: 1,5|it's", "3: x;y|\"z"}, readAll(t, open(t, strings.NewReader("a;b\n1,5;it's\n'x;y';\"z\n"), f))); diff != "" {
		t.Error(diff)
	}
	f.Quote = reader.NoQuote
	if diff := cmp.Diff([]string{"2: \"x|'y"}, readAll(t, open(t, strings.NewReader("a;b\n\"x;'y\n"), f))); diff != "" {
		t.Error(diff)
	}
}

func TestOriginal(t *testing.T) {
	t.Parallel()
	rows := open(t, strings.NewReader("a,b\n\"1\n\",2\r\n3,4,5\n6,\"7\n8,caf\xe9\n"), csv("a", "b"))
	for _, want := range []string{"\"1\n\",2", "3,4,5", `6,"7`, "8,caf\uFFFD"} {
		row, err := rows.Next()
		if err != nil || row.Original() != want {
			t.Errorf("original = %q, %v, want %q", row.Original(), err, want)
		}
	}
}

func TestBounds(t *testing.T) {
	t.Parallel()
	most := reader.DefaultLimits.Record
	long := strings.Repeat("x", most)
	wide := strings.Repeat(",", reader.DefaultLimits.Columns)
	text := "a,b\n" + "1," + long + "\n" + "2,y\n" + "3," + wide + "\n" +
		"4,\"" + strings.Repeat("line\n", most/5) + "5,z\n" + "6,\"" + long[:1000] + "\"\n"
	got := readAll(t, open(t, strings.NewReader(text), csv("a", "b")))
	// The quote on line 5 closes on the last line, more than the limit on; its
	// second line and those after it are read as rows of their own.
	last := 5 + most/5
	want := []string{
		"2! [] The line is longer than 1,048,576 bytes; only its beginning is kept.",
		"3: 2|y",
		"4! [] The line has more than 4,096 values.",
		"5! [b] " + unclosed,
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
	rows := open(t, io.MultiReader(strings.NewReader("a\n1\n2"), iotest.ErrReader(broken)), csv("a"))
	if row, err := rows.Next(); err != nil || row.Fields[0] != "1" {
		t.Errorf("first row = %v, %v", row, err)
	}
	if _, err := rows.Next(); !errors.Is(err, broken) {
		t.Errorf("error = %v, want %v", err, broken)
	}
}

func TestOtherColumns(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "a\n", "a,c\n1,2\n", "a,b,c\n"} {
		_, err := reader.Open(t.Context(), strings.NewReader(text), csv("a", "b"))
		wantInvalid(t, err, "Line 1 of the file does not name the columns")
	}
}
