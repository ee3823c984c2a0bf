package transactions

import (
	"context"
	"strings"
	"testing"

	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/job/jobtest"
)

func TestProgramIsDrawn(t *testing.T) {
	t.Parallel()
	program := newProgram(version, false)
	jobtest.Golden(t, "testdata/program.txt", program.Text(nil))
	jobtest.Golden(t, "testdata/program.dot", program.DOT(nil))
}

func TestProgramDependsOnTheParameter(t *testing.T) {
	t.Parallel()
	if newProgram(version, false).Hash() == newProgram(version, true).Hash() {
		t.Error("with and without anonymous sales, the program is the same")
	}
}

// TestProgram sends lines through the program, each unlike a good one in one
// way.
func TestProgram(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		change    func(*line)
		anonymous bool
		want      string // quantity and amount, or node and reason
	}{
		"good":                 {func(*line) {}, false, "6 of 15.3"},
		"cancellation":         {func(l *line) { l.raw.Invoice, l.raw.Quantity = "C1", "-2" }, false, "-2 of -5.1"},
		"gift":                 {func(l *line) { l.raw.Price = "0" }, false, "6 of 0"},
		"spreadsheet customer": {func(l *line) { l.raw.Customer = "17850.0" }, false, "6 of 15.3"},
		"other date":           {func(l *line) { l.raw.SoldAt = "2011-12-09" }, false, "6 of 15.3"},
		"nobody":               {func(l *line) { l.raw.Customer = "" }, true, "6 of 15.3"},
		"no customer":          {func(l *line) { l.raw.Customer = "" }, false, "question the customer: The line names no customer."},
		"long customer":        {func(l *line) { l.raw.Customer = strings.Repeat("9", 51) }, false, "read the customer: The customer's number is too long."},
		"no product":           {func(l *line) { l.known = false }, false, "question the code: There is no product with this code."},
		"unreadable":           {func(l *line) { l.problem = "quotes" }, false, "question the line: The line can't be read."},
		"no quantity":          {func(l *line) { l.raw.Quantity = "" }, false, "read the quantity: The quantity is not a whole number of pieces."},
		"zero quantity":        {func(l *line) { l.raw.Quantity = "0" }, false, "read the quantity: The quantity is not a whole number of pieces."},
		"part of a piece":      {func(l *line) { l.raw.Quantity = "1.5" }, false, "read the quantity: The quantity is not a whole number of pieces."},
		"huge quantity":        {func(l *line) { l.raw.Quantity = "1000001" }, false, "read the quantity: The quantity is not a whole number of pieces."},
		"no price":             {func(l *line) { l.raw.Price = "free" }, false, "read the price: The price is not an amount of money."},
		"huge price":           {func(l *line) { l.raw.Price = "1e99" }, false, "read the price: The price is not an amount of money."},
		"fine price":           {func(l *line) { l.raw.Price = "0.00001" }, false, "read the price: The price is not an amount of money."},
		"negative price":       {func(l *line) { l.raw.Price = "-1" }, false, "question the price: The price is negative."},
		"no date":              {func(l *line) { l.raw.SoldAt = "9.12.2011" }, false, "read the date: The date is not one such as 2011-12-09 12:50:00."},
		"negative quantity": {
			func(l *line) { l.raw.Quantity = "-6" }, false,
			"question the quantity: The quantity is negative, and the line is of no cancellation.",
		},
		"cancellation of nothing": {
			func(l *line) { l.raw.Invoice = "C1" }, false,
			"question the cancellation: The line is of a cancellation and takes nothing back.",
		},
		"accepted": {func(l *line) { l.raw.Quantity, l.decision = "-6", &job.Resolution{Accepted: true} }, false, "-6 of -15.3"},
		"corrected": {
			func(l *line) {
				l.raw.Quantity, l.decision = "?", &job.Resolution{Values: form.Values{"quantity": int64(4), "customer": "1"}}
			}, false, "4 of 10.2",
		},
		"corrected in part": {
			func(l *line) {
				l.raw.Quantity, l.decision = "?", &job.Resolution{Values: form.Values{"customer": "1"}}
			}, false, "read the quantity: The quantity is not a whole number of pieces.",
		},
	} {
		l := &line{number: 2, known: true, raw: texts{
			Invoice: "1", Code: "A", Quantity: "6", Price: "2.55", SoldAt: "2010-12-01 08:26:00", Customer: "17850",
		}}
		tt.change(l)
		outcomes, err := newProgram(version, tt.anonymous).NewRunner().Run(context.Background(), []*line{l})
		if err != nil {
			t.Fatal(err)
		}
		got := l.raw.Quantity + " of " + l.amount().String()
		if x := outcomes[0].Exception; x != nil {
			got = x.Node + ": " + x.Reason
		}
		if got != tt.want {
			t.Errorf("%s: %s, want %s", name, got, tt.want)
		}
	}
}
