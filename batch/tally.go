package batch

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/words"
)

// Tally is how many rows have which status, by its key.
type Tally map[string]int64

// ByStatus counts the rows by status.
func (r Rows) ByStatus(ctx context.Context, db bun.IDB) (Tally, error) {
	var counts []struct {
		Status string
		Count  int64
	}
	err := r.Select(db).ColumnExpr("r.status, count(*) AS count").GroupExpr("r.status").Scan(ctx, &counts)
	if err != nil {
		return nil, fmt.Errorf("counting rows by status: %w", err)
	}
	t := Tally{}
	for _, c := range counts {
		t[c.Status] = c.Count
	}
	return t, nil
}

// Total is how many rows there are; given statuses, how many with one of them.
func (t Tally) Total(statuses ...string) (n int64) {
	if len(statuses) == 0 {
		for _, count := range t {
			n += count
		}
	}
	for _, status := range statuses {
		n += t[status]
	}
	return n
}

// Clause says something of the rows that have a status, in words that follow
// their number: "price is", "prices are".
type Clause struct{ Status, One, Many string }

// Say returns the clauses whose statuses rows have, with the numbers.
func (t Tally) Say(clauses ...Clause) []string {
	var sentences []string
	for _, c := range clauses {
		if t[c.Status] > 0 {
			sentences = append(sentences, words.Plural(t[c.Status], c.One, c.Many))
		}
	}
	return sentences
}
