package organic

import (
	"context"
	"fmt"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// renewals is what is done to the certificates that are on record.
var renewals = batch.Exchange{
	Table: "coop.certificate", Join: "e.product_id = r.product_id", Touch: "updated_at = now()",
	Cells: []batch.ExchangeCell{
		{Key: "number", Title: "Certificate", Type: form.Text, Before: "r.old_number", After: "r.number"},
		{Key: "valid_until", Title: "Valid until", Type: form.Date, Before: "r.old_valid_until", After: "r.valid_until"},
	},
	Where:        filter.SQL("r.old_number IS NOT NULL"),
	Changed:      "The certificate has changed since the row was made; it was left alone.",
	ChangedSince: "The certificate has changed since the batch was executed; it was left alone.",
}

// Execute records the certificates: what is on record is renewed, the others are
// added.
func (Handler) Execute(ctx context.Context, tx postgres.Tx, _ *model.Batch, pending batch.Rows) error {
	if err := renewals.Execute(ctx, tx, pending); err != nil {
		return err
	}
	w := pending.Where()
	_, err := tx.NewRaw(`
		WITH added AS (
			INSERT INTO coop.certificate (product_id, number, valid_until)
			SELECT DISTINCT ON (r.product_id) r.product_id, r.number, r.valid_until FROM coop.organic_row AS r
			WHERE `+w.SQL+` AND r.old_number IS NULL ORDER BY r.product_id, r.sequence
			ON CONFLICT (product_id) DO NOTHING RETURNING product_id)
		UPDATE coop.organic_row AS r SET outcome = ? FROM added WHERE `+w.SQL+` AND r.product_id = added.product_id`,
		append(append(w.Args, model.RowExecuted), w.Args...)...).Exec(ctx)
	if err != nil {
		return fmt.Errorf("adding certificates: %w", err)
	}
	return pending.Fail(ctx, tx, filter.SQL("r.old_number IS NULL"), filter.SQL("?", renewals.Changed))
}

// Undo puts back the certificates before, and takes away those that were added,
// unless they have changed since.
func (Handler) Undo(ctx context.Context, tx postgres.Tx, _ *model.Batch, executed batch.Rows) error {
	if err := renewals.Undo(ctx, tx, executed); err != nil {
		return err
	}
	w := executed.Where()
	_, err := tx.NewRaw(`
		WITH gone AS (
			DELETE FROM coop.certificate AS e USING coop.organic_row AS r
			WHERE `+w.SQL+` AND r.old_number IS NULL AND e.product_id = r.product_id
				AND (e.number, e.valid_until) IS NOT DISTINCT FROM (r.number, r.valid_until)
			RETURNING r.batch_id, r.sequence)
		UPDATE coop.organic_row AS r SET outcome = ?, updated_at = now()
		FROM gone WHERE r.batch_id = gone.batch_id AND r.sequence = gone.sequence`, append(w.Args, model.RowReverted)...).Exec(ctx)
	if err != nil {
		return fmt.Errorf("taking away certificates: %w", err)
	}
	return executed.Fail(ctx, tx, filter.SQL("r.old_number IS NULL"), filter.SQL("?", renewals.ChangedSince))
}
