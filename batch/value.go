package batch

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/sluicehq/sluice/model"
)

// bounds is what a value must keep to.
type bounds struct {
	title     string
	min, max  *decimal.Decimal // inclusive, for numbers
	scale     int32            // greatest number of decimal places; 0: whatever the type allows
	maxLength int              // characters of a text
}

// parse turns a value from JSON or a form into a string, int64, decimal.Decimal
// or bool. Errors blame no field; the caller knows it.
func (b bounds) parse(t ValueType, raw any) (any, *model.Error) {
	switch t {
	case Boolean:
		if v, ok := raw.(bool); ok {
			return v, nil
		}
		return nil, model.Invalid("", "%s must be true or false.", b.title)
	case Integer:
		n, err := strconv.ParseInt(numeral(raw), 10, 64)
		if err != nil {
			return nil, model.Invalid("", "%s must be a whole number.", b.title)
		}
		return n, b.check(decimal.NewFromInt(n))
	case Decimal, Money:
		return b.number(t, raw)
	default:
		return b.text(raw)
	}
}

func (b bounds) number(t ValueType, raw any) (any, *model.Error) {
	// Bounded before parsing: "1e999999999" is short and huge.
	text := numeral(raw)
	if len(text) > 40 || strings.ContainsAny(text, "eE") {
		return nil, model.Invalid("", "%s must be a number such as 12.50.", b.title)
	}
	d, err := decimal.NewFromString(text)
	if err != nil {
		return nil, model.Invalid("", "%s must be a number such as 12.50.", b.title)
	}
	scale := b.scale
	if scale == 0 {
		scale = map[ValueType]int32{Money: 2, Decimal: 4}[t]
	}
	if !d.Equal(d.Truncate(scale)) {
		return nil, model.Invalid("", "%s can have at most %d decimal places.", b.title, scale)
	}
	return d, b.check(d)
}

func (b bounds) text(raw any) (any, *model.Error) {
	text, ok := raw.(string)
	switch {
	case !ok:
		return nil, model.Invalid("", "%s must be a text.", b.title)
	case len([]rune(text)) > b.maxLength:
		return nil, model.Invalid("", "%s can have at most %s characters.", b.title, Thousands(int64(b.maxLength)))
	case strings.ContainsRune(text, 0):
		return nil, model.Invalid("", "%s has a character that can't be stored (NUL).", b.title)
	}
	return text, nil
}

func (b bounds) check(d decimal.Decimal) *model.Error {
	if b.min != nil && d.LessThan(*b.min) {
		return model.Invalid("", "%s must be at least %s.", b.title, b.min)
	}
	if b.max != nil && d.GreaterThan(*b.max) {
		return model.Invalid("", "%s must be at most %s.", b.title, b.max)
	}
	return nil
}

// numeral is the text of a number that came as JSON, as a GraphQL literal or
// as a text; "" for anything else.
func numeral(raw any) string {
	switch v := raw.(type) {
	case string:
		return strings.TrimSpace(v)
	case json.Number:
		return v.String()
	case int64:
		return strconv.FormatInt(v, 10)
	case int:
		return strconv.Itoa(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case decimal.Decimal:
		return v.String()
	}
	return ""
}

// Number returns a pointer to a decimal, for bounds.
func Number(text string) *decimal.Decimal {
	d := decimal.RequireFromString(text)
	return &d
}
