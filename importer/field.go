package importer

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/upload/reader"
)

// Field is a value that a source has of each row, and the column of the target
// that it goes to.
type Field struct {
	Name     string // stable, lower case: "price"
	Title    string
	Synonyms []string  // what else sources call it
	Type     form.Type // of its values, but no choice; TEXT by default

	Key      bool // it is what rows are matched by, perhaps with others; it is never empty
	Required bool // it can't be empty
	Unique   bool // no two rows of the target have the same value

	MaxLength int              // of a TEXT, in characters; 0: 200
	Min, Max  *decimal.Decimal // inclusive, of a number
	Parse     Parse            // nil: what the type says

	Column string // of the target; by default the name
	// Lookup is a table with the columns id and name, which must be unique. The
	// values are names in it; the target has the ids. Names that it lacks are
	// added, unless Closed: then they are refused.
	Lookup string
	Closed bool
	Empty  string // SQL of what is stored where there is no value; NULL by default
}

// Parse checks a text without blanks around it, of a column of a source, and
// returns what to store, "" for nothing, or the reason for people why it can't be
// stored. What it returns must be of the field's type as PostgreSQL reads it.
type Parse func(column reader.Column, text string) (value, reason string)

// defaultLength is the greatest length of a text whose field says none.
const defaultLength = 200

func (f *Field) check() error {
	switch {
	case !nameForm.MatchString(f.Name) || !nameForm.MatchString(f.column()):
		return fmt.Errorf("its name and column must match %s", nameForm)
	case f.Title == "":
		return fmt.Errorf("it needs a title")
	case f.Key && (f.kind() != form.Text || f.Lookup != ""):
		return fmt.Errorf("a key must be a text of the target itself")
	case f.Key && slices.Contains(reserved, f.column()):
		return fmt.Errorf("batches have a column %s already", f.column())
	case f.Lookup != "" && f.kind() != form.Text:
		return fmt.Errorf("names are texts")
	case f.kind() == form.OneOf:
		return fmt.Errorf("it can't be a choice")
	}
	return nil
}

func (f *Field) column() string { return cmp.Or(f.Column, f.Name) }

func (f *Field) kind() form.Type { return cmp.Or(f.Type, form.Text) }

func (f *Field) maxLength() int { return cmp.Or(f.MaxLength, defaultLength) }

// parse checks a text and returns what to store, or why it can't be stored.
func (f *Field) parse(column reader.Column, text string) (value, reason string) {
	parse := f.Parse
	if parse == nil {
		parse = f.standard()
	}
	value, reason = parse(column, text)
	if reason == "" && value == "" && (f.Key || f.Required) {
		return "", "The value is missing."
	}
	return value, reason
}

func (f *Field) standard() Parse {
	switch f.kind() {
	case form.Integer:
		return f.parseInteger
	case form.Decimal, form.Money:
		return f.parseAmount
	case form.Boolean:
		return parseBoolean
	case form.Date:
		return parseDate
	default:
		return Text(f.maxLength())
	}
}
