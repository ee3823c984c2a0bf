// Package pricing is the batch type that gives products new prices by a rule.
package pricing

import (
	"fmt"

	"github.com/shopspring/decimal"
	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
)

// Row is a product with its new price.
type Row struct {
	bun.BaseModel `bun:"table:batch.pricing_row,alias:r"`
	batch.RowModel

	SKU         string           `bun:"sku" sluice:"title=SKU"`
	Description string           `bun:"description" sluice:"title=Description"`
	Cost        *decimal.Decimal `bun:"cost" sluice:"title=Cost;type=decimal"`
	Price       *decimal.Decimal `bun:"price" sluice:"title=Price before;type=money"`
	NewPrice    *decimal.Decimal `bun:"new_price" sluice:"title=New price;type=money;editable;min=0;max=999999999.99"`
}

// The keys of the statuses.
const (
	statusOK        = "ok"
	statusUnchanged = "unchanged"
	statusBelowCost = "below_cost"
	statusBigChange = "big_change"
	statusNoPrice   = "no_price"
)

// Handler implements batch.Handler.
type Handler struct{ batch.Defaults }

// Type describes the batch type.
func (Handler) Type() batch.Type {
	return batch.Type{
		Key:         "pricing",
		Title:       "Pricing",
		Approvable:  true,
		Description: "Give products new prices by a rule, look at each of them, and put them into effect at once.",
		Row:         (*Row)(nil),
		Statuses: []batch.Status{
			{Key: statusOK, Title: "OK", Severity: model.SeverityOK, Description: "The new price will be put into effect."},
			{
				Key: statusUnchanged, Title: "Unchanged", Severity: model.SeverityNotice,
				Description: "The new price is the present one: nothing will change.",
			},
			{
				Key: statusBelowCost, Title: "Below cost", Severity: model.SeverityWarning,
				Description: "The new price is lower than what the product costs. Raise it if that is not meant.",
			},
			{
				Key: statusBigChange, Title: "Big change", Severity: model.SeverityWarning,
				Description: "The price changes by more than 50 %. Make sure that this is meant.",
			},
			{
				Key: statusNoPrice, Title: "No new price", Severity: model.SeverityError,
				Description: "The rule gives no price here, because the price or the cost is missing. Enter a new price, or remove the row.",
			},
			batch.UnknownProduct,
			{
				Key: batch.StatusStale, Title: "Product changed", Severity: model.SeverityError,
				Description: "The product's price has changed since the row was made. Reopen the batch and refresh the row, or remove it.",
			},
		},
		Parameters: parameters,
		Sources:    []model.SourceKind{model.SourceQuery, model.SourceBatch, model.SourceFile, model.SourceHand},
	}
}

// Lines implements batch.LineReader. Lines that give no price get one by the rule.
func (Handler) Lines() batch.Lines {
	return batch.Lines{Fields: []batch.LineField{
		batch.SKUField("sku"),
		{Column: "new_price", Synonyms: []string{"Price", "New price", "Retail price", "UnitPrice", "Unit price", "Preis", "VK"}},
	}}
}

// FromProduct computes the new price by the rule.
func (Handler) FromProduct(params form.Values) map[string]filter.Expr {
	return map[string]filter.Expr{
		"sku":         filter.SQL("p.sku"),
		"description": filter.SQL("p.description"),
		"cost":        filter.SQL("p.cost"),
		"price":       filter.SQL("p.price"),
		"new_price":   newPrice(params),
	}
}

// Status tells what deserves a second look; the worst comes first.
func (Handler) Status(form.Values) filter.Expr {
	return filter.SQL(`CASE
		WHEN r.product_id IS NULL THEN ?
		WHEN r.new_price IS NULL THEN ?
		WHEN r.new_price < r.cost THEN ?
		WHEN r.new_price = r.price THEN ?
		WHEN abs(r.new_price - r.price) > r.price * 0.5 THEN ?
		ELSE ? END`, batch.UnknownProduct.Key, statusNoPrice, statusBelowCost, statusUnchanged, statusBigChange, statusOK)
}

// Stale finds products whose price is no longer the one before.
func (Handler) Stale() filter.Expr { return filter.SQL("p.price IS DISTINCT FROM r.price") }

// Reason names the figures behind a status.
func (Handler) Reason(row any) string {
	r := row.(*Row)
	switch {
	case r.Status == statusBelowCost && r.NewPrice != nil && r.Cost != nil:
		return fmt.Sprintf("The new price %s is below the cost %s.", r.NewPrice.StringFixed(2), r.Cost.StringFixed(2))
	case r.Status == statusBigChange && r.NewPrice != nil && r.Price != nil && !r.Price.IsZero():
		change := r.NewPrice.Div(*r.Price).Sub(decimal.NewFromInt(1)).Shift(2)
		return fmt.Sprintf("The price changes by %s %%.", signed(change))
	case r.Status == statusBigChange:
		return "The product was free until now."
	case r.Status == statusNoPrice && r.Price == nil:
		return "The product has no price. Enter a new one, or remove the row."
	case r.Status == statusNoPrice && r.Cost == nil:
		return "The product has no cost to start from. Enter a new price, or remove the row."
	}
	return ""
}

// signed is a percentage without decimal places, with its sign.
func signed(d decimal.Decimal) string {
	if d.IsPositive() {
		return "+" + d.StringFixed(0)
	}
	return "−" + d.Abs().StringFixed(0)
}
