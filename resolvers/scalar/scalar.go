// Package scalar reads and writes the custom scalars of the API.
package scalar

import (
	"encoding/json"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/shopspring/decimal"

	"github.com/sluicehq/sluice/model"
)

// MarshalDecimal writes a decimal as a string with all the places it has.
func MarshalDecimal(d decimal.Decimal) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) {
		_, _ = io.WriteString(w, `"`+Text(d)+`"`)
	})
}

// Text is a decimal with all the places it has: "2.50" stays "2.50".
func Text(d decimal.Decimal) string { return d.StringFixed(max(0, -d.Exponent())) }

// maxDigits bounds a decimal before it is parsed.
const maxDigits = 40

// UnmarshalDecimal reads a decimal from a string or a number without exponent.
func UnmarshalDecimal(v any) (decimal.Decimal, error) {
	var text string
	switch v := v.(type) {
	case string:
		text = strings.TrimSpace(v)
	case json.Number:
		text = v.String()
	case int64:
		text = strconv.FormatInt(v, 10)
	case int:
		text = strconv.Itoa(v)
	case float64:
		text = strconv.FormatFloat(v, 'f', -1, 64)
	}
	if len(text) > maxDigits {
		return decimal.Zero, model.Invalid("", "This number is too long: at most %d digits.", maxDigits)
	}
	// An exponent makes a short text a huge number.
	d, err := decimal.NewFromString(text)
	if err != nil || strings.ContainsAny(text, "eE") {
		return decimal.Zero, model.Invalid("", "This is not a decimal number such as \"12.50\".")
	}
	return d, nil
}

// UnmarshalString reads a text, and nothing else. It refuses what PostgreSQL
// can't hold in any text.
func UnmarshalString(v any) (string, error) {
	text, ok := v.(string)
	switch {
	case !ok:
		return "", model.Invalid("", "This must be a text.")
	case strings.ContainsRune(text, 0):
		return "", model.Invalid("", "The text has a character that can't be stored (NUL).")
	}
	return text, nil
}

// MarshalString writes a text.
func MarshalString(text string) graphql.Marshaler { return graphql.MarshalString(text) }

// MarshalTime writes a moment as RFC 3339, in UTC.
func MarshalTime(t time.Time) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) {
		_, _ = io.WriteString(w, `"`+t.UTC().Format(time.RFC3339Nano)+`"`)
	})
}

// UnmarshalTime reads a moment in RFC 3339.
func UnmarshalTime(v any) (time.Time, error) {
	text, _ := v.(string)
	t, err := time.Parse(time.RFC3339Nano, text)
	if year := t.UTC().Year(); err != nil || year < 1 || year > 9999 {
		return t, model.Invalid("", "This is not a time such as \"2026-01-31T12:00:00Z\".")
	}
	return t, nil
}

// MarshalDate writes a day.
func MarshalDate(d model.Date) graphql.Marshaler { return graphql.MarshalString(string(d)) }

// UnmarshalDate reads a day.
func UnmarshalDate(v any) (model.Date, error) {
	text, _ := v.(string)
	day, ok := model.ParseDate(text)
	if !ok {
		return "", model.Invalid("", "This is not a day such as \"2026-01-31\".")
	}
	return day, nil
}

// MarshalDuration writes a length of time: "1m30s".
func MarshalDuration(d time.Duration) graphql.Marshaler { return graphql.MarshalString(d.String()) }

// UnmarshalDuration reads a length of time.
func UnmarshalDuration(v any) (time.Duration, error) {
	text, _ := v.(string)
	d, err := time.ParseDuration(text)
	if err != nil {
		return 0, model.Invalid("", "This is not a length of time such as \"90s\", \"15m\" or \"1h30m\".")
	}
	return d, nil
}
