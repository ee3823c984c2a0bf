package form

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/words"
)

// Limits are what a value must keep to.
type Limits struct {
	Title     string           // for errors
	Min, Max  *decimal.Decimal // inclusive, for numbers
	Scale     int32            // greatest number of decimal places; 0: whatever the type allows
	MaxLength int              // characters of a text
}

// Parse turns a value from JSON or a form into a string (a DATE, too), int64,
// decimal.Decimal or bool. Errors blame no field; the caller knows it.
func (l Limits) Parse(t Type, raw any) (any, *model.Error) {
	switch t {
	case Boolean:
		if v, ok := raw.(bool); ok {
			return v, nil
		}
		return nil, model.Invalid("", "%s must be true or false.", l.Title)
	case Integer:
		n, err := strconv.ParseInt(numeral(raw), 10, 64)
		if err != nil {
			return nil, model.Invalid("", "%s must be a whole number.", l.Title)
		}
		return n, l.check(decimal.NewFromInt(n))
	case Decimal, Money:
		return l.number(t, raw)
	case Date:
		return l.day(raw)
	default:
		return l.Text(raw)
	}
}

func (l Limits) number(t Type, raw any) (any, *model.Error) {
	// Bounded before parsing: "1e999999999" is short and huge.
	text := numeral(raw)
	if len(text) > 40 || strings.ContainsAny(text, "eE") {
		return nil, model.Invalid("", "%s must be a number such as 12.50.", l.Title)
	}
	d, err := decimal.NewFromString(text)
	if err != nil {
		return nil, model.Invalid("", "%s must be a number such as 12.50.", l.Title)
	}
	scale := l.Scale
	if scale == 0 {
		scale = t.Scale()
	}
	if !d.Equal(d.Truncate(scale)) {
		return nil, model.Invalid("", "%s can have at most %d decimal places.", l.Title, scale)
	}
	return d, l.check(d)
}

// Text checks a text.
func (l Limits) Text(raw any) (any, *model.Error) {
	text, ok := raw.(string)
	switch {
	case !ok:
		return nil, model.Invalid("", "%s must be a text.", l.Title)
	case len([]rune(text)) > l.MaxLength:
		return nil, model.Invalid("", "%s can have at most %s characters.", l.Title, words.Thousands(int64(l.MaxLength)))
	case strings.ContainsRune(text, 0):
		return nil, model.Invalid("", "%s has a character that can't be stored (NUL).", l.Title)
	}
	return text, nil
}

func (l Limits) check(d decimal.Decimal) *model.Error {
	if l.Min != nil && d.LessThan(*l.Min) {
		return model.Invalid("", "%s must be at least %s.", l.Title, l.Min)
	}
	if l.Max != nil && d.GreaterThan(*l.Max) {
		return model.Invalid("", "%s must be at most %s.", l.Title, l.Max)
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

// day turns a day, or Today, into one as 2006-01-02.
func (l Limits) day(raw any) (any, *model.Error) {
	text, _ := raw.(string)
	if text = strings.TrimSpace(text); text == Today {
		return string(model.Today()), nil
	}
	if _, ok := model.ParseDate(text); !ok {
		return nil, model.Invalid("", "%s must be a day such as 2011-12-09.", l.Title)
	}
	return text, nil
}
