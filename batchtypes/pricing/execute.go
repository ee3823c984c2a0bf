package pricing

import (
	"context"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// prices is what executing and undoing do. The row keeps the price before.
var prices = batch.Exchange{
	Table: "product", Join: "e.id = r.product_id", Touch: batch.Touch,
	Cells:        []batch.ExchangeCell{{Key: "price", Title: "Price", Type: form.Money, Before: "r.price", After: "r.new_price"}},
	Changed:      "The product's price has changed since the row was made; it was left alone.",
	ChangedSince: "The product's price has changed since the batch was executed; it was left alone.",
}

// Effect implements batch.Previewer.
func (Handler) Effect() batch.Effect { return prices.Effect() }

// Execute writes the new prices.
func (Handler) Execute(ctx context.Context, tx postgres.Tx, _ *model.Batch, pending batch.Rows) error {
	return prices.Execute(ctx, tx, pending)
}

// Undo puts back the prices before.
func (Handler) Undo(ctx context.Context, tx postgres.Tx, _ *model.Batch, executed batch.Rows) error {
	return prices.Undo(ctx, tx, executed)
}
