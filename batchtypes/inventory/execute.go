package inventory

import (
	"context"
	"fmt"
	"slices"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// counted are the rows that have a count to write.
const counted = "r.counted IS NOT NULL AND r.product_id IS NOT NULL"

// Effect implements batch.Previewer.
func (Handler) Effect() batch.Effect {
	return batch.Effect{
		Table: "inventory", Join: "e.product_id = r.product_id",
		Columns: []batch.EffectColumn{{Key: "on_hand", Title: "On hand", Type: form.Integer}},
		Changes: filter.SQL(counted + " AND r.counted IS DISTINCT FROM r.on_hand"),
		Fails:   filter.SQL(counted + " AND e.on_hand IS DISTINCT FROM r.on_hand"),
	}
}

// Execute makes the counts the stock. A product whose stock is another one than
// the row knows by now is left alone, and its row fails; so does the second of
// two rows of one product.
func (Handler) Execute(ctx context.Context, tx postgres.Tx, b *model.Batch, pending batch.Rows) error {
	w := pending.Where()
	_, err := tx.NewRaw(`
		WITH counts AS (
			SELECT DISTINCT ON (r.product_id) r.sequence, r.product_id, r.on_hand, r.counted
			FROM batch.inventory_row AS r JOIN product AS p ON p.id = r.product_id
			WHERE `+w.SQL+` AND `+counted+` ORDER BY r.product_id, r.sequence),
		written AS (
			INSERT INTO inventory AS i (product_id, on_hand, batch_id) SELECT product_id, counted, ? FROM counts
			ON CONFLICT (product_id) DO UPDATE SET on_hand = excluded.on_hand, batch_id = excluded.batch_id,
				counted_at = now(), version = i.version + 1, updated_at = now()
			WHERE i.on_hand = (SELECT c.on_hand FROM counts AS c WHERE c.product_id = i.product_id)
			RETURNING product_id)
		UPDATE batch.inventory_row AS r SET outcome = ?, updated_at = now()
		FROM counts JOIN written USING (product_id) WHERE r.batch_id = ? AND r.sequence = counts.sequence`,
		append(w.Args, b.ID, model.RowExecuted, b.ID)...).Exec(ctx)
	if err != nil {
		return fmt.Errorf("writing counts: %w", err)
	}
	return pending.Fail(ctx, tx, filter.SQL(counted), filter.SQL("?", "The stock has changed since the row was made, or another row has counted the product; it was left alone."))
}

// Undo puts back the stock before, and takes away that of products that had
// never been counted. Stock that has changed since is left alone.
func (Handler) Undo(ctx context.Context, tx postgres.Tx, b *model.Batch, executed batch.Rows) error {
	w := filter.And(executed.Where(), filter.SQL("i.product_id = r.product_id AND i.batch_id = ? AND i.on_hand = r.counted", b.ID))
	_, err := tx.NewRaw(`
		WITH back AS (
			UPDATE inventory AS i SET on_hand = r.on_hand, batch_id = NULL, version = i.version + 1, updated_at = now()
			FROM batch.inventory_row AS r WHERE `+w.SQL+` AND r.on_hand IS NOT NULL RETURNING r.sequence),
		gone AS (
			DELETE FROM inventory AS i USING batch.inventory_row AS r WHERE `+w.SQL+` AND r.on_hand IS NULL RETURNING r.sequence)
		UPDATE batch.inventory_row AS r SET outcome = ?, updated_at = now()
		FROM (TABLE back UNION ALL TABLE gone) AS undone WHERE r.batch_id = ? AND r.sequence = undone.sequence`,
		append(slices.Concat(w.Args, w.Args), model.RowReverted, b.ID)...).Exec(ctx)
	if err != nil {
		return fmt.Errorf("putting stock back: %w", err)
	}
	return executed.Fail(ctx, tx, filter.SQL(counted), filter.SQL("?", "The stock has changed since the batch was executed; it was left alone."))
}
