package batch

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
)

// refresh recomputes what rows take from their products, except the cells that
// people can edit, and then their statuses.
func (k *Kind) refresh(ctx context.Context, db bun.IDB, b *model.Batch, sequences []int64) error {
	params, err := form.Load(k.Parameters, b.Parameters)
	if err != nil {
		return err
	}
	q := db.NewUpdate().TableExpr(k.table+" AS r").TableExpr("product AS p").
		Where("r.batch_id = ?", b.ID).Where("r.sequence IN (?)", bun.List(sequences)).Where("p.id = r.product_id")
	derived := false
	expressions := k.handler.FromProduct(params)
	for _, key := range slices.Sorted(maps.Keys(expressions)) {
		if c := k.column(key); c != nil && !c.Editable {
			q = q.Set(key+" = "+expressions[key].SQL, expressions[key].Args...)
			derived = true
		}
	}
	if derived {
		if _, err := q.Exec(ctx); err != nil {
			return fmt.Errorf("refreshing rows from products: %w", err)
		}
	}
	status := k.statusExpr(params)
	_, err = db.NewUpdate().TableExpr(k.table+" AS r").Set("status = "+status.SQL, status.Args...).
		Where("r.batch_id = ?", b.ID).Where("r.sequence IN (?)", bun.List(sequences)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("refreshing the status of rows: %w", err)
	}
	return nil
}

// markStale gives the pending rows whose product has changed the status
// StatusStale.
func (k *Kind) markStale(ctx context.Context, db bun.IDB, b *model.Batch) error {
	stale := k.handler.Stale()
	if stale.Empty() {
		return nil
	}
	pending := k.rows(b).Where()
	_, err := db.NewUpdate().TableExpr(k.table+" AS r").TableExpr("product AS p").
		Set("status = ?", StatusStale).Set("version = r.version + 1").Set("updated_at = now()").
		Where(pending.SQL, pending.Args...).Where("p.id = r.product_id").
		Where("r.status <> ?", StatusStale).Where(stale.SQL, stale.Args...).Exec(ctx)
	if err != nil {
		return fmt.Errorf("marking stale rows: %w", err)
	}
	return nil
}
