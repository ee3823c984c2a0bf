package batch

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/upload/reader"
)

// BenchmarkIntake reads lines of 12 columns, four of them numbers with bounds, and
// reports lines per second.
func BenchmarkIntake(b *testing.B) {
	const lineCount = 100_000
	types := []form.Type{
		form.Text, form.Text, form.Text, form.Text, form.Text, form.Text, form.Text,
		form.Decimal, form.Money, form.Money, form.Integer, form.Text,
	}
	var file bytes.Buffer
	file.WriteString("sku,gtin,description,size,department,brand,vendor,cost,price,new_price,quantity,note\n")
	for i := range lineCount {
		fmt.Fprintf(&file, "S%08d,2%012d,\"Product, number %d\",%d pieces,Department %d,Brand %d,Vendor %d,%.2f,%.2f,%.2f,%d,some words about it\n",
			i, i, i, 1+i%12, 1+i%20, 1+i%200, 1+i%50, 1+float64(i%1000)/100, 3+float64(i%1500)/100, 3.5+float64(i%1500)/100, i%500)
	}
	inspection, err := reader.Inspect(b.Context(), bytes.NewReader(file.Bytes()), reader.Format{})
	if err != nil {
		b.Fatal(err)
	}
	cells, columns := make([]*cell, len(types)), inspection.Format.Resolved()
	for i, kind := range types {
		c := &Column{Type: kind, MaxLength: new(defaultLength)}
		if kind != form.Text {
			c.Min, c.Max, c.maxDigits = new(decimal.Zero), new(decimal.NewFromInt(999_999)), 6
		}
		cells[i] = &cell{column: c, from: columns[i], index: i, digits: 10}
	}

	for b.Loop() {
		rows, err := reader.Open(b.Context(), bytes.NewReader(file.Bytes()), inspection.Format)
		if err != nil {
			b.Fatal(err)
		}
		in := newIntake(b.Context(), rows, cells, SkipLines, nil)
		in.chunk = 5000
		if _, err := io.Copy(io.Discard, in); err != nil || in.report.RowsMade != lineCount {
			b.Fatal(err, in.report)
		}
	}
	b.ReportMetric(lineCount*float64(b.N)/b.Elapsed().Seconds(), "lines/s")
}
