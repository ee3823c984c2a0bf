package importer

import (
	"strings"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/form"
)

// difference is what the rows of one importer batch mean. Its SQL is over the row
// AS r, and the target AS t.
type difference struct {
	batch.Defaults
	shape
	data *batchData
}

func (f *Field) beforeColumn() string { return "before_" + f.Name }
func (f *Field) afterColumn() string  { return "after_" + f.Name }

// before, after and pending are the values of a row r.
func before(f *Field) string { return "r." + f.beforeColumn() }

func after(f *Field) string {
	if f.Key {
		return "r." + f.column()
	}
	return "r." + f.afterColumn()
}

// What is to be done with a row. What is none of these changes nothing.
const (
	creating = "r.source_line IS NOT NULL AND NOT r.existed"
	deleting = "r.source_line IS NULL AND r.existed"
)

func (d difference) updating() string {
	return "r.source_line IS NOT NULL AND r.existed AND " + d.differs()
}

// differs is the condition that the values before and after are not the same.
func (d difference) differs() string {
	fields := d.others()
	return row(each(fields, before)) + " IS DISTINCT FROM " + row(each(fields, after))
}

// moved is the condition that the target is not what it was when it was compared.
func (d difference) moved() string {
	fields := d.others()
	return "((t.id IS NOT NULL) <> r.existed OR r.existed AND " +
		row(each(fields, (*Field).present)) + " IS DISTINCT FROM " + row(each(fields, before)) + ")"
}

// batchShape is what the batch has.
func (d difference) batchShape() *batch.Shape {
	return &batch.Shape{
		Handler: d, Columns: d.columns(), Types: d.types(),
		Generated: map[string]string{columnChanges: d.changes()},
		Fill:      d.fill,
	}
}

func (d difference) columns() []*batch.Column {
	var list []*batch.Column
	for _, f := range d.keys() {
		list = append(list, batch.NewColumn(f.column(), f.Title, form.Text))
	}
	if !d.field(d.Target.Label).Key {
		list = append(list, batch.NewColumn(columnLabel, "Name", form.Text))
	}
	list = append(list, batch.NewColumn(columnChanges, "Changes", form.Text))
	for _, f := range d.others() {
		now := batch.NewColumn(f.beforeColumn(), f.Title+" before", f.kind())
		then := batch.NewColumn(f.afterColumn(), f.Title+" after", f.kind())
		then.Editable, then.Min, then.Max = true, f.Min, f.Max
		if f.kind() == form.Text {
			then.MaxLength = new(f.maxLength())
		}
		list = append(list, now, then)
	}
	return append(list, batch.NewColumn(columnExisted, "Existed", form.Boolean))
}

// types has the columns with the types of the target.
func (d difference) types() string {
	list := []string{d.label() + " AS " + columnLabel, "NULL::boolean AS " + columnExisted}
	for _, f := range d.keys() {
		list = append(list, f.target())
	}
	for _, f := range d.others() {
		list = append(list, f.present()+" AS "+f.beforeColumn(), f.present()+" AS "+f.afterColumn())
	}
	return "SELECT " + strings.Join(list, ", ") + " FROM " + d.named()
}

// changes lists the titles of what differs.
func (d difference) changes() string {
	sql := "''"
	for _, f := range d.others() {
		title := "', " + strings.ReplaceAll(f.Title, "'", "''") + "'"
		sql += " || CASE WHEN " + f.beforeColumn() + " IS DISTINCT FROM " + f.afterColumn() + " THEN " + title + " ELSE '' END"
	}
	return "CASE WHEN source_line IS NOT NULL THEN substr(" + sql + ", 3) END"
}

// fill selects the rows of a comparison.
func (d difference) fill(table string) batch.Selection {
	s := batch.Selection{
		From: filter.SQL(table + " AS d"), Key: filter.SQL("d.n"), Line: filter.SQL("d.line"), Columns: map[string]filter.Expr{},
	}
	if d.Target.Table == "product" {
		s.Product = filter.SQL("d.target_id")
	}
	for _, key := range append([]string{columnLabel, columnExisted}, d.valueColumns()...) {
		s.Columns[key] = filter.SQL("d." + key)
	}
	return s
}

// valueColumns are the columns of keys, and of values before and after.
func (d difference) valueColumns() []string {
	list := each(d.keys(), (*Field).column)
	for _, f := range d.others() {
		list = append(list, f.beforeColumn(), f.afterColumn())
	}
	return list
}

// Join implements batch.Joiner.
func (d difference) Join() string {
	return "LEFT JOIN " + d.named() + " ON " + d.matches(after)
}

// FromProduct returns what the target has now: refreshing takes it over.
func (d difference) FromProduct(form.Values) map[string]filter.Expr {
	columns := map[string]filter.Expr{columnExisted: filter.SQL("t.id IS NOT NULL")}
	for _, f := range d.others() {
		columns[f.beforeColumn()] = filter.SQL(f.present())
	}
	return columns
}

// Stale finds rows whose target has changed since.
func (d difference) Stale() filter.Expr {
	return filter.SQL(d.moved())
}

// Status says what a row will do, or why it can't.
func (d difference) Status(form.Values) filter.Expr {
	sql, args := "CASE", []any{}
	when := func(condition, status string) {
		sql += " WHEN " + condition + " THEN ?"
		args = append(args, status)
	}
	when(deleting, statusDelete)
	when("r.source_line IS NULL", statusNoChange)
	for _, f := range d.others() {
		if f.Required {
			when(after(f)+" IS NULL", statusIncomplete)
		}
	}
	for _, f := range d.others() {
		switch {
		case f.Unique:
			when(d.taken(f), statusTaken)
		case f.Closed:
			when(unknown(f), statusUnknown)
		}
	}
	when("NOT r.existed", statusCreate)
	when(d.differs(), statusUpdate)
	return filter.SQL(sql+" ELSE ? END", append(args, statusNoChange)...)
}

// taken is the condition that another row of the target has a value already.
func (d difference) taken(f *Field) string {
	return "EXISTS (SELECT FROM " + d.Target.Table + " AS t WHERE " + f.target() + " = " + after(f) + " AND (" + d.matches(after) + ") IS NOT TRUE)"
}

// unknown is the condition that a name is not among those there are.
func unknown(f *Field) string {
	return after(f) + " IS NOT NULL AND NOT EXISTS (SELECT FROM " + f.Lookup + " AS n WHERE n.name = " + after(f) + ")"
}
