package importer_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/importer"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func TestBadValues(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	tests := []struct{ column, value, want string }{
		{"key", "  ", "The key is missing."},
		{"key", strings.Repeat("é", 65), "more than 64 characters"},
		{"key", "\"a\nb\"", "control character"},
		{"key", "a\x00", "NUL"},
		{"description", "\x00", "NUL"},
		{"description", strings.Repeat("é", 501), "more than 500 characters"},
		{"size", strings.Repeat("x", 51), "more than 50 characters"},
		{"department", strings.Repeat("x", 201), "more than 200 characters"},
		{"brand", strings.Repeat("x", 201), "more than 200 characters"},
		{"vendor", strings.Repeat("x", 201), "more than 200 characters"},
		{"gtin", "4006381333932", "check digit"},
		{"gtin", "12345", "8, 12, 13 or 14 digits"},
		{"gtin", "40063813339 1", "8, 12, 13 or 14 digits"},
		{"gtin", "４００６３８１３３３９３１", "8, 12, 13 or 14 digits"},
		{"price", "abc", "not a number"},
		{"price", "1.", "not a number"},
		{"price", "-", "not a number"},
		{"price", ".", "not a number"},
		{"price", "NaN", "not a number"},
		{"price", "\"1,234\"", "can mean two things"},
		{"price", "1.234", "can mean two things"},
		{"price", "-0.01", "negative"},
		{"price", "0.999", "more than 2 decimal places"},
		{"price", "12345678901", "greater than 9999999999.99"},
		{"cost", "0.00001", "more than 4 decimal places"},
		{"cost", "123456789", "greater than 99999999.9999"},
		{"active", "", "missing"},
		{"active", "maybe", "yes or no"},
	}
	for i, tt := range tests {
		t.Run(tt.column+" "+tt.value[:min(10, len(tt.value))], func(t *testing.T) {
			t.Parallel()
			key := fmt.Sprintf("good%d", i)
			text := "key," + tt.column + "\n" + key + "x," + tt.value + "\n" + key + ",\n"
			mapping := importer.Mapping{"key": "key", tt.column: tt.column}
			switch tt.column {
			case "key":
				text = "key,other\n" + tt.value + ",x\n" + key + ",x\n"
			case "active":
				text += key + "y,true\n"
			}
			report := run(t, db, text, mapping, importer.Options{})
			if len(report.Bad) == 0 || report.Created != 1 {
				t.Fatalf("report = %+v, want a bad line and a product", report)
			}
			bad := report.Bad[0]
			if bad.Line != 2 || bad.Column != tt.column || !strings.Contains(bad.Reason, tt.want) {
				t.Errorf("bad line = %+v, want line 2, column %q, %q", bad, tt.column, tt.want)
			}
		})
	}
}

func TestGoodValues(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	report := run(t, db, "key,gtin,cost,price\n"+
		"1,4006381333931,.5,9999999999.99\n"+
		"2,036000291452,99999999.9999,000000000012.50\n"+
		"3,96385074,0,.99\n"+
		"4,00012345600012,,\n"+
		"5,,,\"£1,234.50\"\n"+
		"6,,,1e3\n"+
		"7,,,\"1,234\"\n", importer.Mapping{"key": "key", "gtin": "gtin", "cost": "cost", "price": "price"}, importer.Options{})
	if len(report.Bad) > 0 {
		t.Errorf("bad lines: %+v", report.Bad)
	}
	want := []string{
		"1|4006381333931|||-|-|-|0.5000|9999999999.99|t v1",
		"2|036000291452|||-|-|-|99999999.9999|12.50|t v1",
		"3|96385074|||-|-|-|0.0000|0.99|t v1",
		"4|00012345600012|||-|-|-|-|-|t v1",
		"5|-|||-|-|-|-|1234.50|t v1",
		"6|-|||-|-|-|-|1000.00|t v1",
		"7|-|||-|-|-|-|1234.00|t v1",
	}
	if diff := cmp.Diff(want, products(t, db)); diff != "" {
		t.Errorf("products (-want +got):\n%s", diff)
	}
}

func TestBadLinesAreBounded(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	const lines = importer.MaxBad + 500
	var told []int
	report := run(t, db, "key,price\n"+strings.Repeat("a,x\n", lines), importer.Mapping{"key": "key", "price": "price"},
		importer.Options{ChunkSize: 600, OnBad: func(bad importer.BadLine) error {
			told = append(told, bad.Line)
			return nil
		}})
	if report.Rejected != lines || len(report.Bad) != importer.MaxBad || len(told) != lines {
		t.Errorf("%d rejected, %d kept, %d told", report.Rejected, len(report.Bad), len(told))
	}
	for i, line := range told {
		if line != i+2 {
			t.Fatalf("bad line %d was told as %d", i+2, line)
		}
	}
}
