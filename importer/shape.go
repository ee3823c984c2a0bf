package importer

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sluicehq/sluice/form"
)

// shape is an importer with those of its fields that are mapped. Its SQL is over
// the target AS t with the names that it refers to, and over values by field.
type shape struct {
	*Importer
	fields []*Field
}

func newShape(i *Importer, columns []column) shape {
	s := shape{Importer: i}
	for _, c := range columns {
		s.fields = append(s.fields, c.Field)
	}
	return s
}

// others are the mapped fields that are no keys.
func (s shape) others() []*Field {
	return slices.DeleteFunc(slices.Clone(s.fields), func(f *Field) bool { return f.Key })
}

// values are the SQL of the fields' values, of one row of a source.
type values func(*Field) string

// staged are the values of a line AS s.
func staged(f *Field) string { return "s." + f.staged() }

// staged is the column that lines have for the field.
func (f *Field) staged() string { return "v_" + f.Name }

// target is the column of the target AS t.
func (f *Field) target() string { return "t." + f.column() }

// present is the value that the target has now, as sources have it.
func (f *Field) present() string {
	switch {
	case f.Lookup != "":
		return "now_" + f.Name + ".name"
	case f.kind() == form.Text && !f.Key:
		return "nullif(" + f.target() + ", '')"
	}
	return f.target()
}

// named is the target with the names that it refers to, to select from and to
// join with.
func (s shape) named() string {
	var joins strings.Builder
	for _, f := range s.fields {
		if f.Lookup != "" {
			fmt.Fprintf(&joins, " LEFT JOIN %[1]s AS now_%[2]s ON now_%[2]s.id = %[3]s", f.Lookup, f.Name, f.target())
		}
	}
	if joins.Len() == 0 {
		return s.Target.Table + " AS t"
	}
	return "(" + s.Target.Table + " AS t" + joins.String() + ")"
}

// stored is what the target gets for a value; names are joined as as.
func (f *Field) stored(v values, as string) string {
	switch {
	case f.Lookup != "":
		return as + f.Name + ".id"
	case f.Empty != "":
		return "coalesce(" + v(f) + ", " + f.Empty + ")"
	}
	return v(f)
}

// names joins values with the names that they are, as as.
func names(fields []*Field, v values, as string) string {
	var joins strings.Builder
	for _, f := range fields {
		if f.Lookup != "" {
			fmt.Fprintf(&joins, " LEFT JOIN %[1]s AS %[2]s%[3]s ON %[2]s%[3]s.name = %[4]s", f.Lookup, as, f.Name, v(f))
		}
	}
	return joins.String()
}

// matches is the condition that the target's row has the key.
func (s shape) matches(v values) string {
	var all []string
	for _, f := range s.keys() {
		all = append(all, f.target()+" = "+v(f))
	}
	return strings.Join(all, " AND ")
}

// label is what a row of the target is called for people.
func (s shape) label() string { return s.field(s.Target.Label).target() + "::text" }

// keyText is the key for people, of the target's row.
func (s shape) keyText() string {
	var all []string
	for _, f := range s.keys() {
		all = append(all, f.target())
	}
	return "concat_ws(' ', " + strings.Join(all, ", ") + ")"
}

// touched is the assignments that every change makes besides.
func (s shape) touched() string {
	if s.Target.Touch == "" {
		return ""
	}
	return ", " + s.Target.Touch
}

// retired is the condition that a row of the target is in use.
func (s shape) inUse() string {
	if s.Target.Missing.InUse == "" {
		return "TRUE"
	}
	return s.Target.Missing.InUse
}

// each renders fields.
func each(fields []*Field, render func(*Field) string) []string {
	list := make([]string, len(fields))
	for i, f := range fields {
		list[i] = render(f)
	}
	return list
}

// row is a row of values, in SQL; of one, the value, and of none, NULL.
func row(list []string) string {
	switch len(list) {
	case 0:
		return "NULL"
	case 1:
		return list[0]
	}
	return "(" + strings.Join(list, ", ") + ")"
}
