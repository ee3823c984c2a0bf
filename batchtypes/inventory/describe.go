package inventory

import (
	"context"
	"fmt"
	"io"

	"github.com/shopspring/decimal"
	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/words"
)

// summary is what rows come to.
type summary struct{ Counted, More, Fewer, Surplus, Shortage int64 }

func summaryOf(ctx context.Context, db bun.IDB, rows batch.Rows) (summary, error) {
	var s summary
	err := rows.Select(db).
		ColumnExpr("count(*) AS counted").
		ColumnExpr("count(*) FILTER (WHERE r.difference > 0) AS more, count(*) FILTER (WHERE r.difference < 0) AS fewer").
		ColumnExpr("coalesce(sum(r.difference) FILTER (WHERE r.difference > 0), 0) AS surplus").
		ColumnExpr("coalesce(-sum(r.difference) FILTER (WHERE r.difference < 0), 0) AS shortage").
		Where(counted).Scan(ctx, &s)
	if err != nil {
		return s, fmt.Errorf("summing up counts: %w", err)
	}
	return s, nil
}

func (s summary) facts() []batch.Fact {
	return []batch.Fact{
		{Label: "More than on record", Value: words.Plural(s.More, "product", "products") + ", " + words.Thousands(s.Surplus) + " in all"},
		{Label: "Fewer than on record", Value: words.Plural(s.Fewer, "product", "products") + ", " + words.Thousands(s.Shortage) + " in all"},
		{Label: "As on record", Value: words.Plural(s.Counted-s.More-s.Fewer, "product", "products")},
	}
}

// DescribeExecution tells how far the counts are from the stock on record.
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
		Summary: "Set the stock of " + words.Plural(s.Counted, "product", "products") + ".",
		Facts:   s.facts(),
		Warnings: t.Say(
			batch.Clause{Status: statusNotCounted, One: "product was not counted.", Many: "products were not counted."},
			batch.Clause{Status: statusLarge, One: "count is far from the stock on record.", Many: "counts are far from the stock on record."},
		),
	}, nil
}

// Totals implements batch.Totaler: how far the counts are off in all, and what that is
// worth at what the products cost now.
func (Handler) Totals(ctx context.Context, db bun.IDB, _ *model.Batch, rows batch.Rows) ([]batch.Fact, error) {
	var s struct {
		Counted, Difference int64
		Worth               decimal.Decimal
	}
	err := rows.Select(db).Join("JOIN product AS p ON p.id = r.product_id").
		ColumnExpr("count(*) AS counted, coalesce(sum(r.difference), 0) AS difference, coalesce(sum(r.difference * p.cost), 0) AS worth").
		Where(counted).Scan(ctx, &s)
	if err != nil {
		return nil, fmt.Errorf("summing up counts: %w", err)
	}
	return []batch.Fact{
		{Label: "Products counted", Value: words.Thousands(s.Counted)},
		{Label: "Difference", Value: words.Thousands(s.Difference)},
		{Label: "Difference at cost", Value: s.Worth.StringFixed(2)},
	}, nil
}

// DescribeResult tells the same of what was done.
func (Handler) DescribeResult(ctx context.Context, db bun.IDB, _ *model.Batch, done batch.Rows) (*batch.Description, error) {
	s, err := summaryOf(ctx, db, done)
	if err != nil {
		return nil, err
	}
	return &batch.Description{
		Summary: "The stock of " + words.Plural(s.Counted, "product", "products") + " was set.", Facts: s.facts(),
	}, nil
}

// worksheet is the file that is printed or filled in, and uploaded again.
const worksheet = "worksheet.csv"

// Downloads has the worksheet, as long as there is something to count.
func (Handler) Downloads(_ context.Context, _ bun.IDB, b *model.Batch) ([]batch.Download, error) {
	if b.State != model.BatchOpen {
		return nil, nil
	}
	return []batch.Download{{Name: worksheet, Title: "Worksheet (CSV)", ContentType: "text/csv; charset=utf-8"}}, nil
}

// WriteDownload writes the worksheet, whose titles Lines knows. It leaves out the
// stock on record, so that people count and don't copy.
func (Handler) WriteDownload(ctx context.Context, db bun.IDB, b *model.Batch, _ string, w io.Writer) error {
	q := db.NewSelect().TableExpr("batch.inventory_row AS r").
		ColumnExpr("r.sku, coalesce(r.gtin, ''), r.description, coalesce(r.counted::text, '')").
		Where("r.batch_id = ? AND NOT r.removed", b.ID).Order("r.sequence")
	return batch.WriteCSV(ctx, q, w, "SKU", "GTIN", "Description", "Counted")
}
