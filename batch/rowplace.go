package batch

import (
	"context"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// RowPlace returns how many of the rows that match come before one of the
// batch's rows, which need not match itself; nil if the batch has no such row.
// Errors: INVALID, blaming where or orderBy.
func (s *Service) RowPlace(ctx context.Context, b *model.Batch, id model.ID, where *RowFilter, orderBy *RowOrder) (*int, error) {
	k, err := s.types.of(b)
	if err != nil {
		return nil, err
	}
	order, err := k.order(orderBy)
	if err != nil {
		return nil, err
	}
	matches, err := k.where(b.ID, where)
	if err != nil {
		return nil, err
	}
	owner, sequence, err := id.Row()
	if err != nil || owner != b.ID || rowsGone(b) {
		return nil, nil
	}
	rows, err := k.read(ctx, s.db, b.ID, []int64{sequence})
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	if matches.Empty() && order.Column == "" && !order.Desc && gapless(b) {
		place := int(sequence) - 1
		return &place, nil
	}
	// What comes before in an order comes after in the opposite one.
	order.Desc = !order.Desc
	cursor := order.Cursor(cursorValue(orderBy, rows[0]), sequence)
	before, err := order.After(&cursor)
	if err != nil {
		return nil, err
	}
	condition := filter.And(matches, before)
	var place int
	err = s.db.NewSelect().TableExpr(k.table+" AS r").ColumnExpr("count(*)").
		Where("r.batch_id = ?", b.ID).Where(condition.SQL, condition.Args...).Scan(ctx, &place)
	return &place, postgres.Error(err)
}
