package batch

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// RemoveRows takes rows out of an open batch; they stay visible and can be
// restored. Rows that are removed already are left as they are. The viewer
// needs the permission edit.
func (s *Service) RemoveRows(ctx context.Context, batchID int64, ids []model.ID) (*RowsResult, error) {
	return s.setRemoved(ctx, batchID, ids, true, RowRemoved)
}

// RestoreRows brings removed rows back. The viewer needs the permission edit.
func (s *Service) RestoreRows(ctx context.Context, batchID int64, ids []model.ID) (*RowsResult, error) {
	return s.setRemoved(ctx, batchID, ids, false, RowRestored)
}

func (s *Service) setRemoved(ctx context.Context, batchID int64, ids []model.ID, removed bool, action RowAction) (*RowsResult, error) {
	return s.changeRows(ctx, batchID, ids, reviewing, func(ctx context.Context, tx postgres.Tx, g *gesture) error {
		for _, id := range ids {
			row, ok := g.take(id)
			if !ok {
				continue
			}
			if common := row.Interface().(rowModel).common(); common.Removed != removed {
				g.note(common, action, map[string][2]any{})
			}
		}
		if len(g.changes) == 0 {
			return nil
		}
		_, err := tx.NewUpdate().TableExpr(g.kind.table+" AS r").
			Set("removed = ?", removed).Set("version = r.version + 1").Set("updated_at = now()").
			Where("r.batch_id = ?", batchID).Where("r.sequence IN (?)", bun.List(g.changed())).Exec(ctx)
		if err != nil {
			return fmt.Errorf("marking rows: %w", err)
		}
		return nil
	})
}
