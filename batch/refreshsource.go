package batch

import (
	"context"
	"fmt"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// SourceRefresh is what taking over a drift has done.
type SourceRefresh struct {
	Batch   *model.Batch
	Added   int64 // rows
	Dropped int64 // rows that are removed by now
}

// RefreshSource asks the source of an open batch again: products that it has by
// now get rows behind the others, and the rows of products that it no longer has
// are removed; they can be restored. The viewer needs the permission edit, and
// catalog.PermissionView. Errors: CONFLICT unless the batch is open, and if its
// source can't be asked again.
func (s *Service) RefreshSource(ctx context.Context, id int64) (*SourceRefresh, error) {
	result := &SourceRefresh{}
	b, err := s.change(ctx, id, "edit", actionEdit,
		func(ctx context.Context, tx postgres.Tx, k *Kind, b *model.Batch, _ model.BatchState) error {
			d, err := s.drift(ctx, tx, b)
			if err != nil {
				return err
			}
			if d == nil {
				return model.Conflict("Batch %s has no source that can be asked again.", model.BatchNumber(b.ID))
			}
			// What is new is found among the rows as they were: one that is removed
			// here is known all the same.
			gone := &bulkGesture{&BulkResult{}, k, b, d.gone()}
			if err := gone.setRemoved(ctx, tx, true); err != nil {
				return err
			}
			if result.Dropped = gone.Changed; result.Dropped > 0 {
				if err := remember(ctx, tx, b, Event{Kind: EventRemoved, RowCount: &result.Dropped}); err != nil {
					return err
				}
			}
			if result.Added, err = d.add(ctx, tx); err != nil || result.Added == 0 {
				return err
			}
			return remember(ctx, tx, b, Event{Kind: EventAdded, RowCount: &result.Added})
		})
	result.Batch = b
	return result, err
}

// add makes rows of what is new, behind those that are there, with one statement.
func (d *drift) add(ctx context.Context, tx postgres.Tx) (int64, error) {
	b := d.batch
	insert := d.kind.insert(b, d.params, d.fresh(), numbered{SQL: "? + r.n - 1", Args: []any{b.NextSequence}})
	inserted, err := tx.NewRaw(insert.SQL, insert.Args...).Exec(ctx)
	if err != nil {
		return 0, fmt.Errorf("adding rows: %w", err)
	}
	n, err := inserted.RowsAffected()
	if err != nil {
		return 0, err
	}
	// The version stays: it is the header's.
	_, err = tx.NewUpdate().Model(b).Set("next_sequence = next_sequence + ?", n).Set("row_count = row_count + ?", n).
		Set("updated_at = now()").WherePK().Returning("next_sequence, row_count, updated_at").Exec(ctx)
	if err != nil {
		return 0, fmt.Errorf("counting added rows: %w", err)
	}
	if n == 0 {
		return 0, nil
	}
	return n, touch(ctx, tx, b)
}
