package job

import (
	"context"
	"fmt"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// listing says how something that a job has many of is listed: the model T.
type listing[T any] struct {
	what   string // what they are called
	max    int    // the greatest page
	order  filter.Order
	cursor func(*T) string
	omit   []string // columns that lists don't show
}

// page returns a page of those of a job that match, for a viewer with the
// permission ToView. Errors: NOT_FOUND, INVALID.
func (l listing[T]) page(ctx context.Context, e *Engine, jobID int64, match func() (filter.Expr, error), first int, after *string) (*model.Page[*T], error) {
	if _, err := e.Get(ctx, jobID); err != nil {
		return nil, err
	}
	if err := filter.CheckFirst(first, l.max); err != nil {
		return nil, err
	}
	where, err := match()
	if err != nil {
		return nil, err
	}
	var list []*T
	q := e.db.NewSelect().Model(&list).ExcludeColumn(l.omit...).
		Where("?TableAlias.job_id = ?", jobID).Where(where.SQL, where.Args...).Limit(int64(first) + 1)
	if q, err = l.order.Apply(q, after); err != nil {
		return nil, err
	}
	if err := q.Scan(ctx); err != nil {
		return nil, postgres.Error(fmt.Errorf("listing %s: %w", l.what, err))
	}
	return filter.Paged(list, first, after != nil, l.cursor), nil
}

// count returns how many of a job match, for a viewer with the permission
// ToView. Errors: NOT_FOUND, INVALID.
func (l listing[T]) count(ctx context.Context, e *Engine, jobID int64, match func() (filter.Expr, error)) (int, error) {
	if _, err := e.Get(ctx, jobID); err != nil {
		return 0, err
	}
	where, err := match()
	if err != nil {
		return 0, err
	}
	n, err := e.db.NewSelect().Model((*T)(nil)).
		Where("?TableAlias.job_id = ?", jobID).Where(where.SQL, where.Args...).Count(ctx)
	if err != nil {
		return 0, postgres.Error(fmt.Errorf("counting %s: %w", l.what, err))
	}
	return int(n), nil
}
