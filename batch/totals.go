package batch

import (
	"context"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// Totaler is a Handler whose rows come to something.
type Totaler interface {
	// Totals says what rows come to, whatever has become of them, by one statement.
	Totals(ctx context.Context, db bun.IDB, b *model.Batch, rows Rows) ([]Fact, error)
}

// listed is no phase of its own: its rows are all that there are.
var listed = &phase{waiting: "TRUE"}

// Totals says what those rows of a batch come to that match; removed ones don't
// count unless the filter asks for them. None if the type has none, or the rows are
// purged. Errors: INVALID, blaming a field of where.
func (s *Service) Totals(ctx context.Context, b *model.Batch, where *RowFilter) ([]Fact, error) {
	k, err := s.types.of(b)
	if err != nil {
		return nil, err
	}
	matching, err := k.where(b.ID, where)
	if err != nil {
		return nil, err
	}
	totaler, ok := k.handler.(Totaler)
	if !ok || rowsGone(b) {
		return nil, nil
	}
	rows := listed.rows(k, b, span{})
	rows.matching = matching
	if where == nil || where.Removed == nil {
		rows.matching = filter.And(matching, filter.SQL("NOT r.removed"))
	}
	facts, err := totaler.Totals(ctx, s.db, b, rows)
	return facts, postgres.Error(err)
}
