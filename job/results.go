package job

import (
	"context"
	"fmt"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
)

// MaxResultPage is the greatest page of results.
const MaxResultPage = 200

var resultList = listing[model.JobResult]{
	what: "results", max: MaxResultPage, order: byChunk,
	cursor: func(r *model.JobResult) string {
		number := fmt.Sprint(r.Chunk)
		return byChunk.Cursor(&number, r.ItemKey)
	},
}

var byChunk = filter.Order{Name: "CHUNK", Column: "r.chunk", Type: "bigint", Key: "r.item_key"}

// ListResults returns a page of what a job has produced, of one chunk or all, in
// the order of the source, for a viewer with the permission ToView. Errors:
// NOT_FOUND, INVALID.
func (e *Engine) ListResults(ctx context.Context, jobID int64, chunk *int, first int, after *string) (*model.Page[*model.JobResult], error) {
	return resultList.page(ctx, e, jobID, ofChunk(chunk), first, after)
}

// CountResults returns how many items a job has produced a result for, of one
// chunk or all, for a viewer with the permission ToView. Errors: NOT_FOUND.
func (e *Engine) CountResults(ctx context.Context, jobID int64, chunk *int) (int, error) {
	return resultList.count(ctx, e, jobID, ofChunk(chunk))
}

func ofChunk(chunk *int) func() (filter.Expr, error) {
	return func() (filter.Expr, error) {
		if chunk == nil {
			return filter.SQL("true"), nil
		}
		return filter.SQL("r.chunk = ?", *chunk), nil
	}
}
