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

// bulkGesture is one change of all rows that match while it is being made.
type bulkGesture struct {
	*BulkResult
	kind  *Kind
	batch *model.Batch
	where filter.Expr // over the row AS r
}

// bulkChange says what is changed, and what that takes.
type bulkChange struct {
	batchID int64
	where   *RowFilter
	verb    string   // of the permission
	actions []action // of which the batch must allow one
	event   EventKind
}

func (s *Service) changeWhere(ctx context.Context, change bulkChange,
	fn func(ctx context.Context, tx postgres.Tx, g *bulkGesture) error,
) (*BulkResult, error) {
	result := &BulkResult{}
	b, err := s.changeBy(ctx, change.batchID, change.verb, change.actions,
		func(ctx context.Context, tx postgres.Tx, k *Kind, b *model.Batch, _ model.BatchState) error {
			conditions, err := k.where(b.ID, change.where)
			if err != nil {
				return err
			}
			err = fn(ctx, tx, &bulkGesture{result, k, b, filter.And(filter.SQL("r.batch_id = ?", b.ID), correctable(b), conditions)})
			if err != nil || result.Changed == 0 {
				return err
			}
			if err := remember(ctx, tx, b, Event{Kind: change.event, RowCount: &result.Changed}); err != nil {
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

// eachSpan calls fn for one span after another, until all of the batch's
// sequences are covered.
func (g *bulkGesture) eachSpan(fn func(part span) error) error {
	for first := int64(0); first < g.batch.NextSequence; first += bulkSpan {
		if err := fn(span{first, first + bulkSpan - 1}); err != nil {
			return err
		}
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
	err = g.eachSpan(func(part span) error {
		u, err := update(part)
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
		return nil
	})
	if err != nil {
		return err
	}
	_, err = tx.NewRaw("UPDATE batch.bulk_change SET row_count = ? WHERE id = ?", g.Changed, change).Exec(ctx)
	if err != nil {
		return fmt.Errorf("recording a bulk change: %w", err)
	}
	return nil
}

// setRemoved removes the rows, or restores them, and keeps what it did.
func (g *bulkGesture) setRemoved(ctx context.Context, tx postgres.Tx, removed bool) error {
	action := RowRestored
	if removed {
		action = RowRemoved
	}
	others := filter.And(g.where, filter.SQL("r.removed <> ?", removed))
	return g.apply(ctx, tx, action, nil, func(part span) (filter.Expr, error) {
		w := filter.And(part.of("r", g.batch.ID), others)
		return filter.SQL(`UPDATE `+g.kind.table+` AS r SET removed = ?, version = r.version + 1, updated_at = now()
			WHERE `+w.SQL+` RETURNING r.sequence, r.version, NULL::text AS former, NULL::text AS later`,
			append([]any{removed}, w.Args...)...), nil
	})
}
