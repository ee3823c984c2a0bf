package batch

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/model"
)

// survey counts the rows that match and those that a change rejects, and says
// of the first of these why.
func (g *bulkGesture) survey(ctx context.Context, db bun.IDB, rec recipe) error {
	misfit := rec.misfit("s.value")
	proposed := func() *bun.SelectQuery {
		values := db.NewSelect().TableExpr(g.kind.table+" AS r").ColumnExpr("r.sequence").
			ColumnExpr(rec.value.SQL+" AS value", rec.value.Args...).Where(g.where.SQL, g.where.Args...)
		return db.NewSelect().TableExpr("(?) AS s", values)
	}
	err := proposed().ColumnExpr("count(*)").ColumnExpr("count(*) FILTER (WHERE "+misfit.SQL+")", misfit.Args...).
		Scan(ctx, &g.Matched, &g.RejectedCount)
	if err != nil {
		return fmt.Errorf("surveying rows: %w", err)
	}
	if g.RejectedCount == 0 {
		return nil
	}
	var examples []struct {
		Sequence int64
		Value    string
	}
	err = proposed().ColumnExpr("s.sequence, s.value::text AS value").Where(misfit.SQL, misfit.Args...).
		Order("s.sequence").Limit(maxExamples).Scan(ctx, &examples)
	if err != nil {
		return fmt.Errorf("reading rejected rows: %w", err)
	}
	sequences := make([]int64, len(examples))
	for i, example := range examples {
		sequences[i] = example.Sequence
	}
	rows, err := g.kind.read(ctx, db, g.batch.ID, sequences)
	if err != nil {
		return err
	}
	for i, row := range rows {
		_, cause := rec.column.parse(examples[i].Value)
		if cause == nil {
			return fmt.Errorf("row %d was rejected for the value %q, which fits", row.Sequence, examples[i].Value)
		}
		g.Rejected = append(g.Rejected, Rejected{
			ID: model.RowID(row.BatchID, row.Sequence), Error: cause.At(rec.column.Key), Row: row,
		})
	}
	return nil
}
