package transactions

import (
	"context"
	"strconv"

	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/job"
)

// The keys of what a person may correct.
const (
	fieldCode     = "code"
	fieldQuantity = "quantity"
	fieldPrice    = "price"
	fieldDate     = "date"
	fieldCustomer = "customer"
)

var corrections = []form.Field{
	{Key: fieldCode, Title: "Code", Type: form.Text, Help: "The SKU of a product."},
	{
		Key: fieldQuantity, Title: "Quantity", Type: form.Integer, Help: "Negative: taken back.",
		Min: form.Number("-1000000"), Max: form.Number("1000000"),
	},
	{Key: fieldPrice, Title: "Price", Type: form.Decimal, Help: "Of one piece.", Min: form.Number("-10000000"), Max: &highestPrice},
	{Key: fieldDate, Title: "Date", Type: form.Text, Help: "Such as 2011-12-09 12:50:00."},
	{Key: fieldCustomer, Title: "Customer", Type: form.Text, Help: "The customer's number."},
}

// Correctable implements job.Corrector.
func (processor) Correctable(l *line) map[string]any {
	values := map[string]any{}
	for key, text := range map[string]string{
		fieldCode: l.raw.Code, fieldQuantity: l.raw.Quantity, fieldPrice: l.raw.Price,
		fieldDate: l.raw.SoldAt, fieldCustomer: l.raw.Customer,
	} {
		if text != "" {
			values[key] = text
		}
	}
	return values
}

// Resolve implements job.Corrector: a line that was accepted is booked as it
// is, one that was corrected with the values that were given, and its own where
// none were.
func (processor) Resolve(l *line, r job.Resolution) { l.decision = &r }

func takeDecision(_ context.Context, l *line) error {
	values := l.decision.Values
	for key, text := range map[string]*string{fieldCode: &l.raw.Code, fieldDate: &l.raw.SoldAt, fieldCustomer: &l.raw.Customer} {
		if value := values.Text(key); value != "" {
			*text = value
		}
	}
	if _, given := values[fieldQuantity]; given {
		l.raw.Quantity = strconv.FormatInt(values.Int(fieldQuantity), 10)
	}
	if _, given := values[fieldPrice]; given {
		l.raw.Price = values.Decimal(fieldPrice).String()
	}
	return nil
}
