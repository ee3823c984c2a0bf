package coupons

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

// summary is what the rows of a batch come to.
type summary struct {
	Coupons, Second int64
	Amounts         decimal.Decimal
	Mean            *decimal.Decimal // percentage
	Until           *model.Date
}

func summaryOf(ctx context.Context, db bun.IDB, rows batch.Rows) (summary, error) {
	var s summary
	err := rows.Select(db).
		ColumnExpr("count(*) AS coupons, count(*) FILTER (WHERE r.open_coupons > 0) AS second").
		ColumnExpr("coalesce(sum(r.amount), 0) AS amounts, round(avg(r.percent), 2) AS mean, max(r.valid_until) AS until").
		Scan(ctx, &s)
	if err != nil {
		return s, fmt.Errorf("summing up coupons: %w", err)
	}
	return s, nil
}

func (s summary) facts() []batch.Fact {
	var facts []batch.Fact
	if s.Mean != nil {
		facts = append(facts, batch.Fact{Label: "Mean discount", Value: s.Mean.String() + " %"})
	}
	if s.Amounts.IsPositive() {
		facts = append(facts, batch.Fact{Label: "Amounts, if all are redeemed", Value: s.Amounts.StringFixed(2)})
	}
	if s.Until != nil {
		facts = append(facts, batch.Fact{Label: "Valid until at the latest", Value: string(*s.Until)})
	}
	return facts
}

// DescribeExecution tells how many coupons would be issued, and what they cost.
func (Handler) DescribeExecution(ctx context.Context, db bun.IDB, _ *model.Batch, pending batch.Rows) (*batch.Description, error) {
	s, err := summaryOf(ctx, db, pending)
	if err != nil {
		return nil, err
	}
	d := &batch.Description{
		Summary: fmt.Sprintf("Issue %s.", words.Plural(s.Coupons, "coupon", "coupons")), Facts: s.facts(),
	}
	if s.Second > 0 {
		d.Warnings = append(d.Warnings, words.Plural(s.Second, "member has", "members have")+" a coupon already.")
	}
	return d, nil
}

// Totals implements batch.Totaler.
func (Handler) Totals(ctx context.Context, db bun.IDB, _ *model.Batch, rows batch.Rows) ([]batch.Fact, error) {
	s, err := summaryOf(ctx, db, rows)
	return append([]batch.Fact{{Label: "Coupons", Value: words.Thousands(s.Coupons)}}, s.facts()...), err
}

// DescribeResult tells how many coupons were issued, and what became of them.
func (Handler) DescribeResult(ctx context.Context, db bun.IDB, b *model.Batch, done batch.Rows) (*batch.Description, error) {
	s, err := summaryOf(ctx, db, done)
	if err != nil {
		return nil, err
	}
	var redeemed int64
	err = db.NewSelect().Table("coupon").ColumnExpr("count(*)").Where("batch_id = ? AND redeemed_at IS NOT NULL", b.ID).Scan(ctx, &redeemed)
	if err != nil {
		return nil, fmt.Errorf("counting redeemed coupons: %w", err)
	}
	return &batch.Description{
		Summary: words.Plural(s.Coupons, "coupon was issued.", "coupons were issued."),
		Facts:   append(s.facts(), batch.Fact{Label: "Redeemed since", Value: words.Thousands(redeemed)}),
	}, nil
}

// codesFile is the file of the codes, for whoever writes to the customers.
const codesFile = "coupons.csv"

// Downloads has the codes, once they are issued.
func (Handler) Downloads(_ context.Context, _ bun.IDB, b *model.Batch) ([]batch.Download, error) {
	if b.State != model.BatchExecuted {
		return nil, nil
	}
	return []batch.Download{{Name: codesFile, Title: "Codes (CSV)", ContentType: "text/csv; charset=utf-8"}}, nil
}

// WriteDownload writes the coupons that are valid.
func (Handler) WriteDownload(ctx context.Context, db bun.IDB, b *model.Batch, _ string, w io.Writer) error {
	q := db.NewSelect().TableExpr("batch.coupon_row AS r").Join("JOIN coupon AS c ON c.code = r.code").
		ColumnExpr("r.customer, r.country, c.code, coalesce(trim_scale(c.percent)::text, ''), coalesce(c.amount::text, ''), c.valid_until::text").
		Where("r.batch_id = ?", b.ID).Order("r.sequence")
	return batch.WriteCSV(ctx, q, w, "Customer", "Country", "Code", "Percent off", "Amount off", "Valid until")
}
