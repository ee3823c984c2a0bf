package pricing

import (
	"github.com/shopspring/decimal"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/filter"
)

// The rules.
const (
	rulePercent = "percent"
	ruleAmount  = "amount"
	ruleMargin  = "margin"
)

// The ways of rounding.
const (
	roundingCent   = "cent"
	roundingNinety = "ninety_nine"
)

var parameters = []batch.Parameter{
	{
		Key: "rule", Title: "Rule", Type: batch.OneOf, Required: true, Default: rulePercent,
		Choices: []batch.Choice{
			{Key: rulePercent, Title: "Change by a percentage"},
			{Key: ruleAmount, Title: "Change by an amount"},
			{Key: ruleMargin, Title: "Margin over cost"},
		},
	},
	{
		Key: "percent", Title: "Percent", Type: batch.Decimal, Required: true,
		Help: "5 raises prices by 5 %, -10 lowers them by 10 %.",
		Min:  batch.Number("-100"), Max: batch.Number("1000"),
		OnlyIf: &batch.Condition{Parameter: "rule", Values: []string{rulePercent}},
	},
	{
		Key: "amount", Title: "Amount", Type: batch.Money, Required: true,
		Help: "0.50 raises each price by that much, -0.50 lowers it. No price goes below zero.",
		Min:  batch.Number("-1000000"), Max: batch.Number("1000000"),
		OnlyIf: &batch.Condition{Parameter: "rule", Values: []string{ruleAmount}},
	},
	{
		Key: "margin", Title: "Margin in percent", Type: batch.Decimal, Required: true,
		Help: "Gross margin as a share of the price: 40 makes a cost of 6.00 a price of 10.00.",
		Min:  batch.Number("0"), Max: batch.Number("99"),
		OnlyIf: &batch.Condition{Parameter: "rule", Values: []string{ruleMargin}},
	},
	{
		Key: "rounding", Title: "Rounding", Type: batch.OneOf, Required: true, Default: roundingCent,
		Choices: []batch.Choice{
			{Key: roundingCent, Title: "To the cent"},
			{Key: roundingNinety, Title: "To the nearest price that ends in .99"},
		},
	},
}

// newPrice is the SQL of the new price over product AS p: NULL where the rule
// has nothing to start from, or where the price would be absurd. No price goes
// below zero, and none that ends in .99 below 0.99.
func newPrice(params batch.Values) filter.Expr {
	exact := exactPrice(params)
	rounded := "round(greatest(" + exact.SQL + ", 0), 2)"
	if params.Text("rounding") == roundingNinety {
		rounded = "greatest(round(" + exact.SQL + " + 0.01) - 0.01, 0.99)"
	}
	// greatest() ignores NULL; the comparison does not.
	return filter.Expr{
		SQL:  "CASE WHEN " + exact.SQL + " < 1000000000 THEN " + rounded + " END",
		Args: append(append([]any{}, exact.Args...), exact.Args...),
	}
}

// exactPrice is the new price before it is rounded.
func exactPrice(params batch.Values) filter.Expr {
	switch params.Text("rule") {
	case ruleAmount:
		return filter.SQL("(p.price + ?)", params.Decimal("amount"))
	case ruleMargin:
		// Gross margin = (price − cost) / price.
		share := decimal.NewFromInt(1).Sub(params.Decimal("margin").Shift(-2))
		return filter.SQL("(p.cost / ?)", share)
	default:
		factor := decimal.NewFromInt(1).Add(params.Decimal("percent").Shift(-2))
		return filter.SQL("(p.price * ?)", factor)
	}
}
