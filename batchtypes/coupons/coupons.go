// Package coupons is the batch type that wins customers back: it finds the
// members who have not shopped for a while, and issues a coupon to each.
package coupons

import (
	"fmt"

	"github.com/shopspring/decimal"
	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
)

// Row is a member with the coupon that is proposed.
type Row struct {
	bun.BaseModel `bun:"table:batch.coupon_row,alias:r"`
	batch.RowModel

	Customer    string           `bun:"customer" sluice:"title=Customer"`
	Country     string           `bun:"country" sluice:"title=Country"`
	LastShopped *model.Date      `bun:"last_shopped" sluice:"title=Last shopped"`
	Invoices    int              `bun:"invoices" sluice:"title=Invoices"`
	Spent       decimal.Decimal  `bun:"spent" sluice:"title=Spent;type=money"`
	OpenCoupons int              `bun:"open_coupons" sluice:"title=Open coupons"`
	Percent     *decimal.Decimal `bun:"percent" sluice:"title=Percent off;editable;min=0;max=100"`
	Amount      *decimal.Decimal `bun:"amount" sluice:"title=Amount off;type=money;editable;min=0;max=1000000"`
	ValidUntil  *model.Date      `bun:"valid_until" sluice:"title=Valid until;editable"`
	Code        *string          `bun:"code" sluice:"title=Code"`
}

// The keys of the statuses.
const (
	statusOK        = "ok"
	statusHasCoupon = "has_coupon"
	statusDiscount  = "discount"
	statusExpired   = "expired"
)

// Handler implements batch.Handler.
type Handler struct{ batch.Defaults }

// Type describes the batch type.
func (Handler) Type() batch.Type {
	return batch.Type{
		Key:         "coupons",
		Title:       "Please come back!",
		Approvable:  true,
		Description: "Find the members who have not shopped for a while, and issue a coupon to each of them.",
		Row:         (*Row)(nil),
		Statuses: []batch.Status{
			{Key: statusOK, Title: "OK", Severity: model.SeverityOK, Description: "The coupon will be issued."},
			{
				Key: statusHasCoupon, Title: "Has a coupon", Severity: model.SeverityWarning,
				Description: "The member has a coupon already that is neither redeemed nor expired. Remove the row unless a second one is meant.",
			},
			{
				Key: statusDiscount, Title: "No discount", Severity: model.SeverityError,
				Description: "Enter either a percentage or an amount, greater than 0, or remove the row.",
			},
			{
				Key: statusExpired, Title: "Expired", Severity: model.SeverityError,
				Description: "The coupon would have expired before today. Enter a later day, or remove the row.",
			},
		},
		Parameters: parameters,
		Sources:    []model.SourceKind{model.SourceDataSet},
	}
}

const (
	discountPercent = "percent"
	discountAmount  = "amount"
)

var parameters = []form.Field{
	{
		Key: "months", Title: "Months without shopping", Type: form.Integer, Required: true, Default: "6",
		Min: form.Number("1"), Max: form.Number("120"),
	},
	{
		Key: "asOf", Title: "As of", Type: form.Date, Required: true, Default: form.Today,
		Help: "Counted back from this day; what was sold after it is left out.",
	},
	{
		Key: "discount", Title: "Discount", Type: form.OneOf, Required: true, Default: discountPercent,
		Choices: []form.Choice{{Key: discountPercent, Title: "A percentage"}, {Key: discountAmount, Title: "An amount"}},
	},
	{
		Key: "percent", Title: "Percent off", Type: form.Decimal, Required: true, Default: "10",
		Min: form.Number("0.01"), Max: form.Number("100"),
		OnlyIf: &form.Condition{Field: "discount", Values: []string{discountPercent}},
	},
	{
		Key: "amount", Title: "Amount off", Type: form.Money, Required: true,
		Min: form.Number("0.01"), Max: form.Number("1000000"),
		OnlyIf: &form.Condition{Field: "discount", Values: []string{discountAmount}},
	},
	{
		Key: "validDays", Title: "Valid for days", Type: form.Integer, Required: true, Default: "30",
		Help: "Counted from today.", Min: form.Number("1"), Max: form.Number("730"),
	},
}

// DataSet implements batch.DataSetter: the active members whose last sale, or
// whose membership if no sale of theirs is known, is that long ago.
func (Handler) DataSet(params form.Values) batch.Selection {
	months, asOf := params.Int("months"), params.Text("asOf")
	s := batch.Selection{
		From: filter.SQL(`member AS m JOIN customer AS c ON c.id = m.customer_id
			CROSS JOIN LATERAL (SELECT coalesce(max(sold_at), m.since) AS last, count(DISTINCT invoice) AS invoices, coalesce(sum(amount), 0) AS spent
				FROM sale WHERE customer_id = m.customer_id AND sold_at < ?::date + 1) AS s`, asOf),
		Where: filter.SQL("m.active AND s.last < ?::date - make_interval(months => ?::integer)", asOf, months),
		Key:   filter.SQL("m.customer_id"),
		Columns: map[string]filter.Expr{
			"customer":     filter.SQL("c.number"),
			"country":      filter.SQL("c.country"),
			"last_shopped": filter.SQL("s.last::date"),
			"invoices":     filter.SQL("s.invoices"),
			"spent":        filter.SQL("round(s.spent, 2)"),
			"open_coupons": filter.SQL(`(SELECT count(*) FROM coupon AS o
				WHERE o.customer_id = m.customer_id AND o.redeemed_at IS NULL AND o.withdrawn_at IS NULL AND o.valid_until >= current_date)`),
			"valid_until": filter.SQL("current_date + ?::integer", params.Int("validDays")),
		},
		Text: fmt.Sprintf("active members who have not shopped for %d months as of %s", months, asOf),
	}
	if params.Text("discount") == discountAmount {
		s.Columns["amount"] = filter.SQL("?::numeric", params.Decimal("amount"))
	} else {
		s.Columns["percent"] = filter.SQL("?::numeric", params.Decimal("percent"))
	}
	return s
}

// Status tells what keeps a coupon from being issued, or speaks against it.
func (Handler) Status(form.Values) filter.Expr {
	return filter.SQL(`CASE
		WHEN num_nonnulls(r.percent, r.amount) <> 1 OR coalesce(r.percent, r.amount) <= 0 THEN ?
		WHEN r.valid_until IS NULL OR r.valid_until < current_date THEN ?
		WHEN r.open_coupons > 0 THEN ?
		ELSE ? END`, statusDiscount, statusExpired, statusHasCoupon, statusOK)
}
