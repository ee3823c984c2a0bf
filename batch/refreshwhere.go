package batch

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/postgres"
)

// RefreshWhere takes over what the products of all rows that match have become,
// except into cells that people can edit, checks the rows again, and records
// what has changed. Rows that were stale are so no longer. The viewer needs the
// permission refresh. Errors: INVALID, blaming a field of where; CONFLICT unless
// the batch is open, or is executed and has failed rows; then no others match.
func (s *Service) RefreshWhere(ctx context.Context, batchID int64, where *RowFilter) (*BulkResult, error) {
	return s.changeWhere(ctx, bulkChange{batchID, where, "refresh", []action{actionRefresh, actionCorrect}, EventRefreshed},
		func(ctx context.Context, tx postgres.Tx, g *bulkGesture) error {
			if err := g.count(ctx, tx); err != nil {
				return err
			}
			return g.eachSpan(func(part span) error { return g.refresh(ctx, tx, part) })
		})
}

// refresh refreshes the rows of a span. What the statement reads beside the
// UPDATE are the rows as they were.
func (g *bulkGesture) refresh(ctx context.Context, tx postgres.Tx, part span) error {
	update, err := rewrite{kind: g.kind, batch: g.batch, span: part, where: g.where, set: newVersion}.statement()
	if err != nil {
		return err
	}
	changes := make([]string, len(g.kind.Columns))
	for i, c := range g.kind.Columns {
		changes[i] = fmt.Sprintf("'%[1]s', CASE WHEN r.%[1]s IS DISTINCT FROM w.%[1]s THEN jsonb_build_array(r.%[1]s, w.%[1]s) END", c.Key)
	}
	before := part.of("r", g.batch.ID)
	recorded, err := tx.NewRaw(`WITH written AS (`+update.SQL+` RETURNING t.*)
		INSERT INTO batch.row_change (batch_id, sequence, version, action, changes, changed_by)
		SELECT w.batch_id, w.sequence, w.version, ?, jsonb_strip_nulls(jsonb_build_object(`+strings.Join(changes, ", ")+`)), ?
		FROM written AS w JOIN `+g.kind.table+` AS r USING (batch_id, sequence) WHERE `+before.SQL,
		slices.Concat(update.Args, []any{RowRefreshed, auth.ViewerFrom(ctx).ID()}, before.Args)...).Exec(ctx)
	if err != nil {
		return fmt.Errorf("refreshing rows: %w", err)
	}
	changed, err := recorded.RowsAffected()
	g.Changed += changed
	return err
}
