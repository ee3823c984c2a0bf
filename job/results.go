package job

import (
	"context"
	"fmt"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// MaxResultPage is the greatest page of results.
const MaxResultPage = 200

var byChunk = filter.Order{Name: "CHUNK", Column: "r.chunk", Type: "bigint", Key: "r.item_key"}

// ListResults returns a page of what a job has produced, of one chunk or all, in
// the order of the source, for a viewer with the permission ToView. Errors:
// NOT_FOUND, INVALID.
func (e *Engine) ListResults(ctx context.Context, jobID int64, chunk *int, first int, after *string) (*model.Page[*model.JobResult], error) {
	if _, err := e.Get(ctx, jobID); err != nil {
		return nil, err
	}
	if err := filter.CheckFirst(first, MaxResultPage); err != nil {
		return nil, err
	}
	var list []*model.JobResult
	sql, args := ofChunk(chunk).OrTrue()
	q, err := byChunk.Apply(e.db.NewSelect().Model(&list).Where("r.job_id = ?", jobID).Where(sql, args...).Limit(int64(first)+1), after)
	if err != nil {
		return nil, err
	}
	if err := q.Scan(ctx); err != nil {
		return nil, postgres.Error(fmt.Errorf("listing results: %w", err))
	}
	return filter.Paged(list, first, after != nil, func(r *model.JobResult) string {
		number := fmt.Sprint(r.Chunk)
		return byChunk.Cursor(&number, r.ItemKey)
	}), nil
}

// CountResults returns how many items a job has produced a result for, of one
// chunk or all, for a viewer with the permission ToView. Errors: NOT_FOUND.
func (e *Engine) CountResults(ctx context.Context, jobID int64, chunk *int) (int, error) {
	if _, err := e.Get(ctx, jobID); err != nil {
		return 0, err
	}
	sql, args := ofChunk(chunk).OrTrue()
	n, err := e.db.NewSelect().Model((*model.JobResult)(nil)).Where("r.job_id = ?", jobID).Where(sql, args...).Count(ctx)
	return int(n), postgres.Error(err)
}

func ofChunk(chunk *int) filter.Expr {
	if chunk == nil {
		return filter.Expr{}
	}
	return filter.SQL("r.chunk = ?", *chunk)
}
