package batch

import (
	"slices"
	"strings"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
)

// rewrite is the statement that gives rows what their products have become,
// perhaps a new value in one column, and the status that follows from both.
type rewrite struct {
	kind  *Kind
	batch *model.Batch
	span  span
	where filter.Expr // which rows of the span, over the row AS r
	cell  recipe      // the zero recipe: no cell is changed
	set   string      // more assignments
}

// newVersion are the assignments of a change that others have to notice.
const newVersion = ", version = t.version + 1, updated_at = now()"

// statement is the UPDATE, without a RETURNING clause, of those rows whose cell
// gets another value that fits; without a cell, of those that become different.
// The row is t while it is changed and n as it becomes; n.former is the cell as
// it was. OFFSET 0 has PostgreSQL compute each value once.
func (w rewrite) statement() (filter.Expr, error) {
	params, err := form.Load(w.kind.Parameters, w.batch.Parameters)
	if err != nil {
		return filter.Expr{}, err
	}
	derived, status := w.kind.derived(params), w.kind.statusExpr(params)
	set, before, after := "status = n.fresh_status", "t.status", "n.fresh_status"
	for _, c := range w.kind.Columns {
		if c == w.cell.column || !derived[c.Key].Empty() {
			set += ", " + c.Key + " = n." + c.Key
			before, after = before+", t."+c.Key, after+", n."+c.Key
		}
	}
	differs := filter.SQL("(" + before + ") IS DISTINCT FROM (" + after + ")")
	if c := w.cell.column; c != nil {
		differs = filter.And(filter.SQL("n.former IS DISTINCT FROM n."+c.Key), filter.Not(w.cell.misfit("n."+c.Key)))
	}
	source := w.source(derived)
	where := filter.And(w.span.of("t", w.batch.ID), filter.SQL("t.batch_id = n.batch_id AND t.sequence = n.sequence"), differs)
	return filter.SQL(`UPDATE `+w.kind.table+` AS t SET `+set+w.set+`
		FROM (SELECT r.*, `+status.SQL+` AS fresh_status FROM (`+source.SQL+` OFFSET 0) AS r OFFSET 0) AS n
		WHERE `+where.SQL, slices.Concat(status.Args, source.Args, where.Args)...), nil
}

// source is the query of the rows as they become, but for their status. The
// rows of products that are gone keep what they took from them.
func (w rewrite) source(derived map[string]filter.Expr) filter.Expr {
	var args []any
	join, gone := w.kind.join()
	columns := "r." + strings.Join(commonColumns, ", r.")
	for _, c := range w.kind.Columns {
		value := filter.SQL("r." + c.Key)
		if e := derived[c.Key]; !e.Empty() {
			value = filter.SQL("CASE WHEN "+gone+" THEN r."+c.Key+" ELSE "+e.SQL+" END", e.Args...)
		}
		if c == w.cell.column {
			columns += ", r." + c.Key + " AS former"
			value = w.cell.value
		}
		columns += ", " + value.SQL + " AS " + c.Key
		args = append(args, value.Args...)
	}
	where := filter.And(w.span.of("r", w.batch.ID), w.where)
	return filter.SQL(`SELECT `+columns+` FROM `+w.kind.table+` AS r
		`+join+` WHERE `+where.SQL, append(args, where.Args...)...)
}

// derived are the columns that rows take from their products and people can't
// edit, as expressions over product AS p.
func (k *Kind) derived(params form.Values) map[string]filter.Expr {
	expressions := map[string]filter.Expr{}
	for key, e := range k.handler.FromProduct(params) {
		if c := k.column(key); c != nil && !c.Editable {
			expressions[key] = e
		}
	}
	return expressions
}
