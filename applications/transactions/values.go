package transactions

import (
	"context"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/sluicehq/sluice/dag"
)

// The bounds of a line's values.
const (
	mostPieces      = 1_000_000
	longestPrice    = 20 // characters
	finestPrice     = 4  // decimal places
	longestCustomer = 50 // characters
)

var highestPrice = decimal.NewFromInt(10_000_000)

// dates are how a date may be written. Without a zone it is in UTC.
var dates = []string{time.DateTime, "2006-01-02 15:04", time.DateOnly, time.RFC3339}

func readQuantity(_ context.Context, l *line) error {
	n, err := strconv.ParseInt(l.raw.Quantity, 10, 64)
	if err != nil || n == 0 || n > mostPieces || n < -mostPieces {
		return l.question("The quantity is not a whole number of pieces.")
	}
	l.quantity = n
	return nil
}

func readPrice(_ context.Context, l *line) error {
	text := l.raw.Price
	if len(text) > longestPrice || strings.ContainsAny(text, "eE") {
		return l.question(notAPrice)
	}
	price, err := decimal.NewFromString(text)
	if err != nil || !price.Equal(price.Truncate(finestPrice)) || price.Abs().GreaterThan(highestPrice) {
		return l.question(notAPrice)
	}
	l.price = price
	return nil
}

const notAPrice = "The price is not an amount of money."

func readDate(_ context.Context, l *line) error {
	for _, layout := range dates {
		if t, err := time.Parse(layout, l.raw.SoldAt); err == nil {
			l.soldAt = t
			return nil
		}
	}
	return l.question("The date is not one such as 2011-12-09 12:50:00.")
}

var spreadsheetNumber = regexp.MustCompile(`^[0-9]+\.0$`)

// readCustomer takes off the decimal place that spreadsheets give to numbers.
func readCustomer(_ context.Context, l *line) error {
	if spreadsheetNumber.MatchString(l.raw.Customer) {
		l.raw.Customer = strings.TrimSuffix(l.raw.Customer, ".0")
	}
	if len([]rune(l.raw.Customer)) > longestCustomer {
		return l.question("The customer's number is too long.")
	}
	return nil
}

// question takes a line out of the flow for a person to decide.
func (l *line) question(reason string) error {
	return dag.Undecidable(reason, details{Line: l.number, Problem: l.problem, texts: l.raw})
}

// details are what a person has to know to decide about a line.
type details struct {
	Line    int64  `json:"line"`
	Problem string `json:"problem,omitempty"`
	texts
}
