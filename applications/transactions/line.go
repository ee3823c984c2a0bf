package transactions

import (
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/sluicehq/sluice/job"
)

// line is an item of a job: a line of a file, and the sale that the program
// reads from it.
type line struct {
	id       int64
	number   int64 // of the line in the file
	raw      texts
	problem  string          // why it could not be read; "": it could
	known    bool            // there is a product with the code
	decision *job.Resolution // what a person decided; nil: nobody has

	quantity int64
	price    decimal.Decimal
	soldAt   time.Time
}

// texts are the values of a line, as they are in the file or as a person
// corrected them.
type texts struct {
	Invoice     string `json:"invoice"`
	Code        string `json:"code"`
	Description string `json:"description"`
	Quantity    string `json:"quantity"`
	SoldAt      string `json:"date"`
	Price       string `json:"price"`
	Customer    string `json:"customer"`
	Country     string `json:"country"`
}

// ItemKey implements job.Item.
func (l line) ItemKey() int64 { return l.id }

// ItemLabel implements job.Item.
func (l line) ItemLabel() string { return "line " + strconv.FormatInt(l.number, 10) }

// amount is what was paid for the line; negative: paid back.
func (l *line) amount() decimal.Decimal { return l.price.Mul(decimal.NewFromInt(l.quantity)) }
