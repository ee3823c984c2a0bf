package pricing

import (
	"context"
	"fmt"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// changes tells which rows have a change to make.
const changes = "r.new_price IS DISTINCT FROM r.price"

// Effect implements batch.Previewer.
func (Handler) Effect() batch.Effect {
	return batch.Effect{
		Table: "product", Join: "e.id = r.product_id",
		Columns: []batch.EffectColumn{{Key: "price", Title: "Price", Type: form.Money}},
		Changes: filter.SQL(changes),
		Fails:   filter.SQL(changes + " AND (e.id IS NULL OR e.price IS DISTINCT FROM r.price)"),
	}
}

// Execute writes the new prices. The row keeps the price before; a product
// that has another price by now is not touched, and its row fails.
func (Handler) Execute(ctx context.Context, tx postgres.Tx, _ *model.Batch, pending batch.Rows) error {
	return exchange(ctx, tx, pending, "r.price", "r.new_price", model.RowExecuted,
		"The product's price has changed since the row was made; it was left alone.")
}

// Undo puts back the prices before. A product that has another price than the
// one the batch gave it is not touched, and its row is kept.
func (Handler) Undo(ctx context.Context, tx postgres.Tx, _ *model.Batch, executed batch.Rows) error {
	return exchange(ctx, tx, executed, "r.new_price", "r.price", model.RowReverted,
		"The product's price has changed since the batch was executed; it was left alone.")
}

// exchange gives the products of rows one price for another, both SQL over the
// row AS r. Rows whose product does not have the first one fail for the reason.
func exchange(ctx context.Context, tx postgres.Tx, rows batch.Rows, from, to string, outcome model.RowOutcome, reason string) error {
	w := rows.Where()
	_, err := tx.NewRaw(`
		WITH changed AS (
			UPDATE product AS p SET price = `+to+`, version = p.version + 1, updated_at = now()
			FROM batch.pricing_row AS r
			WHERE `+w.SQL+` AND p.id = r.product_id AND p.price IS NOT DISTINCT FROM `+from+`
				AND `+changes+`
			RETURNING r.batch_id, r.sequence)
		UPDATE batch.pricing_row AS r SET outcome = ?, updated_at = now()
		FROM changed WHERE r.batch_id = changed.batch_id AND r.sequence = changed.sequence`, append(w.Args, outcome)...).Exec(ctx)
	if err != nil {
		return fmt.Errorf("writing prices: %w", err)
	}
	// What still waits are by now the rows without a change to make, and those
	// whose product is not what it was.
	return rows.Fail(ctx, tx, filter.SQL(changes), filter.SQL("?", reason))
}
