package product

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/words"
)

// summary is what rows come to.
type summary struct{ Created, Changed, Discontinued, Unchanged int64 }

func summaryOf(ctx context.Context, db bun.IDB, rows batch.Rows) (summary, error) {
	var s summary
	err := rows.Select(db).
		ColumnExpr("count(*) FILTER (WHERE r.old_active IS NULL) AS created").
		ColumnExpr("count(*) FILTER (WHERE r.old_active IS NOT NULL AND "+changes+") AS changed").
		ColumnExpr("count(*) FILTER (WHERE r.old_active AND NOT r.active) AS discontinued").
		ColumnExpr("count(*) FILTER (WHERE NOT "+changes+") AS unchanged").Scan(ctx, &s)
	if err != nil {
		return s, fmt.Errorf("summing up products: %w", err)
	}
	return s, nil
}

func (s summary) facts() []batch.Fact {
	return []batch.Fact{
		{Label: "Discontinued", Value: words.Thousands(s.Discontinued)},
		{Label: "Left as they are", Value: words.Thousands(s.Unchanged)},
	}
}

// DescribeExecution tells how many products would be created and changed.
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
		Summary: fmt.Sprintf("Create %s and change %s.", words.Plural(s.Created, "product", "products"), words.Thousands(s.Changed)),
		Facts:   s.facts(),
		Warnings: t.Say(
			batch.Clause{Status: statusNoText, One: "product has no description.", Many: "products have no description."},
			batch.Clause{Status: statusBelowCost, One: "price is below cost.", Many: "prices are below cost."},
		),
	}, nil
}

// DescribeResult tells how many products were created and changed.
func (Handler) DescribeResult(ctx context.Context, db bun.IDB, _ *model.Batch, done batch.Rows) (*batch.Description, error) {
	s, err := summaryOf(ctx, db, done)
	if err != nil {
		return nil, err
	}
	return &batch.Description{
		Summary: fmt.Sprintf("%s created, %s changed.", words.Plural(s.Created, "product was", "products were"), words.Thousands(s.Changed)),
		Facts:   s.facts(),
	}, nil
}
