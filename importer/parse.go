package importer

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/sluicehq/sluice/upload/reader"
)

// Text parses texts of at most so many characters.
func Text(maxLength int) Parse {
	return func(_ reader.Column, text string) (string, string) {
		if len(text) > maxLength && utf8.RuneCountInString(text) > maxLength {
			return "", fmt.Sprintf("The text has more than %d characters.", maxLength)
		}
		return text, ""
	}
}

// parseAmount reads an amount, written as its column's are, within the bounds of
// the field.
func (f *Field) parseAmount(column reader.Column, text string) (value, reason string) {
	if text == "" {
		return "", ""
	}
	amount, reason := column.ParseMoney(text)
	if reason != "" {
		return "", reason
	}
	if _, places, _ := strings.Cut(amount, reader.Point); len(places) > int(f.kind().Scale()) {
		return "", fmt.Sprintf("The number has more than %d decimal places.", f.kind().Scale())
	}
	return amount, f.outOfBounds(amount)
}

func (f *Field) parseInteger(column reader.Column, text string) (value, reason string) {
	if text == "" {
		return "", ""
	}
	n, reason := column.ParseInteger(text)
	if reason != "" {
		return "", reason
	}
	value = strconv.FormatInt(n, 10)
	return value, f.outOfBounds(value)
}

// maxDigits is how many digits a number can have before its point.
const maxDigits = 30

// outOfBounds says why a number, in plain notation, is not within the field's
// bounds; "" if it is.
func (f *Field) outOfBounds(number string) (reason string) {
	digits, _, _ := strings.Cut(strings.TrimPrefix(number, "-"), reader.Point)
	length, negative := len(strings.TrimLeft(digits, "0")), strings.HasPrefix(number, "-")
	switch {
	case length > maxDigits:
		return "The number is too large."
	case (f.Min == nil || f.Min.IsZero() && !negative) && (f.Max == nil || !f.Max.IsNegative() && length < f.Max.NumDigits()+int(f.Max.Exponent())):
		return "" // most are, and need no arithmetic
	}
	n, err := decimal.NewFromString(number)
	switch {
	case err != nil:
		return "This is not a number."
	case f.Min != nil && n.LessThan(*f.Min) && f.Min.IsZero():
		return "The number is negative."
	case f.Min != nil && n.LessThan(*f.Min):
		return fmt.Sprintf("The number is less than %s.", f.Min)
	case f.Max != nil && n.GreaterThan(*f.Max):
		return fmt.Sprintf("The number is greater than %s.", f.Max)
	}
	return ""
}

func parseDate(column reader.Column, text string) (value, reason string) {
	if text == "" {
		return "", ""
	}
	day, reason := column.ParseDate(text)
	return day.Format(time.DateOnly), reason
}

func parseBoolean(column reader.Column, text string) (value, reason string) {
	if text == "" {
		return "", ""
	}
	truth, reason := column.ParseBoolean(text)
	return strconv.FormatBool(truth), reason
}
