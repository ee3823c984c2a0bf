package batch

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/auth"
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
// CONFLICT unless the batch is open.
func (s *Service) UpdateWhere(ctx context.Context, batchID int64, where *RowFilter, change CellChange) (*BulkResult, error) {
	return s.changeWhere(ctx, batchID, where, EventEdited, func(ctx context.Context, tx postgres.Tx, g *bulkGesture) error {
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
	removed, action := true, RowRemoved
	if kind == EventRestored {
		removed, action = false, RowRestored
	}
	return s.changeWhere(ctx, batchID, where, kind, func(ctx context.Context, tx postgres.Tx, g *bulkGesture) error {
		if err := g.count(ctx, tx); err != nil {
			return err
		}
		others := filter.And(g.where, filter.SQL("r.removed <> ?", removed))
		return g.apply(ctx, tx, action, nil, func(part span) (filter.Expr, error) {
			w := filter.And(part.of("r", batchID), others)
			return filter.SQL(`UPDATE `+g.kind.table+` AS r SET removed = ?, version = r.version + 1, updated_at = now()
				WHERE `+w.SQL+` RETURNING r.sequence, r.version, NULL::text AS former, NULL::text AS later`,
				append([]any{removed}, w.Args...)...), nil
		})
	})
}

// bulkGesture is one change of all rows that match while it is being made.
type bulkGesture struct {
	*BulkResult
	kind  *Kind
	batch *model.Batch
	where filter.Expr // over the row AS r
}

func (s *Service) changeWhere(ctx context.Context, batchID int64, where *RowFilter, kind EventKind,
	fn func(ctx context.Context, tx postgres.Tx, g *bulkGesture) error,
) (*BulkResult, error) {
	result := &BulkResult{}
	b, err := s.change(ctx, batchID, "edit", actionEdit,
		func(ctx context.Context, tx postgres.Tx, k *Kind, b *model.Batch, _ model.BatchState) error {
			conditions, err := k.where(b.ID, where)
			if err != nil {
				return err
			}
			err = fn(ctx, tx, &bulkGesture{result, k, b, filter.And(filter.SQL("r.batch_id = ?", b.ID), conditions)})
			if err != nil || result.Changed == 0 {
				return err
			}
			if err := remember(ctx, tx, b, Event{Kind: kind, RowCount: &result.Changed}); err != nil {
				return err
			}
			return touch(ctx, tx, b)
		})
	result.Batch = b
	return result, err
}

func (g *bulkGesture) count(ctx context.Context, db bun.IDB) error {
	err := db.NewSelect().TableExpr(g.kind.table+" AS r").ColumnExpr("count(*)").
		Where(g.where.SQL, g.where.Args...).Scan(ctx, &g.Matched)
	if err != nil {
		return fmt.Errorf("counting rows: %w", err)
	}
	return nil
}

// apply makes a change, span by span, and keeps what it did. update returns the
// statement for a span of sequences; it returns sequence, version, former and
// later of the rows that it changes.
func (g *bulkGesture) apply(ctx context.Context, tx postgres.Tx, action RowAction, column *string,
	update func(part span) (filter.Expr, error),
) error {
	var change int64
	err := tx.NewRaw("INSERT INTO batch.bulk_change (batch_id, action, column_key, changed_by) VALUES (?, ?, ?, ?) RETURNING id",
		g.batch.ID, action, column, auth.ViewerFrom(ctx).ID()).Scan(ctx, &change)
	if err != nil {
		return fmt.Errorf("recording a bulk change: %w", err)
	}
	for first := int64(0); first < g.batch.NextSequence; first += bulkSpan {
		u, err := update(span{first, first + bulkSpan - 1})
		if err != nil {
			return err
		}
		var changed int64
		err = tx.NewRaw(`WITH written AS (`+u.SQL+`), kept AS (
				INSERT INTO batch.bulk_change_part (batch_id, part, change_id, places, versions, former, later)
				SELECT ?, sequence / ?, ?, array_agg((sequence % ?)::smallint), array_agg(version), array_agg(former), array_agg(later)
				FROM written GROUP BY 2 RETURNING cardinality(places) AS rows)
			SELECT coalesce(sum(rows), 0) FROM kept`, append(u.Args, g.batch.ID, partSize, change, partSize)...).Scan(ctx, &changed)
		if err != nil {
			return fmt.Errorf("changing rows: %w", err)
		}
		g.Changed += changed
	}
	_, err = tx.NewRaw("UPDATE batch.bulk_change SET row_count = ? WHERE id = ?", g.Changed, change).Exec(ctx)
	if err != nil {
		return fmt.Errorf("recording a bulk change: %w", err)
	}
	return nil
}
