package batch

import (
	"context"
	"fmt"
	"reflect"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/model"
)

// Row returns one row of a batch that the viewer may see, or nil.
func (s *Service) Row(ctx context.Context, batchID, sequence int64) (*Row, error) {
	b, err := s.Get(ctx, batchID)
	if err != nil {
		return nil, err
	}
	k, err := s.types.of(b)
	if err != nil {
		return nil, err
	}
	if rowsGone(b) {
		return nil, nil
	}
	rows, err := k.read(ctx, s.db, b.ID, []int64{sequence})
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return rows[0], nil
}

// read returns rows by sequence.
func (k *Kind) read(ctx context.Context, db bun.IDB, batchID int64, sequences []int64) ([]*Row, error) {
	models, err := k.load(ctx, db, batchID, sequences)
	if err != nil {
		return nil, err
	}
	return k.wrapAll(models), nil
}

// load returns a slice of pointers to row models, by sequence. The lock on the
// batch keeps others from changing them meanwhile.
func (k *Kind) load(ctx context.Context, db bun.IDB, batchID int64, sequences []int64) (reflect.Value, error) {
	rows := k.newRows()
	if len(sequences) == 0 {
		return rows.Elem(), nil
	}
	err := k.selectRows(db, rows).
		Where("r.batch_id = ?", batchID).Where("r.sequence IN (?)", bun.List(sequences)).
		Order("r.sequence").Scan(ctx)
	if err != nil {
		return rows.Elem(), fmt.Errorf("reading rows: %w", err)
	}
	return rows.Elem(), nil
}

// StatusCount is how many rows of a batch have a status.
type StatusCount struct {
	Status  Status
	Count   int // not removed
	Removed int
}

// StatusBreakdown counts a batch's rows by status, in the order in which the
// type declares them. Statuses without rows are left out.
func (s *Service) StatusBreakdown(ctx context.Context, b *model.Batch) ([]*StatusCount, error) {
	k, err := s.types.of(b)
	if err != nil {
		return nil, err
	}
	var rows []statusCount
	if rowsGone(b) {
		var r remains
		r, err = remainsOf(b)
		rows = r.Statuses
	} else {
		rows, err = k.countStatuses(ctx, s.db, b)
	}
	if err != nil {
		return nil, err
	}
	counts := []*StatusCount{}
	for _, status := range k.Statuses {
		for _, r := range rows {
			if r.Status == status.Key {
				counts = append(counts, &StatusCount{Status: status, Count: r.Count, Removed: r.Removed})
			}
		}
	}
	return counts, nil
}

func (k *Kind) countStatuses(ctx context.Context, db bun.IDB, b *model.Batch) (counts []statusCount, err error) {
	err = db.NewSelect().TableExpr(k.table+" AS r").ColumnExpr("r.status").
		ColumnExpr("count(*) FILTER (WHERE NOT r.removed) AS count").
		ColumnExpr("count(*) FILTER (WHERE r.removed) AS removed").
		Where("r.batch_id = ?", b.ID).GroupExpr("r.status").Scan(ctx, &counts)
	if err != nil {
		return nil, fmt.Errorf("counting rows by status: %w", err)
	}
	return counts, nil
}
