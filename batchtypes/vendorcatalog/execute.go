package vendorcatalog

import (
	"context"
	"fmt"

	"github.com/shopspring/decimal"
	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/words"
)

// costs is what executing and undoing do. The row keeps the cost before.
var costs = batch.Exchange{
	Table: "product", Join: "e.id = r.product_id", Touch: batch.Touch,
	Cells:        []batch.ExchangeCell{{Key: "cost", Title: "Cost", Type: form.Decimal, Before: "r.cost", After: "r.new_cost"}},
	Where:        filter.SQL("r.product_id IS NOT NULL AND r.new_cost IS NOT NULL"),
	Changed:      "The product's cost has changed since the row was made; it was left alone.",
	ChangedSince: "The product's cost has changed since the batch was executed; it was left alone.",
}

// Effect implements batch.Previewer.
func (Handler) Effect() batch.Effect { return costs.Effect() }

// Execute writes the new costs.
func (Handler) Execute(ctx context.Context, tx postgres.Tx, _ *model.Batch, pending batch.Rows) error {
	return costs.Execute(ctx, tx, pending)
}

// Undo puts back the costs before.
func (Handler) Undo(ctx context.Context, tx postgres.Tx, _ *model.Batch, executed batch.Rows) error {
	return costs.Undo(ctx, tx, executed)
}

// summary is what rows come to.
type summary struct {
	Raised, Lowered, First, Unchanged int64
	Mean                              *decimal.Decimal // change, in percent
}

func summaryOf(ctx context.Context, db bun.IDB, rows batch.Rows) (summary, error) {
	var s summary
	err := rows.Select(db).
		ColumnExpr("count(*) FILTER (WHERE r.new_cost > r.cost) AS raised").
		ColumnExpr("count(*) FILTER (WHERE r.new_cost < r.cost) AS lowered").
		ColumnExpr("count(*) FILTER (WHERE r.cost IS NULL) AS first").
		ColumnExpr("count(*) FILTER (WHERE r.new_cost = r.cost) AS unchanged").
		ColumnExpr("round(100 * avg((r.new_cost - r.cost) / nullif(r.cost, 0)), 1) AS mean").
		Where("r.new_cost IS NOT NULL").Scan(ctx, &s)
	if err != nil {
		return s, fmt.Errorf("summing up costs: %w", err)
	}
	return s, nil
}

func (s summary) changed() int64 { return s.Raised + s.Lowered + s.First }

func (s summary) facts() []batch.Fact {
	facts := []batch.Fact{
		{Label: "Dearer", Value: words.Thousands(s.Raised)},
		{Label: "Cheaper", Value: words.Thousands(s.Lowered)},
		{Label: "Without a cost so far", Value: words.Thousands(s.First)},
		{Label: "Left as they are", Value: words.Thousands(s.Unchanged)},
	}
	if s.Mean != nil {
		facts = append(facts, batch.Fact{Label: "Mean change", Value: s.Mean.String() + " %"})
	}
	return facts
}

// DescribeExecution tells how many costs go up and down.
func (Handler) DescribeExecution(ctx context.Context, db bun.IDB, _ *model.Batch, pending batch.Rows) (*batch.Description, error) {
	s, err := summaryOf(ctx, db, pending)
	if err != nil {
		return nil, err
	}
	t, err := pending.ByStatus(ctx, db)
	if err != nil {
		return nil, err
	}
	return &batch.Description{
		Summary: "Change the cost of " + words.Plural(s.changed(), "product", "products") + ".",
		Facts:   s.facts(),
		Warnings: t.Say(
			batch.Clause{Status: statusOtherVendor, One: "product is bought from another vendor.", Many: "products are bought from other vendors."},
			batch.Clause{Status: statusAbovePrice, One: "new cost is above the price.", Many: "new costs are above the price."},
			batch.Clause{Status: statusBigChange, One: "cost changes by much.", Many: "costs change by much."},
		),
	}, nil
}

// Totals implements batch.Totaler.
func (Handler) Totals(ctx context.Context, db bun.IDB, _ *model.Batch, rows batch.Rows) ([]batch.Fact, error) {
	s, err := summaryOf(ctx, db, rows)
	return s.facts(), err
}

// DescribeResult tells how many costs went up and down.
func (Handler) DescribeResult(ctx context.Context, db bun.IDB, _ *model.Batch, done batch.Rows) (*batch.Description, error) {
	s, err := summaryOf(ctx, db, done)
	if err != nil {
		return nil, err
	}
	return &batch.Description{
		Summary: "The cost of " + words.Plural(s.changed(), "product was changed.", "products was changed."), Facts: s.facts(),
	}, nil
}
