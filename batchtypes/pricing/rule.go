package pricing

import (
	"github.com/shopspring/decimal"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/form"
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

var parameters = []form.Field{
	{
		Key: "rule", Title: "Rule", Type: form.OneOf, Required: true, Default: rulePercent,
		Choices: []form.Choice{
			{Key: rulePercent, Title: "Change by a percentage"},
			{Key: ruleAmount, Title: "Change by an amount"},
			{Key: ruleMargin, Title: "Margin over cost"},
		},
	},
	{
		Key: "percent", Title: "Percent", Type: form.Decimal, Required: true,
		Help: "5 raises prices by 5 %, -10 lowers them by 10 %.",
		Min:  form.Number("-100"), Max: form.Number("1000"),
		OnlyIf: &form.Condition{Field: "rule", Values: []string{rulePercent}},
	},
	{
		Key: "amount", Title: "Amount", Type: form.Money, Required: true,
		Help: "0.50 raises each price by that much, -0.50 lowers it. No price goes below zero.",
		Min:  form.Number("-1000000"), Max: form.Number("1000000"),
		OnlyIf: &form.Condition{Field: "rule", Values: []string{ruleAmount}},
	},
	{
		Key: "margin", Title: "Margin in percent", Type: form.Decimal, Required: true,
		Help: "Gross margin as a share of the price: 40 makes a cost of 6.00 a price of 10.00.",
		Min:  form.Number("0"), Max: form.Number("99"),
		OnlyIf: &form.Condition{Field: "rule", Values: []string{ruleMargin}},
	},
	{
		Key: "rounding", Title: "Rounding", Type: form.OneOf, Required: true, Default: roundingCent,
		Choices: []form.Choice{
			{Key: roundingCent, Title: "To the cent"},
			{Key: roundingNinety, Title: "To the nearest price that ends in .99"},
		},
	},
}

// newPrice is the SQL of the new price over product AS p: NULL where the rule
// has nothing to start from, or where the price would be absurd. No price goes
// below zero, and none that ends in .99 below 0.99.
func newPrice(params form.Values) filter.Expr {
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
func exactPrice(params form.Values) filter.Expr {
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
