package coupons

import (
	"context"
	"fmt"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// Effect implements batch.Previewer. The code is left out: a preview's is never
// issued.
func (Handler) Effect() batch.Effect {
	return batch.Effect{
		Table: "coupon", Join: "e.code = r.code",
		Columns: []batch.EffectColumn{
			{Key: "percent", Title: "Percent off", Type: form.Decimal},
			{Key: "amount", Title: "Amount off", Type: form.Money},
			{Key: "valid_until", Title: "Valid until", Type: form.Date},
		},
		Changes: filter.SQL("r.code IS NULL"),
		Fails:   filter.SQL("r.code IS NULL AND NOT EXISTS (SELECT FROM customer AS c WHERE c.number = r.customer)"),
	}
}

// Execute issues the coupons, and writes their codes into the rows.
func (Handler) Execute(ctx context.Context, tx postgres.Tx, b *model.Batch, pending batch.Rows) error {
	w := pending.Where()
	_, err := tx.NewRaw(`
		WITH proposed AS MATERIALIZED (
			SELECT r.sequence, c.id AS customer_id, r.percent, r.amount, r.valid_until, coupon_code() AS code
			FROM batch.coupon_row AS r JOIN customer AS c ON c.number = r.customer WHERE `+w.SQL+`),
		issued AS (
			INSERT INTO coupon (code, customer_id, batch_id, percent, amount, valid_until)
			SELECT code, customer_id, ?, percent, amount, valid_until FROM proposed)
		UPDATE batch.coupon_row AS r SET code = proposed.code FROM proposed
		WHERE r.batch_id = ? AND r.sequence = proposed.sequence`, append(w.Args, b.ID, b.ID)...).Exec(ctx)
	if err != nil {
		return fmt.Errorf("issuing coupons: %w", err)
	}
	return pending.Fail(ctx, tx, filter.SQL("r.code IS NULL"), filter.SQL("?", "There is no customer of this number any more."))
}

// Undo withdraws the coupons that were not redeemed.
func (Handler) Undo(ctx context.Context, tx postgres.Tx, _ *model.Batch, executed batch.Rows) error {
	w := executed.Where()
	_, err := tx.NewRaw(`
		UPDATE coupon AS c SET withdrawn_at = now() FROM batch.coupon_row AS r
		WHERE `+w.SQL+` AND c.code = r.code AND c.redeemed_at IS NULL AND c.withdrawn_at IS NULL`, w.Args...).Exec(ctx)
	if err != nil {
		return fmt.Errorf("withdrawing coupons: %w", err)
	}
	return executed.Fail(ctx, tx,
		filter.SQL("EXISTS (SELECT FROM coupon AS c WHERE c.code = r.code AND c.redeemed_at IS NOT NULL)"),
		filter.SQL("?", "The coupon has been redeemed."))
}
