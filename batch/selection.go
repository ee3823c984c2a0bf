package batch

import (
	"maps"
	"slices"
	"strings"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
)

// Selection is a query of the rows that a batch is to get: one for each record
// of From that fulfills Where. All but Where are SQL expressions over From.
type Selection struct {
	From  filter.Expr // what stands behind FROM, such as "product AS p"
	Where filter.Expr // empty: all records
	Text  string      // of a data set: what it selects, in words

	// Key is a bigint that no two records share. The rows are numbered in its
	// order, and cut by it into chunks.
	Key filter.Expr

	Product filter.Expr            // the id of the product that a row is about; empty: of none
	Line    filter.Expr            // the line of a file that it comes from; empty: of none
	Columns map[string]filter.Expr // the row model's own columns; those left out get their default
}

// keys is a query of the keys.
func (s Selection) keys(db bun.IDB) *bun.SelectQuery {
	where, args := s.Where.OrTrue()
	return db.NewSelect().TableExpr(s.From.SQL, s.From.Args...).ColumnExpr(s.Key.SQL, s.Key.Args...).Where(where, args...)
}

// within is the selection of those records whose key is within bounds.
func (s Selection) within(from, to int64) Selection {
	s.Where = filter.And(filter.SQL(s.Key.SQL+" BETWEEN ? AND ?", append(slices.Clone(s.Key.Args), from, to)...), s.Where)
	return s
}

// fromProducts is the selection of the products AS p that fulfill a condition.
func (k *Kind) fromProducts(params form.Values, where filter.Expr) Selection {
	id := filter.SQL("p.id")
	return Selection{From: filter.SQL("product AS p"), Where: where, Key: id, Product: id, Columns: k.handler.FromProduct(params)}
}

// numbered is an SQL expression over the record AS r, whose place in the
// selection is r.n, from 1: the sequence of its row.
type numbered filter.Expr

// insert is the statement that makes the rows of a selection.
func (k *Kind) insert(b *model.Batch, params form.Values, s Selection, sequence numbered) filter.Expr {
	status := k.statusExpr(params)
	var columns, values, selected strings.Builder
	var args []any
	add := func(column string, e filter.Expr) {
		if e.Empty() {
			return
		}
		columns.WriteString(", " + column)
		values.WriteString(", r." + column)
		selected.WriteString(", " + e.SQL + " AS " + column)
		args = append(args, e.Args...)
	}
	add("product_id", s.Product)
	add("source_line", s.Line)
	for _, key := range slices.Sorted(maps.Keys(s.Columns)) {
		add(key, s.Columns[key])
	}
	for _, c := range k.Columns { // so that the status finds those, too, that the insertion leaves out
		if c.Nullable && s.Columns[c.Key].Empty() {
			selected.WriteString(", NULL::" + c.sqlType + " AS " + c.Key)
		}
	}
	where, whereArgs := s.Where.OrTrue()
	return filter.SQL(`INSERT INTO `+k.table+` (batch_id, sequence, status`+columns.String()+`)
		SELECT ?, `+sequence.SQL+`, `+status.SQL+values.String()+`
		FROM (SELECT row_number() OVER (ORDER BY `+s.Key.SQL+`) AS n`+selected.String()+`
			FROM `+s.From.SQL+` WHERE `+where+`) AS r`,
		slices.Concat([]any{b.ID}, sequence.Args, status.Args, s.Key.Args, args, s.From.Args, whereArgs)...)
}
