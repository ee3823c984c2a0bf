// Package form describes values that people or scripts are asked for, and
// checks what they give.
package form

import (
	"encoding/json"
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/sluicehq/sluice/model"
)

// Type is the type of a value.
type Type string

// maxLength bounds a text, in characters.
const maxLength = 200

// The types.
const (
	Text    Type = "TEXT"
	Integer Type = "INTEGER"
	Decimal Type = "DECIMAL"
	Money   Type = "MONEY" // a decimal that is an amount of money
	Boolean Type = "BOOLEAN"
	OneOf   Type = "CHOICE" // of a closed list
	Date    Type = "DATE"   // a day, as 2006-01-02
)

// Today is what stands for the present day where a DATE is asked for.
const Today = "today"

// Scale is the greatest number of decimal places that numbers of the type have.
func (t Type) Scale() int32 {
	switch t {
	case Money:
		return 2
	case Decimal:
		return 4
	}
	return 0
}

// Number reports whether values of the type can be calculated with.
func (t Type) Number() bool { return t == Integer || t == Decimal || t == Money }

// Field is one value that is asked for.
type Field struct {
	Key      string
	Title    string
	Help     string
	Type     Type
	Required bool
	Default  any              // what the form starts with: text, or a bool; Today for a DATE
	Min, Max *decimal.Decimal // inclusive, for numbers
	Choices  []Choice         // for OneOf
	OnlyIf   *Condition       // asked for only while another field has some value
}

// Choice is one of the values of a OneOf field.
type Choice struct{ Key, Title string }

// Condition holds while a field has one of the values.
type Condition struct {
	Field  string
	Values []string
}

// Values are checked values: string, int64, decimal.Decimal or bool by key.
// Fields that were not given are absent.
type Values map[string]any

// Text returns a TEXT, CHOICE or DATE value, "" if absent.
func (v Values) Text(key string) string { s, _ := v[key].(string); return s }

// Int returns an INTEGER value, 0 if absent.
func (v Values) Int(key string) int64 { n, _ := v[key].(int64); return n }

// Decimal returns a DECIMAL or MONEY value, 0 if absent.
func (v Values) Decimal(key string) decimal.Decimal { d, _ := v[key].(decimal.Decimal); return d }

// Parse checks given values (from JSON) against the fields; at is where they
// stand in the input, such as "parameters", for errors to blame. Defaults are
// for forms: an absent value stays absent unless it is required. Errors: INVALID.
func Parse(fields []Field, given map[string]any, at string) (Values, error) {
	values := Values{}
	unknown := make(map[string]bool, len(given))
	for key := range given {
		unknown[key] = true
	}
	for _, def := range fields {
		delete(unknown, def.Key)
		field := at + "." + def.Key
		raw := given[def.Key]
		if def.OnlyIf != nil && !slices.Contains(def.OnlyIf.Values, values.Text(def.OnlyIf.Field)) {
			continue
		}
		if raw == nil || raw == "" {
			if def.Required {
				return nil, model.Invalid(field, "%s is required.", def.Title)
			}
			continue
		}
		value, err := def.parse(raw)
		if err != nil {
			return nil, err.At(field)
		}
		values[def.Key] = value
	}
	if len(unknown) > 0 {
		return nil, model.Invalid(at, "There is an unknown parameter. Known are: %s.", keyList(fields))
	}
	return values, nil
}

func (f Field) parse(raw any) (any, *model.Error) {
	if f.Type == OneOf {
		for _, c := range f.Choices {
			if raw == c.Key {
				return c.Key, nil
			}
		}
		return nil, model.Invalid("", "%s must be one of: %s.", f.Title, choiceList(f.Choices))
	}
	return Limits{Title: f.Title, Min: f.Min, Max: f.Max, MaxLength: maxLength}.Parse(f.Type, raw)
}

// Load reads values that were checked before.
func Load(fields []Field, stored json.RawMessage) (Values, error) {
	var given map[string]any
	if err := json.Unmarshal(stored, &given); err != nil {
		return nil, fmt.Errorf("reading stored values: %w", err)
	}
	return Parse(fields, given, "")
}

func keyList(fields []Field) string {
	keys := make([]string, len(fields))
	for i, f := range fields {
		keys[i] = f.Key
	}
	sort.Strings(keys)
	return strings.Join(keys, ", ")
}

func choiceList(choices []Choice) string {
	keys := make([]string, len(choices))
	for i, c := range choices {
		keys[i] = c.Key
	}
	return strings.Join(keys, ", ")
}
