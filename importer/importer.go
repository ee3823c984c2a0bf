// Package importer brings data from other systems into Sluice. An Importer
// declares what a source has and where it goes; the package compares the two by
// key, and creates, updates and, if asked to, deletes what differs: at once with
// Run or a job, or as a batch, in which people see each difference before it is
// made.
package importer

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/sluicehq/sluice/form"
)

// Importer declares where data comes from and where it goes.
type Importer struct {
	Key         string // stable, lower case; part of permissions: "products"
	Title       string
	Description string
	Fields      []Field
	Target      Target
	Source      Source // the zero Source: files that people give
}

// Target is the table that an importer writes, t in its SQL. It has a bigint
// column id, and the key fields' columns together are unique.
type Target struct {
	Table string // "product"
	Noun  string // what one of its rows is, for people: "product"
	Label string // the name of the field that tells people which one it is

	// Touch are more assignments of every change, over the table AS t:
	// "updated_at = now()".
	Touch string
	// Missing says what becomes of rows that a source lacks, if deleting is asked
	// for. The zero Missing deletes those that no foreign key refers to.
	Missing Missing
}

// Missing is how a row is taken out of use instead of being deleted.
type Missing struct {
	Retire  string // assignments that do it: "active = false"
	Restore string // assignments that take it back: "active = true"
	InUse   string // condition over the table AS t that it is in use: "t.active"
}

var (
	keyForm  = regexp.MustCompile(`^[a-z][a-z0-9_]{0,30}$`)
	nameForm = regexp.MustCompile(`^[a-z][a-z0-9_]{0,40}$`)
)

// reserved are columns that every importer batch has.
var reserved = []string{
	"batch_id", "sequence", "product_id", "status", "removed", "outcome", "outcome_reason", "version", "updated_at",
	columnLine, columnLabel, columnExisted, columnChanges,
}

// complete fills in what the declaration leaves to defaults.
func (i *Importer) complete() {
	i.Fields = slices.Clone(i.Fields)
	for n := range i.Fields {
		f := &i.Fields[n]
		f.Type, f.Column = f.kind(), f.column()
		if f.Type == form.Text {
			f.MaxLength = f.maxLength()
		}
	}
}

// check returns what is wrong with the declaration.
func (i *Importer) check() error {
	switch {
	case !keyForm.MatchString(i.Key):
		return fmt.Errorf("the key must match %s", keyForm)
	case i.Title == "" || i.Target.Table == "" || i.Target.Noun == "":
		return fmt.Errorf("it needs a title, and its target a table and a noun")
	case i.field(i.Target.Label) == nil:
		return fmt.Errorf("the target's label %q is no field", i.Target.Label)
	case len(i.keys()) == 0:
		return fmt.Errorf("it needs a key field")
	case i.Target.Missing.Retire != "" && (i.Target.Missing.InUse == "" || i.Target.Missing.Restore == ""):
		return fmt.Errorf("retiring needs InUse and Restore")
	}
	for n := range i.Fields {
		f := &i.Fields[n]
		if slices.IndexFunc(i.Fields, func(o Field) bool { return o.Name == f.Name }) != n {
			return fmt.Errorf("the field %q is there twice", f.Name)
		}
		if err := f.check(); err != nil {
			return fmt.Errorf("field %q: %w", f.Name, err)
		}
	}
	return i.Source.check(i)
}

// field returns a field by name, or nil.
func (i *Importer) field(name string) *Field {
	n := slices.IndexFunc(i.Fields, func(f Field) bool { return f.Name == name })
	if n < 0 {
		return nil
	}
	return &i.Fields[n]
}

// keys are the fields that rows of the source and the target are matched by.
func (i *Importer) keys() (keys []*Field) {
	for n := range i.Fields {
		if i.Fields[n].Key {
			keys = append(keys, &i.Fields[n])
		}
	}
	return keys
}

// Query returns the SQL that reads what the target has, as a source would have
// it: a text for each field, in their order.
func (i Importer) Query() string {
	s := shape{Importer: &i}
	for n := range i.Fields {
		s.fields = append(s.fields, &i.Fields[n])
	}
	texts := each(s.fields, func(f *Field) string { return f.present() + "::text" })
	return "SELECT " + strings.Join(texts, ", ") + " FROM " + s.named() + " ORDER BY t.id"
}

// ReadsFiles reports whether the rows come from files that people give.
func (i *Importer) ReadsFiles() bool { return i.Source.File() }

// Parameters are what a source of its own asks for.
func (i *Importer) Parameters() []form.Field { return i.Source.Parameters }

// Retires reports whether what a source lacks is taken out of use instead of
// being deleted.
func (i *Importer) Retires() bool { return i.Target.Missing.Retire != "" }
