package batch

import (
	"encoding/json"
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/sluicehq/sluice/model"
)

// ValueType is the type of a parameter or a column.
type ValueType string

// The value types.
const (
	Text    ValueType = "TEXT"
	Integer ValueType = "INTEGER"
	Decimal ValueType = "DECIMAL"
	Money   ValueType = "MONEY" // a decimal that is an amount of money
	Boolean ValueType = "BOOLEAN"
	OneOf   ValueType = "CHOICE" // parameters only
)

// Parameter is one value that a batch type asks for.
type Parameter struct {
	Key      string
	Title    string
	Help     string
	Type     ValueType
	Required bool
	Default  any              // what the form starts with: text, or a bool
	Min, Max *decimal.Decimal // inclusive, for numbers
	Choices  []Choice         // for OneOf
	OnlyIf   *Condition       // asked for only while another parameter has some value
}

// Choice is one of the values of a OneOf parameter.
type Choice struct{ Key, Title string }

// Condition holds while a parameter has one of the values.
type Condition struct {
	Parameter string
	Values    []string
}

// Values are checked parameter values: string, int64, decimal.Decimal or bool
// by key. Parameters that were not given are absent.
type Values map[string]any

// Text returns a TEXT or CHOICE value, "" if absent.
func (v Values) Text(key string) string { s, _ := v[key].(string); return s }

// Int returns an INTEGER value, 0 if absent.
func (v Values) Int(key string) int64 { n, _ := v[key].(int64); return n }

// Decimal returns a DECIMAL or MONEY value, 0 if absent.
func (v Values) Decimal(key string) decimal.Decimal { d, _ := v[key].(decimal.Decimal); return d }

// parseParameters checks given values (from JSON) against the definitions.
// Defaults are for forms: an absent value stays absent unless it is required.
func parseParameters(defs []Parameter, given map[string]any) (Values, error) {
	values := Values{}
	unknown := make(map[string]bool, len(given))
	for key := range given {
		unknown[key] = true
	}
	for _, def := range defs {
		delete(unknown, def.Key)
		field := "parameters." + def.Key
		raw := given[def.Key]
		if def.OnlyIf != nil && !slices.Contains(def.OnlyIf.Values, values.Text(def.OnlyIf.Parameter)) {
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
		return nil, model.Invalid("parameters", "There is an unknown parameter. Known are: %s.", keyList(defs))
	}
	return values, nil
}

func (p Parameter) parse(raw any) (any, *model.Error) {
	if p.Type == OneOf {
		for _, c := range p.Choices {
			if raw == c.Key {
				return c.Key, nil
			}
		}
		return nil, model.Invalid("", "%s must be one of: %s.", p.Title, choiceList(p.Choices))
	}
	return bounds{title: p.Title, min: p.Min, max: p.Max, maxLength: 200}.parse(p.Type, raw)
}

// loadParameters reads values that were checked before.
func loadParameters(defs []Parameter, stored json.RawMessage) (Values, error) {
	var given map[string]any
	if err := json.Unmarshal(stored, &given); err != nil {
		return nil, fmt.Errorf("reading stored parameters: %w", err)
	}
	return parseParameters(defs, given)
}

func keyList(defs []Parameter) string {
	keys := make([]string, len(defs))
	for i, d := range defs {
		keys[i] = d.Key
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
