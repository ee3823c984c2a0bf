package delproduct

import (
	"context"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/words"
)

// activity is what executing and undoing do. The row knows what was before.
var activity = batch.Exchange{
	Table: "product", Join: "e.id = r.product_id", Touch: batch.Touch,
	Cells:        []batch.ExchangeCell{{Key: "active", Title: "Active", Type: form.Boolean, Before: "r.active", After: "FALSE"}},
	Where:        filter.SQL("r.product_id IS NOT NULL"),
	Changed:      "Somebody else has discontinued the product since the row was made, or taken it back; it was left alone.",
	ChangedSince: "The product was taken back into the range since the batch was executed; it was left alone.",
}

// Effect implements batch.Previewer.
func (*Handler) Effect() batch.Effect { return activity.Effect() }

// Execute discontinues the products.
func (*Handler) Execute(ctx context.Context, tx postgres.Tx, _ *model.Batch, pending batch.Rows) error {
	return activity.Execute(ctx, tx, pending)
}

// Undo takes them back into the range.
func (*Handler) Undo(ctx context.Context, tx postgres.Tx, _ *model.Batch, executed batch.Rows) error {
	return activity.Undo(ctx, tx, executed)
}

// DescribeExecution tells how many products would go, and what speaks against it.
func (*Handler) DescribeExecution(ctx context.Context, db bun.IDB, _ *model.Batch, pending batch.Rows) (*batch.Description, error) {
	t, err := pending.ByStatus(ctx, db)
	if err != nil {
		return nil, err
	}
	return &batch.Description{
		Summary: "Discontinue " + words.Plural(t.Total()-t[statusInactive], "product", "products") + ".",
		Facts:   []batch.Fact{{Label: "Not active any more", Value: words.Thousands(t[statusInactive])}},
		Warnings: t.Say(
			batch.Clause{Status: statusSold, One: "product was sold lately.", Many: "products were sold lately."},
			batch.Clause{Status: statusStock, One: "product is still in stock.", Many: "products are still in stock."},
			batch.Clause{Status: statusElsewhere, One: "product has a row in another batch.", Many: "products have rows in other batches."},
		),
	}, nil
}

// DescribeResult tells how many products went.
func (*Handler) DescribeResult(ctx context.Context, db bun.IDB, _ *model.Batch, done batch.Rows) (*batch.Description, error) {
	t, err := done.ByStatus(ctx, db)
	if err != nil {
		return nil, err
	}
	return &batch.Description{
		Summary: words.Plural(t.Total()-t[statusInactive], "product was discontinued.", "products were discontinued."),
	}, nil
}
