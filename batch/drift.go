package batch

import (
	"context"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/catalog"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
)

// Drift is how the rows of a batch differ from what its source would give now.
type Drift struct {
	Batch   *model.Batch
	Added   int64 // products that the source has and no row is of
	Dropped int64 // rows of products that it no longer has, but for removed ones
}

// SourceDrift compares a batch under review with its source; nil for batches
// whose source can't be asked again, and for those beyond review. Products whose
// row a person has removed count as known. The viewer needs
// catalog.PermissionView.
func (s *Service) SourceDrift(ctx context.Context, b *model.Batch) (*Drift, error) {
	d, err := s.drift(ctx, s.db, b)
	if err != nil || d == nil {
		return nil, err
	}
	drift := &Drift{Batch: b}
	if drift.Added, err = count(ctx, d.freshProducts(s.db)); err != nil {
		return nil, err
	}
	if drift.Dropped, err = count(ctx, d.goneRows(s.db)); err != nil {
		return nil, err
	}
	return drift, nil
}

// AddedProducts returns a page of the ids of the products that the drift counts
// as added. Errors: INVALID for a bad page.
func (s *Service) AddedProducts(ctx context.Context, b *model.Batch, first int, after *string) (*model.Page[int64], error) {
	order := filter.Order{Name: "product", Key: "f.id"}
	return s.driftPage(ctx, b, first, after, order, func(d *drift) *bun.SelectQuery {
		return s.db.NewSelect().TableExpr("(?) AS f", d.freshProducts(s.db)).Column("f.id")
	})
}

// DroppedRows returns a page of the rows that the drift counts as dropped.
// Errors: INVALID for a bad page.
func (s *Service) DroppedRows(ctx context.Context, b *model.Batch, first int, after *string) (*model.Page[*Row], error) {
	order := filter.Order{Name: "sequence", Key: "r.sequence"}
	page, err := s.driftPage(ctx, b, first, after, order, func(d *drift) *bun.SelectQuery { return d.goneRows(s.db) })
	if err != nil {
		return nil, err
	}
	k, err := s.types.of(b)
	if err != nil {
		return nil, err
	}
	rows, err := k.read(ctx, s.db, b.ID, page.Nodes())
	if err != nil {
		return nil, err
	}
	found := &model.Page[*Row]{HasNext: page.HasNext, HasPrev: page.HasPrev}
	for _, row := range rows {
		found.Edges = append(found.Edges, model.Edge[*Row]{Cursor: order.Cursor(nil, row.Sequence), Node: row})
	}
	return found, nil
}

func (s *Service) driftPage(ctx context.Context, b *model.Batch, first int, after *string, order filter.Order,
	list func(*drift) *bun.SelectQuery,
) (*model.Page[int64], error) {
	if err := filter.CheckFirst(first, MaxPage); err != nil {
		return nil, err
	}
	d, err := s.drift(ctx, s.db, b)
	if err != nil || d == nil {
		return &model.Page[int64]{}, err
	}
	q, err := order.Apply(list(d).Limit(int64(first)+1), after)
	if err != nil {
		return nil, err
	}
	var keys []int64
	if err := q.Scan(ctx, &keys); err != nil {
		return nil, fmt.Errorf("listing what differs from the source: %w", err)
	}
	return filter.Paged(keys, first, after != nil, func(key int64) string { return order.Cursor(nil, key) }), nil
}

// drift is what it takes to compare a batch with its source.
type drift struct {
	kind   *Kind
	batch  *model.Batch
	params form.Values
	source Selection
}

// drift returns nil if there is nothing to compare.
func (s *Service) drift(ctx context.Context, db bun.IDB, b *model.Batch) (*drift, error) {
	src, err := sourceOf(b)
	if err != nil {
		return nil, err
	}
	repeatable := []model.SourceKind{model.SourceQuery, model.SourceBatch, model.SourceDataSet}
	reviewed := b.State == model.BatchOpen || b.State == model.BatchComplete
	if !reviewed || !slices.Contains(repeatable, src.Kind) {
		return nil, nil
	}
	k, err := s.types.of(b)
	if err != nil {
		return nil, err
	}
	selection, params, err := s.types.selectionOf(ctx, db, k, b)
	if model.CodeOf(err) == model.CodeNotFound { // the other batch was deleted
		return nil, nil
	}
	if err != nil || selection.Product.Empty() {
		return nil, err
	}
	return &drift{k, b, params, selection}, auth.Require(ctx, catalog.PermissionView)
}

// fresh is the selection of what no row was made of.
func (d *drift) fresh() Selection {
	known := filter.SQL("NOT EXISTS (SELECT FROM "+d.kind.table+" AS known WHERE known.batch_id = ? AND known.product_id = "+
		d.source.Product.SQL+")", append([]any{d.batch.ID}, d.source.Product.Args...)...)
	s := d.source
	s.Where = filter.And(known, s.Where)
	return s
}

// freshProducts is a query of the ids of products that no row is of.
func (d *drift) freshProducts(db bun.IDB) *bun.SelectQuery {
	s := d.fresh()
	where, args := s.Where.OrTrue()
	return db.NewSelect().TableExpr(s.From.SQL, s.From.Args...).ColumnExpr(s.Product.SQL+" AS id", s.Product.Args...).Where(where, args...)
}

// gone is the condition that the source no longer has the product of the row
// AS r, which is not removed.
func (d *drift) gone() filter.Expr {
	s := d.source
	has := filter.And(filter.SQL(s.Product.SQL+" = r.product_id", s.Product.Args...), s.Where)
	return filter.SQL("r.batch_id = ? AND NOT r.removed AND r.product_id IS NOT NULL AND NOT EXISTS (SELECT FROM "+
		s.From.SQL+" WHERE "+has.SQL+")", slices.Concat([]any{d.batch.ID}, s.From.Args, has.Args)...)
}

// goneRows is a query of the sequences of these rows.
func (d *drift) goneRows(db bun.IDB) *bun.SelectQuery {
	gone := d.gone()
	return db.NewSelect().TableExpr(d.kind.table+" AS r").Column("r.sequence").Where(gone.SQL, gone.Args...)
}

func count(ctx context.Context, q *bun.SelectQuery) (n int64, err error) {
	err = q.NewSelect().TableExpr("(?) AS counted", q).ColumnExpr("count(*)").Scan(ctx, &n)
	if err != nil {
		return 0, fmt.Errorf("counting what differs from the source: %w", err)
	}
	return n, nil
}
