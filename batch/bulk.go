package batch

import (
	"context"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// BulkResult answers for a change of all rows that match.
type BulkResult struct {
	Batch         *model.Batch
	Matched       int64 // removed rows don't match an edit
	Changed       int64
	RejectedCount int64
	Rejected      []Rejected // the first of them, at most maxExamples
}

// maxExamples is how many rejected rows are shown of a change of many.
const maxExamples = 10

// bulkSpan is how many sequences one statement of a bulk change covers. It
// bounds what PostgreSQL keeps in memory, and cuts no part in two.
const bulkSpan = 50 * partSize

// partSize is how many sequences share a row of batch.bulk_change_part.
const partSize = 1000

// UpdateWhere changes one column of all rows that match and are not removed,
// refreshes them, and records who changed what. Rows whose new value would
// break the column's limits are rejected and stay as they are. The viewer needs
// the permission edit. Errors: INVALID, blaming a field of where or change;
// CONFLICT unless the batch is open, or is executed and has failed rows; then no
// others match.
func (s *Service) UpdateWhere(ctx context.Context, batchID int64, where *RowFilter, change CellChange) (*BulkResult, error) {
	return s.changeWhere(ctx, bulkChange{batchID, where, "edit", editing, EventEdited}, func(ctx context.Context, tx postgres.Tx, g *bulkGesture) error {
		rec, err := g.kind.recipe(change)
		if err != nil {
			return err
		}
		g.where = filter.And(g.where, filter.SQL("NOT r.removed"))
		if err := g.survey(ctx, tx, rec); err != nil {
			return err
		}
		return g.apply(ctx, tx, RowEdited, &rec.column.Key, func(part span) (filter.Expr, error) {
			update, err := rewrite{g.kind, g.batch, part, g.where, rec, newVersion}.statement()
			update.SQL += " RETURNING t.sequence, t.version, n.former::text AS former, t." + rec.column.Key + "::text AS later"
			return update, err
		})
	})
}

// RemoveWhere takes all rows that match out of an open batch. The viewer needs
// the permission edit. Errors: INVALID, blaming a field of where; CONFLICT
// unless the batch is open.
func (s *Service) RemoveWhere(ctx context.Context, batchID int64, where *RowFilter) (*BulkResult, error) {
	return s.setRemovedWhere(ctx, batchID, where, EventRemoved)
}

// RestoreWhere brings all removed rows that match back. The viewer needs the
// permission edit. Errors: as of RemoveWhere.
func (s *Service) RestoreWhere(ctx context.Context, batchID int64, where *RowFilter) (*BulkResult, error) {
	return s.setRemovedWhere(ctx, batchID, where, EventRestored)
}

func (s *Service) setRemovedWhere(ctx context.Context, batchID int64, where *RowFilter, kind EventKind) (*BulkResult, error) {
	return s.changeWhere(ctx, bulkChange{batchID, where, "edit", reviewing, kind}, func(ctx context.Context, tx postgres.Tx, g *bulkGesture) error {
		if err := g.count(ctx, tx); err != nil {
			return err
		}
		return g.setRemoved(ctx, tx, kind == EventRemoved)
	})
}
