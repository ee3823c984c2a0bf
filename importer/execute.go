package importer

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// Execute puts the differences into effect: it goes on from the batch where the
// importer itself would go on from the source. Rows whose target is no longer
// what it was compared with fail, and the target is left alone.
func (d difference) Execute(ctx context.Context, tx postgres.Tx, _ *model.Batch, pending batch.Rows) error {
	e := effect{difference: d, tx: tx, rows: pending, outcome: model.RowExecuted}
	for _, step := range []func(context.Context) error{e.setAside, e.addNames, e.update, e.create, e.delete} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

// effect is what rows do to the target.
type effect struct {
	difference
	tx      postgres.Tx
	rows    batch.Rows
	outcome model.RowOutcome
}

// changed words why a row is not put into effect.
func (e *effect) changed(what string) filter.Expr {
	return filter.SQL("?", "The "+e.Target.Noun+" "+what+" since the row was made; it was left alone.")
}

// setAside fails rows that can't be stored next to what the target has.
func (e *effect) setAside(ctx context.Context) error {
	for _, f := range e.others() {
		condition, reason := "", ""
		switch {
		case f.Unique:
			condition, reason = e.taken(f), "Another "+e.Target.Noun+" has this "+noun(f.Title)+" already."
		case f.Closed:
			condition, reason = unknown(f), "There is no "+noun(f.Title)+" of this name."
		default:
			continue
		}
		if err := e.rows.Fail(ctx, e.tx, filter.SQL("r.source_line IS NOT NULL AND "+condition), filter.SQL("?", reason)); err != nil {
			return err
		}
	}
	return nil
}

func (e *effect) addNames(ctx context.Context) error {
	_, err := addNames(ctx, e.tx, e.others(), e.rows.Table()+" AS r",
		filter.And(e.rows.Where(), filter.SQL("r.source_line IS NOT NULL")), after)
	return err
}

// settle runs a statement that changes the target and returns from it the key's
// columns and the id, as t, of the rows AS r that fulfill a condition, and notes
// their outcome.
func (e *effect) settle(ctx context.Context, what string, condition string, statement filter.Expr, more string) error {
	w := filter.And(e.rows.Where(), filter.SQL(condition))
	err := execute(ctx, e.tx, filter.SQL(`WITH t AS (`+statement.SQL+`)
		UPDATE `+e.rows.Table()+` AS r SET outcome = ?, updated_at = now()`+more+` FROM t WHERE `+w.SQL+` AND `+e.matches(after),
		slices.Concat(statement.Args, []any{e.outcome}, w.Args)...), nil)
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

// returning is what statements return for settle.
func (e *effect) returning() string {
	return " RETURNING t.id, " + strings.Join(each(e.keys(), (*Field).target), ", ")
}

// update gives the target the values after, where it has the values before.
func (e *effect) update(ctx context.Context) error {
	return e.exchange(ctx, before, after, e.changed("has changed, or is gone,"))
}

// exchange gives the target one set of values for another.
func (e *effect) exchange(ctx context.Context, from, to values, reason filter.Expr) error {
	fields := e.others()
	if len(fields) == 0 {
		return nil
	}
	w := filter.And(e.rows.Where(), filter.SQL(e.updating()))
	set := each(fields, func(f *Field) string { return f.column() + " = " + f.stored(to, "new_") })
	had := each(fields, func(f *Field) string { return f.stored(from, "old_") })
	err := e.settle(ctx, "updating", e.updating(), filter.SQL(`UPDATE `+e.Target.Table+` AS t SET `+strings.Join(set, ", ")+e.touched()+`
		FROM `+e.rows.Table()+` AS r`+names(fields, from, "old_")+names(fields, to, "new_")+`
		WHERE `+w.SQL+` AND `+e.matches(after)+` AND `+row(each(fields, (*Field).target))+` IS NOT DISTINCT FROM `+row(had)+e.returning(), w.Args...), "")
	if err != nil {
		return err
	}
	return e.rows.Fail(ctx, e.tx, filter.SQL(e.updating()), reason)
}

// create adds what the target does not have.
func (e *effect) create(ctx context.Context) error {
	w := filter.And(e.rows.Where(), filter.SQL(creating))
	stored := each(e.fields, func(f *Field) string { return f.stored(after, "new_") })
	linked := ""
	if e.Target.Table == "product" {
		linked = ", product_id = t.id"
	}
	err := e.settle(ctx, "creating", creating, filter.SQL(`INSERT INTO `+e.Target.Table+` AS t (`+strings.Join(each(e.fields, (*Field).column), ", ")+`)
		SELECT `+strings.Join(stored, ", ")+` FROM `+e.rows.Table()+` AS r`+names(e.fields, after, "new_")+` WHERE `+w.SQL+` ORDER BY r.sequence
		ON CONFLICT (`+strings.Join(each(e.keys(), (*Field).column), ", ")+`) DO NOTHING`+e.returning(), w.Args...), linked)
	if err != nil {
		return err
	}
	return e.rows.Fail(ctx, e.tx, filter.SQL(creating), e.changed("was created by somebody else"))
}

// delete deletes or retires what the source lacks, unless it has changed or is
// in use.
func (e *effect) delete(ctx context.Context) error {
	if err := e.remove(ctx, deleting, before); err != nil {
		return err
	}
	return e.rows.Fail(ctx, e.tx, filter.SQL(deleting), e.changed("has changed, or is gone,"))
}

// remove deletes or retires rows of the target that have certain values, for the
// rows AS r that fulfill a condition.
func (e *effect) remove(ctx context.Context, condition string, had values) error {
	fields := e.others()
	w := filter.And(e.rows.Where(), filter.SQL(condition))
	same := e.matches(after)
	if len(fields) > 0 {
		same += " AND " + row(each(fields, (*Field).target)) + " IS NOT DISTINCT FROM " +
			row(each(fields, func(f *Field) string { return f.stored(had, "old_") }))
	}
	from := e.rows.Table() + " AS r" + names(fields, had, "old_")
	if e.Target.Missing.Retire != "" {
		return e.settle(ctx, "retiring", condition, filter.SQL(`UPDATE `+e.Target.Table+` AS t SET `+e.Target.Missing.Retire+e.touched()+`
			FROM `+from+` WHERE `+w.SQL+` AND `+same+e.returning(), w.Args...), "")
	}
	users, err := usersOf(ctx, e.tx, e.Target.Table)
	if err != nil {
		return err
	}
	reason := users.reason(e.Target.Noun, e.keyText())
	target := ` FROM ` + e.Target.Table + ` AS t WHERE ` + e.matches(after)
	err = e.rows.Fail(ctx, e.tx, filter.SQL(condition+` AND EXISTS (SELECT`+target+` AND `+users.use()+`)`),
		filter.SQL(`(SELECT `+reason.SQL+target+`)`, reason.Args...))
	if err != nil {
		return err
	}
	return e.settle(ctx, "deleting", condition, filter.SQL(`DELETE FROM `+e.Target.Table+` AS t USING `+from+`
		WHERE `+w.SQL+` AND `+same+e.returning(), w.Args...), "")
}
