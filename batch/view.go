package batch

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
)

// View returns a batch. NOT_FOUND if there is none, or if the viewer may not
// see batches of its type; UNAUTHENTICATED or FORBIDDEN if the viewer may see
// none at all. It is for domains that know batches by their types only; see
// also Service.Get.
func (r *Registry) View(ctx context.Context, db bun.IDB, id int64) (*model.Batch, error) {
	return r.view(ctx, db, id)
}

// view is View that can lock the batch.
func (r *Registry) view(ctx context.Context, db bun.IDB, id int64, lock ...string) (*model.Batch, error) {
	b, err := find(ctx, db, id, lock...)
	if err != nil {
		return nil, err
	}
	if b == nil || !auth.ViewerFrom(ctx).Can(permission(b.Type, "view")) {
		// Whoever may see no batch at all learns that, not which there are.
		if _, err := r.visible(ctx); err != nil {
			return nil, err
		}
		return nil, model.NotFound("batch")
	}
	return b, nil
}

// find reads a batch; nil: there is none.
func find(ctx context.Context, db bun.IDB, id int64, lock ...string) (*model.Batch, error) {
	var found []*model.Batch
	q := db.NewSelect().Model(&found).Where("id = ?", id)
	for _, l := range lock {
		q = q.For(l)
	}
	if err := q.Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading a batch: %w", err)
	}
	if len(found) == 0 {
		return nil, nil
	}
	return found[0], nil
}

// visible returns the batch types that the viewer may see. Errors:
// UNAUTHENTICATED, FORBIDDEN if there is none.
func (r *Registry) visible(ctx context.Context) ([]*Kind, error) {
	viewer := auth.ViewerFrom(ctx)
	var visible []*Kind
	for _, k := range r.kinds {
		if viewer.Can(permission(k.Key, "view")) {
			visible = append(visible, k)
		}
	}
	if len(visible) == 0 {
		return nil, auth.Require(ctx, permission("*", "view"))
	}
	return visible, nil
}

// ProductIDs returns a query of the ids of the products that a batch's rows are
// about, without the removed rows. It checks no permission: see View. Errors:
// NOT_FOUND; CONFLICT if the rows are purged.
func (r *Registry) ProductIDs(ctx context.Context, db bun.IDB, id int64) (*bun.SelectQuery, error) {
	b, err := find(ctx, db, id)
	if err != nil {
		return nil, err
	}
	if b == nil {
		return nil, model.NotFound("batch")
	}
	if err := withRows(b); err != nil {
		return nil, err
	}
	k, err := r.of(b)
	if err != nil {
		return nil, err
	}
	return db.NewSelect().TableExpr(k.table+" AS r").Column("r.product_id").
		Where("r.batch_id = ? AND NOT r.removed AND r.product_id IS NOT NULL", id), nil
}

// InOtherBatches is the condition that a product, whose id is given as SQL, has a
// row in a batch under review or waiting for its execution, of another type than
// the one with the key.
func (r *Registry) InOtherBatches(product, key string) filter.Expr {
	var rows []filter.Expr
	for _, k := range r.kinds {
		if k.Key != key {
			rows = append(rows, filter.SQL(product+" IN (SELECT o.product_id FROM "+k.table+` AS o
				JOIN batch AS b ON b.id = o.batch_id AND b.type = ? AND b.state IN ('open', 'complete')
				WHERE NOT o.removed AND o.outcome IS NULL AND o.product_id IS NOT NULL)`, k.Key))
		}
	}
	if rows == nil {
		return filter.SQL("FALSE")
	}
	return filter.Or(rows...)
}
