package reader_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/upload/reader"
)

func TestCounts(t *testing.T) {
	t.Parallel()
	file := "Prices\n\na,\"b\nc\"\n1,2\n\n\"3\n\n4\",5\n6\n,\n\"7\n8,9\n"
	f := csv("a", "b\nc")
	f.Header = 3
	rows := open(t, strings.NewReader(file), f)
	want := []string{"5: 1|2", "7: 3\n\n4|5", "10! [] The line should have as many values as the file has columns, 2; it has 1. 6", "12! [a] " + unclosed, "13: 8|9"}
	if diff := cmp.Diff(want, readAll(t, rows)); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	counts := reader.Counts{Lines: 13, Above: 4, Rows: 3, Rejected: 2, Blank: 2, Continued: 2}
	if rows.Counts() != counts {
		t.Errorf("counts = %+v, want %+v", rows.Counts(), counts)
	}
}

// TestGood takes the good fields of bad rows.
func TestGood(t *testing.T) {
	t.Parallel()
	rows := open(t, strings.NewReader("a,b,c\n1,\xff,3\n4,5\n6,7,8,9\n1,\"2,3\n"), csv("a", "b", "c"))
	for _, want := range []string{"a c", "a b", "a b c", ""} {
		row, err := rows.Next()
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for i, column := range rows.Columns() {
			if row.Good(i) {
				got = append(got, column.Name)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("good fields of line %d = %q, want %q", row.Line, got, want)
		}
	}
}

func TestRejects(t *testing.T) {
	t.Parallel()
	rows := open(t, strings.NewReader("a,b\n=1+1\n\xff,\xff\n"), csv("a", "b"))
	var file strings.Builder
	rejects, err := reader.NewRejects(&file)
	for range 2 {
		row, readErr := rows.Next()
		if err = errors.Join(err, readErr); err == nil {
			err = rejects.WriteRow(row)
		}
	}
	if err = errors.Join(err, rejects.Flush()); err != nil {
		t.Fatal(err)
	}
	want := "line,column,reason,original\n" +
		"2,,\"The line should have as many values as the file has columns, 2; it has 1.\",'=1+1\n" +
		"3,a,\"" + notUTF8 + "\",\"\uFFFD,\uFFFD\"\n" +
		"3,b,\"" + notUTF8 + "\",\"\uFFFD,\uFFFD\"\n"
	if diff := cmp.Diff(want, file.String()); diff != "" {
		t.Errorf("file (-want +got):\n%s", diff)
	}
}

// TestRead reads a file that can be read only once.
func TestRead(t *testing.T) {
	t.Parallel()
	file := "code;n\n" + strings.Repeat("A;1,5\n", 1_000_000)
	rows, inspection, err := reader.Read(t.Context(), io.MultiReader(strings.NewReader(file)), reader.Format{})
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	if inspection.Whole || inspection.Format.Delimiter != ";" || len(inspection.Preview) != 20 {
		t.Errorf("inspection = %+v", inspection)
	}
	if n := len(readAll(t, rows)); n != 1_000_000 {
		t.Errorf("%d rows, want 1,000,000", n)
	}
}
