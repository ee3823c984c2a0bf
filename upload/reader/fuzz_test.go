package reader_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/upload/reader"
)

// FuzzInspect reads anything. Whatever it is, there is an end, the counts add up
// (Next fails if they don't), and every row is a row or has a reason.
func FuzzInspect(f *testing.F) {
	for _, seed := range []string{
		"a,b\n1,2\n", "a;b\r\n\"1\n2\";3", "sep=|\na|b\n", "\"\n\"\"\n,\"", "a\tb\n\x00\t\xff\n", "{\"a\":1}\n{\"a\":\"x\"}\n{", "\xff\xfea\x00",
		"a,b\n1.234,03/04/2011\n", "a\rb\rc", "\xef\xbb\xbf\n\n,\n", "'a','b'\n'c,d','e'\n", "PK\x03\x04", "\x1f\x8b\x08", "[1]\n", "a,a,\n,,\n1,2,3,4\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, file string) {
		rows, inspection, err := reader.Read(t.Context(), strings.NewReader(file), reader.Format{})
		if err != nil {
			if code := model.CodeOf(err); code != model.CodeInvalid && code != model.CodeLimit {
				t.Fatalf("error = %v", err)
			}
			return
		}
		defer rows.Close()
		for {
			row, err := rows.Next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("Next: %v", err)
			}
			if len(row.Problems) == 0 && len(row.Fields) != len(inspection.Format.Columns) {
				t.Fatalf("row %d has %d fields, there are %d columns", row.Line, len(row.Fields), len(inspection.Format.Columns))
			}
			for i, column := range rows.Columns() {
				if row.Good(i) {
					column.ParseDecimal(row.Fields[i])
					column.ParseMoney(row.Fields[i])
					column.ParseDate(row.Fields[i])
				}
			}
		}
	})
}

// FuzzDelimited reads delimited values without detection. Good rows, written as
// CSV again, are read as the same rows.
func FuzzDelimited(f *testing.F) {
	for _, seed := range []string{"1,2\n", "\"1\n2\",3\n", "\"\n\"\"\n,\"", "1,\"2\n3,4\n", "\"a\"\"b\",\r\n", "a\r,b\n", ",\n\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		first := rowsOf(t, text)
		var again strings.Builder
		for _, row := range first {
			for i, field := range row {
				if i > 0 {
					again.WriteByte(',')
				}
				again.WriteString(`"` + strings.ReplaceAll(field, `"`, `""`) + `"`)
			}
			again.WriteByte('\n')
		}
		second := rowsOf(t, again.String())
		if len(first) != len(second) {
			t.Fatalf("%d rows of %q, %d rows of %q", len(first), text, len(second), again.String())
		}
		for i := range first {
			if first[i][0] != second[i][0] || first[i][1] != second[i][1] {
				t.Fatalf("row %q was read as %q again", first[i], second[i])
			}
		}
	})
}

func rowsOf(t *testing.T, text string) [][2]string {
	t.Helper()
	format := csv("a", "b")
	format.Header = reader.NoHeader
	rows, err := reader.Open(t.Context(), strings.NewReader(text), format)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var all [][2]string
	for {
		row, err := rows.Next()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatalf("Next: %v", err)
		}
		if len(row.Problems) == 0 {
			all = append(all, [2]string{row.Fields[0], row.Fields[1]})
		}
	}
}
