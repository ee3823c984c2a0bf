// Package sizes is the smallest useful batch type: it corrects sizes of products.
package sizes

import (
	"context"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// Row is a product with its size, before and after.
type Row struct {
	bun.BaseModel `bun:"table:batch.size_row,alias:r"`
	batch.RowModel

	SKU     string `bun:"sku" sluice:"title=SKU"`
	Size    string `bun:"size" sluice:"title=Size before"`
	NewSize string `bun:"new_size" sluice:"title=New size;editable;length=50"`
}

// Handler implements batch.Handler.
type Handler struct{ batch.Defaults }

// Type describes the batch type.
func (Handler) Type() batch.Type {
	ok := batch.Status{Key: "ok", Title: "OK", Severity: model.SeverityOK, Description: "The size will be written."}
	return batch.Type{Key: "sizes", Title: "Sizes", Row: (*Row)(nil), Statuses: []batch.Status{ok}}
}

// FromProduct makes a row of a product.
func (Handler) FromProduct(form.Values) map[string]filter.Expr {
	return map[string]filter.Expr{"sku": filter.SQL("p.sku"), "size": filter.SQL("p.size"), "new_size": filter.SQL("p.size")}
}

var sizes = batch.Exchange{
	Table: "product", Join: "e.id = r.product_id", Touch: batch.Touch,
	Cells:   []batch.ExchangeCell{{Key: "size", Title: "Size", Type: form.Text, Before: "r.size", After: "r.new_size"}},
	Changed: "The product's size has changed since the row was made; it was left alone.",
}

// Execute writes the new sizes.
func (Handler) Execute(ctx context.Context, tx postgres.Tx, _ *model.Batch, pending batch.Rows) error {
	return sizes.Execute(ctx, tx, pending)
}
