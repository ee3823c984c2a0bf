package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/shopspring/decimal"
	"github.com/uptrace/bun"
	"github.com/xuri/excelize/v2"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// lineRow is a row of the batch type that files are read into: 12 columns.
type lineRow struct {
	bun.BaseModel `bun:"table:batch.bench_row,alias:r"`
	batch.RowModel

	SKU         string           `bun:"sku" sluice:"title=SKU"`
	GTIN        string           `bun:"gtin" sluice:"title=GTIN"`
	Description string           `bun:"description" sluice:"title=Description;editable"`
	Size        string           `bun:"size" sluice:"title=Size;editable"`
	Department  string           `bun:"department" sluice:"title=Department;editable"`
	Brand       string           `bun:"brand" sluice:"title=Brand;editable"`
	Vendor      string           `bun:"vendor" sluice:"title=Vendor;editable"`
	Cost        *decimal.Decimal `bun:"cost" sluice:"title=Cost;type=decimal;min=0"`
	Price       *decimal.Decimal `bun:"price" sluice:"title=Price;type=money;min=0"`
	NewPrice    *decimal.Decimal `bun:"new_price" sluice:"title=New price;type=money;editable;min=0;max=999999"`
	Quantity    int              `bun:"quantity" sluice:"title=Quantity;editable;min=0;max=1000000"`
	Note        string           `bun:"note" sluice:"title=Note;editable"`
}

// lineColumns are its columns, and those of the files.
const lineColumns = "sku, gtin, description, size, department, brand, vendor, cost, price, new_price, quantity, note"

const lineTable = `CREATE TABLE batch.bench_row (
	batch_id bigint NOT NULL, sequence bigint NOT NULL, product_id bigint, source_line bigint, status text NOT NULL,
	removed boolean NOT NULL DEFAULT false, outcome text, outcome_reason text, version integer NOT NULL DEFAULT 1,
	updated_at timestamptz NOT NULL DEFAULT now(),
	sku text NOT NULL COLLATE "C", gtin text NOT NULL COLLATE "C", description text NOT NULL, size text NOT NULL,
	department text NOT NULL, brand text NOT NULL, vendor text NOT NULL, cost numeric(12, 4), price numeric(12, 2),
	new_price numeric(12, 2), quantity integer NOT NULL, note text NOT NULL,
	PRIMARY KEY (batch_id, sequence)) WITH (fillfactor = 80);
	CREATE INDEX ON batch.bench_row (batch_id, removed, status, sequence)`

// lineHandler is that batch type.
type lineHandler struct{ batch.Defaults }

// Type implements batch.Handler.
func (lineHandler) Type() batch.Type {
	return batch.Type{
		Key: "bench", Title: "Bench", Row: (*lineRow)(nil), Sources: []model.SourceKind{model.SourceFile},
		Statuses: []batch.Status{
			{Key: "ok", Title: "OK", Severity: model.SeverityOK},
			{Key: "unchanged", Title: "Unchanged", Severity: model.SeverityNotice},
			{Key: "below_cost", Title: "Below cost", Severity: model.SeverityWarning},
			batch.UnknownProduct,
		},
	}
}

// FromProduct implements batch.Handler.
func (lineHandler) FromProduct(form.Values) map[string]filter.Expr {
	return map[string]filter.Expr{
		"sku": filter.SQL("p.sku"), "gtin": filter.SQL("p.gtin"), "description": filter.SQL("p.description"),
		"size": filter.SQL("p.size"), "cost": filter.SQL("p.cost"), "price": filter.SQL("p.price"),
	}
}

// Lines implements batch.LineReader.
func (lineHandler) Lines() batch.Lines {
	var lines batch.Lines
	for _, column := range strings.Split(lineColumns, ", ") {
		lines.Fields = append(lines.Fields, batch.LineField{Column: column})
	}
	lines.Fields[0].Match = batch.MatchSKU
	return lines
}

// Status implements batch.Handler.
func (lineHandler) Status(form.Values) filter.Expr {
	return filter.SQL(`CASE WHEN r.product_id IS NULL THEN 'unknown' WHEN r.new_price < r.cost THEN 'below_cost'
		WHEN r.new_price = r.price THEN 'unchanged' ELSE 'ok' END`)
}

// lineValues are the values of a line: those of the product of the same number.
func lineValues(i int) []any {
	return []any{
		fmt.Sprintf("S%08d", i), fmt.Sprintf("2%012d", i), fmt.Sprintf("Product, number %d", i), fmt.Sprintf("%d pieces", 1+i%12),
		fmt.Sprintf("Department %d", 1+i%20), fmt.Sprintf("Brand %d", 1+i%200), fmt.Sprintf("Vendor %d", 1+i%50),
		fmt.Sprintf("%.2f", 1+float64(i%1000)/100), fmt.Sprintf("%.2f", 3+float64(i%1500)/100), fmt.Sprintf("%.2f", 3.5+float64(i%1500)/100),
		i % 500, "some words about it",
	}
}

// writeCSV writes a file of so many lines.
func writeCSV(path string, lines int) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer file.Close()
	out := bufio.NewWriterSize(file, 1<<20)
	fmt.Fprintln(out, strings.ReplaceAll(lineColumns, ", ", ","))
	for i := 1; i <= lines; i++ {
		v := lineValues(i)
		v[2] = fmt.Sprintf("%q", v[2])
		for n, value := range v {
			if n > 0 {
				_ = out.WriteByte(',')
			}
			_, _ = fmt.Fprint(out, value)
		}
		_ = out.WriteByte('\n')
	}
	return out.Flush()
}

// writeXLSX writes a workbook of so many lines.
func writeXLSX(path string, lines int) (err error) {
	book := excelize.NewFile()
	defer book.Close()
	out, err := book.NewStreamWriter("Sheet1")
	if err != nil {
		return err
	}
	var names []any
	for _, name := range strings.Split(lineColumns, ", ") {
		names = append(names, name)
	}
	for i := 0; i <= lines && err == nil; i++ {
		values := names
		if i > 0 {
			values = lineValues(i)
			values[7], values[8], values[9] = float64(100+i%1000)/100, float64(300+i%1500)/100, float64(350+i%1500)/100
		}
		err = out.SetRow(fmt.Sprintf("A%d", i+1), values)
	}
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		return err
	}
	return book.SaveAs(path)
}

// Execute implements batch.Handler. There is nothing to do.
func (lineHandler) Execute(context.Context, postgres.Tx, *model.Batch, batch.Rows) error { return nil }
