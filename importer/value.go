package importer

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/upload/reader"
)

func parseKey(column reader.Column, text string) (value, reason string) {
	switch {
	case text == "":
		return "", "The key is missing."
	case strings.ContainsFunc(text, unicode.IsControl):
		return "", "The key has a line end, a tab or another control character."
	}
	return parseText(64)(column, text)
}

func parseGTIN(_ reader.Column, text string) (value, reason string) {
	switch {
	case text == "":
		return "", ""
	case !isDigits(text) || len(text) != 8 && (len(text) < 12 || len(text) > 14):
		return "", "A GTIN has 8, 12, 13 or 14 digits and nothing else."
	case !model.IsGTIN(text):
		return "", "The GTIN's last digit, its check digit, does not fit the others. One of the digits is wrong."
	}
	return text, ""
}

// parseAmount reads an amount, written as its column's are, with at most the
// given numbers of digits.
func parseAmount(maxDigits, maxPlaces int) parse {
	return func(column reader.Column, text string) (string, string) {
		if text == "" {
			return "", ""
		}
		amount, reason := column.ParseMoney(text)
		whole, places, _ := strings.Cut(amount, reader.Point)
		switch {
		case reason != "":
			return "", reason
		case strings.HasPrefix(amount, "-"):
			return "", "The number is negative."
		case len(places) > maxPlaces:
			return "", fmt.Sprintf("The number has more than %d decimal places.", maxPlaces)
		case len(whole) > maxDigits:
			return "", fmt.Sprintf("The number is too large: it has more than %d digits before the point.", maxDigits)
		}
		return amount, ""
	}
}

func parseBoolean(column reader.Column, text string) (value, reason string) {
	truth, reason := column.ParseBoolean(text)
	return strconv.FormatBool(truth), reason
}

// isDigits reports whether text consists of one or more ASCII digits.
func isDigits(text string) bool {
	return text != "" && !strings.ContainsFunc(text, func(r rune) bool { return r < '0' || r > '9' })
}
