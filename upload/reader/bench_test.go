package reader_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/sluicehq/sluice/upload/reader"
)

// catalogLine is a row of 12 columns, as in a catalog.
func catalogLine(i int) []any {
	return []any{
		fmt.Sprintf("%07d", i), 4000000000000 + i, fmt.Sprintf("Product number %d", i), "500 g", "Department " + fmt.Sprint(i%20), "Brand " + fmt.Sprint(i%500),
		"Vendor " + fmt.Sprint(i%50), float64(i%1000) / 100, float64(i%2000) / 100, "yes", "2011-04-28", "some words about it",
	}
}

var catalogNames = []any{"code", "gtin", "description", "size", "department", "brand", "vendor", "cost", "price", "active", "since", "note"}

// read reads a file to its end, again and again, and reports rows per second.
func read(b *testing.B, file []byte, rowCount int) {
	b.Helper()
	inspection, err := reader.Inspect(b.Context(), bytes.NewReader(file), reader.Format{})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		rows, err := reader.Open(b.Context(), bytes.NewReader(file), inspection.Format)
		for err == nil {
			_, err = rows.Next()
		}
		if !errors.Is(err, io.EOF) || rows.Counts().Rows != int64(rowCount) {
			b.Fatalf("%v after %+v", err, rows.Counts())
		}
	}
	b.ReportMetric(float64(rowCount)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkCSV(b *testing.B) {
	const rowCount = 1_000_000
	for _, bm := range []struct{ name, quote string }{{"plain", ""}, {"quoted", `"`}} {
		b.Run(bm.name, func(b *testing.B) {
			var file bytes.Buffer
			for i := -1; i < rowCount; i++ {
				line := catalogNames
				if i >= 0 {
					line = catalogLine(i)
				}
				for n, value := range line {
					file.WriteString(strings.Repeat(",", min(n, 1)) + bm.quote)
					fmt.Fprint(&file, value)
					file.WriteString(bm.quote)
				}
				file.WriteByte('\n')
			}
			read(b, file.Bytes(), rowCount)
		})
	}
}

func BenchmarkXLSX(b *testing.B) {
	const rowCount = 100_000
	f := excelize.NewFile()
	out, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	for i := -1; i < rowCount && err == nil; i++ {
		line := catalogNames
		if i >= 0 {
			line = catalogLine(i)
		}
		err = out.SetRow(fmt.Sprintf("A%d", i+2), line)
	}
	var file bytes.Buffer
	if err = errors.Join(err, out.Flush(), f.Write(&file), f.Close()); err != nil {
		b.Fatal(err)
	}
	read(b, file.Bytes(), rowCount)
}
