package pricing

import (
	"context"
	"fmt"

	"github.com/shopspring/decimal"
	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/words"
)

// summary is what rows come to.
type summary struct {
	Raised, Lowered, Unchanged, BelowCost, BigChange int64
	Largest                                          *decimal.Decimal // rise or fall, in percent
	Mean                                             *decimal.Decimal // change, in percent
}

func summaryOf(ctx context.Context, db bun.IDB, rows batch.Rows) (summary, error) {
	var s summary
	err := rows.Select(db).
		ColumnExpr("count(*) FILTER (WHERE r.price IS NULL OR r.new_price > r.price) AS raised").
		ColumnExpr("count(*) FILTER (WHERE r.new_price < r.price) AS lowered").
		ColumnExpr("count(*) FILTER (WHERE r.new_price = r.price) AS unchanged").
		ColumnExpr("count(*) FILTER (WHERE r.status = ?) AS below_cost", statusBelowCost).
		ColumnExpr("count(*) FILTER (WHERE r.status = ?) AS big_change", statusBigChange).
		ColumnExpr("round(100 * max(abs(r.new_price - r.price) / nullif(r.price, 0)), 1) AS largest").
		ColumnExpr("round(100 * avg((r.new_price - r.price) / nullif(r.price, 0)), 1) AS mean").
		Where("r.new_price IS NOT NULL").Scan(ctx, &s)
	if err != nil {
		return s, fmt.Errorf("summing up prices: %w", err)
	}
	return s, nil
}

func (s summary) facts() []batch.Fact {
	facts := []batch.Fact{
		{Label: "Prices raised", Value: words.Thousands(s.Raised)},
		{Label: "Prices lowered", Value: words.Thousands(s.Lowered)},
		{Label: "Left as they are", Value: words.Thousands(s.Unchanged)},
	}
	if s.Mean != nil {
		facts = append(facts,
			batch.Fact{Label: "Mean change", Value: s.Mean.String() + " %"},
			batch.Fact{Label: "Largest change", Value: s.Largest.String() + " %"})
	}
	return facts
}

// DescribeExecution tells how many prices go up and down, and by how much.
func (Handler) DescribeExecution(ctx context.Context, db bun.IDB, _ *model.Batch, pending batch.Rows) (*batch.Description, error) {
	s, err := summaryOf(ctx, db, pending)
	if err != nil {
		return nil, err
	}
	d := &batch.Description{
		Summary: fmt.Sprintf("Change the price of %s.", words.Plural(s.Raised+s.Lowered, "product", "products")), Facts: s.facts(),
	}
	if s.BelowCost > 0 {
		d.Warnings = append(d.Warnings, words.Plural(s.BelowCost, "new price is", "new prices are")+" below cost.")
	}
	if s.BigChange > 0 {
		d.Warnings = append(d.Warnings, words.Plural(s.BigChange, "price changes", "prices change")+" by more than 50 %.")
	}
	return d, nil
}

// Totals implements batch.Totaler.
func (Handler) Totals(ctx context.Context, db bun.IDB, _ *model.Batch, rows batch.Rows) ([]batch.Fact, error) {
	s, err := summaryOf(ctx, db, rows)
	return s.facts(), err
}

// DescribeResult tells how many prices went up and down, and by how much.
func (Handler) DescribeResult(ctx context.Context, db bun.IDB, _ *model.Batch, done batch.Rows) (*batch.Description, error) {
	s, err := summaryOf(ctx, db, done)
	if err != nil {
		return nil, err
	}
	return &batch.Description{
		Summary: fmt.Sprintf("The price of %s was changed.", words.Plural(s.Raised+s.Lowered, "product", "products")), Facts: s.facts(),
	}, nil
}
