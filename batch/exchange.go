package batch

import (
	"context"
	"fmt"
	"strings"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/postgres"
)

// Exchange is the execution of types whose rows give the columns of a table new
// values, and know the ones before. A row takes effect only where the values
// before are still there, so that nothing is overwritten that nobody has seen;
// undoing puts them back where the new ones are still there. Types call its
// methods from those of the same names:
//
//	func (Handler) Effect() batch.Effect { return prices.Effect() }
type Exchange struct {
	Table string // SQL name, whose row is e: "product"
	Join  string // finds what a row writes to: "e.id = r.product_id"
	Cells []ExchangeCell
	Touch string      // further assignments: Touch, or none
	Where filter.Expr // which rows, over r, take effect if they change something; empty: all

	// Changed and ChangedSince say to people why a row fails, or is kept: what it
	// writes to is gone or has changed before the execution, or since.
	Changed, ChangedSince string
}

// ExchangeCell is a column that is written.
type ExchangeCell struct {
	Key, Title    string // its name in the database, and for people
	Type          form.Type
	Before, After string // SQL over the row AS r
}

// Touch are the further assignments of tables that have versions, as all of the
// core have.
const Touch = "version = e.version + 1, updated_at = now()"

// Effect is for Previewer.
func (x Exchange) Effect() Effect {
	e := Effect{Table: x.Table, Join: x.Join, Changes: x.changes()}
	for _, c := range x.Cells {
		e.Columns = append(e.Columns, EffectColumn{c.Key, c.Title, c.Type})
	}
	differs := filter.SQL("NOT coalesce(" + x.unchanged(forward) + ", false)")
	e.Fails = filter.And(x.changes(), differs)
	return e
}

// Execute is for Handler.
func (x Exchange) Execute(ctx context.Context, tx postgres.Tx, pending Rows) error {
	return x.apply(ctx, tx, pending, forward, x.Changed)
}

// Undo is for Undoer.
func (x Exchange) Undo(ctx context.Context, tx postgres.Tx, executed Rows) error {
	return x.apply(ctx, tx, executed, backward, x.ChangedSince)
}

// direction picks the value to find and the one to write.
type direction func(ExchangeCell) (from, to string)

func forward(c ExchangeCell) (from, to string)  { return c.Before, c.After }
func backward(c ExchangeCell) (from, to string) { return c.After, c.Before }

func (x Exchange) apply(ctx context.Context, tx postgres.Tx, rows Rows, d direction, reason string) error {
	var set []string
	for _, c := range x.Cells {
		_, to := d(c)
		set = append(set, c.Key+" = "+to)
	}
	if x.Touch != "" {
		set = append(set, x.Touch)
	}
	changes := x.changes()
	which := filter.And(rows.Where(), changes)
	_, err := tx.NewRaw(`
		WITH written AS (
			UPDATE `+x.Table+` AS e SET `+strings.Join(set, ", ")+` FROM `+rows.Table()+` AS r
			WHERE `+which.SQL+` AND `+x.Join+` AND `+x.unchanged(d)+` RETURNING r.batch_id, r.sequence)
		UPDATE `+rows.Table()+` AS r SET outcome = ?, updated_at = now()
		FROM written WHERE r.batch_id = written.batch_id AND r.sequence = written.sequence`, append(which.Args, rows.phase.done)...).Exec(ctx)
	if err != nil {
		return fmt.Errorf("exchanging values: %w", err)
	}
	// What still waits are by now the rows without a change to make, and those
	// that no longer find what they know.
	return rows.Fail(ctx, tx, changes, filter.SQL("?", reason))
}

// changes tells which rows have a change to make.
func (x Exchange) changes() filter.Expr {
	var before, after []string
	for _, c := range x.Cells {
		before, after = append(before, c.Before), append(after, c.After)
	}
	return filter.And(filter.SQL("("+strings.Join(before, ", ")+") IS DISTINCT FROM ("+strings.Join(after, ", ")+")"), x.Where)
}

// unchanged is the condition that what a row writes to is what the row knows.
func (x Exchange) unchanged(d direction) string {
	var now, known []string
	for _, c := range x.Cells {
		from, _ := d(c)
		now, known = append(now, "e."+c.Key), append(known, from)
	}
	return "NOT (e IS NULL) AND (" + strings.Join(now, ", ") + ") IS NOT DISTINCT FROM (" + strings.Join(known, ", ") + ")"
}
