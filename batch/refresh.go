package batch

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
)

// refresh recomputes what rows take from their products, except the cells that
// people can edit, and then their statuses. Their versions stay.
func (k *Kind) refresh(ctx context.Context, db bun.IDB, b *model.Batch, sequences []int64) error {
	statement, err := rewrite{kind: k, batch: b, where: filter.SQL("r.sequence IN (?)", bun.List(sequences))}.statement()
	if err != nil {
		return err
	}
	if _, err := db.NewRaw(statement.SQL, statement.Args...).Exec(ctx); err != nil {
		return fmt.Errorf("refreshing rows: %w", err)
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
	join, gone := k.join()
	stales := db.NewSelect().TableExpr(k.table+" AS r").Join(join).Column("r.batch_id", "r.sequence").
		Where(pending.SQL, pending.Args...).Where("NOT "+gone).
		Where("r.status <> ?", StatusStale).Where(stale.SQL, stale.Args...)
	marked, err := db.NewUpdate().TableExpr(k.table+" AS r").TableExpr("(?) AS s", stales).
		Set("status = ?", StatusStale).Set("version = r.version + 1").Set("updated_at = now()").
		Where("r.batch_id = s.batch_id").Where("r.sequence = s.sequence").Exec(ctx)
	if err != nil {
		return fmt.Errorf("marking stale rows: %w", err)
	}
	if n, err := marked.RowsAffected(); n == 0 || err != nil {
		return err
	}
	return touch(ctx, db, b)
}
