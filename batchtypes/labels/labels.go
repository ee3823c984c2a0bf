// Package labels is the batch type that prints product labels.
package labels

import (
	"context"
	"fmt"

	"github.com/shopspring/decimal"
	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batchtypes/labels/labelpdf"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/words"
)

// Row is a product with the number of labels to print for it.
type Row struct {
	bun.BaseModel `bun:"table:batch.label_row,alias:r"`
	batch.RowModel

	SKU         string           `bun:"sku" sluice:"title=SKU"`
	GTIN        *string          `bun:"gtin" sluice:"title=GTIN"`
	Description string           `bun:"description" sluice:"title=Name;editable;length=500"`
	Size        string           `bun:"size" sluice:"title=Size;editable;length=50"`
	Price       *decimal.Decimal `bun:"price" sluice:"title=Price;type=money"`
	Quantity    int              `bun:"quantity" sluice:"title=Labels;editable;min=0;max=1000"`
}

// maxQuantity is the greatest number of labels of one row.
const maxQuantity = 1000

// The keys of the statuses.
const (
	statusOK      = "ok"
	statusNone    = "none"
	statusNoName  = "no_name"
	statusNoPrice = "no_price"
	statusNoGTIN  = "no_gtin"
)

// Handler implements batch.Handler.
type Handler struct{ batch.Defaults }

// Type describes the batch type.
func (Handler) Type() batch.Type {
	layouts := make([]form.Choice, len(labelpdf.Layouts))
	for i, l := range labelpdf.Layouts {
		layouts[i] = form.Choice{Key: l.Key, Title: l.Title}
	}
	return batch.Type{
		Key:         "labels",
		Title:       "Labels",
		Description: "Print labels with name, price and barcode, as many of each product as you like.",
		Row:         (*Row)(nil),
		Statuses: []batch.Status{
			{Key: statusOK, Title: "OK", Severity: model.SeverityOK, Description: "The label will be printed."},
			{
				Key: statusNone, Title: "No label", Severity: model.SeverityNotice,
				Description: "The quantity is 0: no label will be printed.",
			},
			{
				Key: statusNoName, Title: "No name", Severity: model.SeverityWarning,
				Description: "The product has no description. Enter a name, or the label will have none.",
			},
			{
				Key: statusNoPrice, Title: "No price", Severity: model.SeverityWarning,
				Description: "The product has no price: the label will have none.",
			},
			{
				Key: statusNoGTIN, Title: "Own code", Severity: model.SeverityNotice,
				Description: "The product has no GTIN: the barcode will be its SKU as Code 128.",
			},
			batch.UnknownProduct,
			{
				Key: batch.StatusStale, Title: "Product changed", Severity: model.SeverityWarning,
				Description: "The product's price or code has changed since the row was made. The label shows the old one; reopen the batch and edit the row to take over the new one.",
			},
		},
		Parameters: []form.Field{
			{
				Key: "quantity", Title: "Labels of each product", Type: form.Integer, Required: true, Default: "1",
				Min: form.Number("0"), Max: form.Number("1000"),
			},
			{Key: "layout", Title: "Layout", Type: form.OneOf, Required: true, Default: layouts[0].Key, Choices: layouts},
			{
				Key: "currency", Title: "Currency symbol", Type: form.Text,
				Help: "Printed in front of the price: € or £. Leave it empty for the bare number.",
			},
		},
		Options: options,
		Sources: []model.SourceKind{model.SourceQuery, model.SourceBatch, model.SourceFile, model.SourceHand},
	}
}

// Lines implements batch.LineReader. Scanning a product again prints one more.
func (Handler) Lines() batch.Lines {
	return batch.Lines{
		Fields: []batch.LineField{
			batch.SKUField("sku"), batch.GTINField("gtin"),
			{Column: "description", Synonyms: []string{"Name", "Title", "Text", "Product", "Bezeichnung"}},
			{Column: "size", Synonyms: []string{"Pack", "Pack size", "Content", "Inhalt"}},
			{Column: "quantity", Synonyms: []string{"Labels", "Count", "Qty", "Copies", "Anzahl", "Menge"}},
		},
		Count: "quantity",
	}
}

// FromProduct copies what a label shows.
func (Handler) FromProduct(params form.Values) map[string]filter.Expr {
	return map[string]filter.Expr{
		"sku":         filter.SQL("p.sku"),
		"gtin":        filter.SQL("p.gtin"),
		"description": filter.SQL("p.description"),
		"size":        filter.SQL("p.size"),
		"price":       filter.SQL("p.price"),
		"quantity":    filter.SQL("?::integer", params.Int("quantity")),
	}
}

// Status tells what the label will lack; the worst comes first.
func (Handler) Status(form.Values) filter.Expr {
	return filter.SQL(`CASE
		WHEN r.product_id IS NULL THEN ?
		WHEN r.quantity = 0 THEN ?
		WHEN btrim(r.description) = '' THEN ?
		WHEN r.price IS NULL THEN ?
		WHEN r.gtin IS NULL THEN ?
		ELSE ? END`, batch.UnknownProduct.Key, statusNone, statusNoName, statusNoPrice, statusNoGTIN, statusOK)
}

// Stale finds products whose price or code is no longer what the label shows.
func (Handler) Stale() filter.Expr {
	return filter.SQL("(p.price, p.gtin, p.sku) IS DISTINCT FROM (r.price, r.gtin, r.sku)")
}

// DescribeExecution counts the labels.
func (Handler) DescribeExecution(ctx context.Context, db bun.IDB, b *model.Batch, pending batch.Rows) (*batch.Description, error) {
	var s struct{ Products, Labels, NoPrice, NoName, Stale int64 }
	err := pending.Select(db).
		ColumnExpr("count(*) FILTER (WHERE r.quantity > 0) AS products").
		ColumnExpr("coalesce(sum(r.quantity), 0) AS labels").
		ColumnExpr("count(*) FILTER (WHERE r.status = ?) AS no_price", statusNoPrice).
		ColumnExpr("count(*) FILTER (WHERE r.status = ?) AS no_name", statusNoName).
		ColumnExpr("count(*) FILTER (WHERE r.status = ?) AS stale", batch.StatusStale).
		Scan(ctx, &s)
	if err != nil {
		return nil, fmt.Errorf("counting labels: %w", err)
	}
	p, err := printingOf(b)
	if err != nil {
		return nil, err
	}
	d := &batch.Description{
		Summary: fmt.Sprintf("Print %s for %s.",
			words.Plural(s.Labels, "label", "labels"), words.Plural(s.Products, "product", "products")),
		Facts: []batch.Fact{
			{Label: "Layout", Value: p.layout.Title},
			{Label: "Pages", Value: words.Thousands(p.layout.Pages(p.blank, s.Labels))},
		},
	}
	for _, w := range []struct {
		count     int64
		one, many string
	}{
		{s.NoName, "product has no name.", "products have no name."},
		{s.NoPrice, "product has no price.", "products have no price."},
		{s.Stale, "product has changed since its row was made.", "products have changed since their rows were made."},
	} {
		if w.count > 0 {
			d.Warnings = append(d.Warnings, words.Plural(w.count, w.one, w.many))
		}
	}
	return d, nil
}

// countLabels counts the labels of rows.
func countLabels(ctx context.Context, db bun.IDB, rows batch.Rows) (n int64, err error) {
	if err := rows.Select(db).ColumnExpr("coalesce(sum(r.quantity), 0)").Scan(ctx, &n); err != nil {
		return 0, fmt.Errorf("counting labels: %w", err)
	}
	return n, nil
}

// Totals implements batch.Totaler.
func (Handler) Totals(ctx context.Context, db bun.IDB, _ *model.Batch, rows batch.Rows) ([]batch.Fact, error) {
	labels, err := countLabels(ctx, db, rows)
	return []batch.Fact{{Label: "Labels to print", Value: words.Thousands(labels)}}, err
}

// DescribeResult counts the labels.
func (Handler) DescribeResult(ctx context.Context, db bun.IDB, _ *model.Batch, done batch.Rows) (*batch.Description, error) {
	labels, err := countLabels(ctx, db, done)
	if err != nil {
		return nil, err
	}
	return &batch.Description{Summary: words.Plural(labels, "label is", "labels are") + " ready to be printed."}, nil
}

// Execute has nothing to do but to release the rows: from then on they are
// frozen, and the labels can be downloaded as often as needed.
func (Handler) Execute(context.Context, postgres.Tx, *model.Batch, batch.Rows) error { return nil }
