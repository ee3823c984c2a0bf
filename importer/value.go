package importer

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/sluicehq/sluice/model"
)

func parseKey(text string) (value, reason string) {
	switch {
	case text == "":
		return "", "The key is missing."
	case strings.ContainsFunc(text, unicode.IsControl):
		return "", "The key has a line end, a tab or another control character."
	}
	return parseText(64)(text)
}

func parseGTIN(text string) (value, reason string) {
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

// parseAmount reads a plain decimal number with at most the given numbers of
// digits. What other notations mean depends on where they were written, so they
// are refused and not guessed.
func parseAmount(maxDigits, maxPlaces int) parse {
	return func(text string) (string, string) {
		if text == "" {
			return "", ""
		}
		digits, places, point := strings.Cut(strings.TrimPrefix(text, "-"), ".")
		switch {
		case strings.Contains(text, ","):
			return "", "Write the number with a point before the decimals and nothing between the thousands, such as 1234.56."
		case !isDigits(digits+places) || point && places == "":
			return "", "This is not a plain number such as 12.95."
		case strings.HasPrefix(text, "-"):
			return "", "The number is negative."
		case len(places) > maxPlaces:
			return "", fmt.Sprintf("The number has more than %d decimal places.", maxPlaces)
		case len(strings.TrimLeft(digits, "0")) > maxDigits:
			return "", fmt.Sprintf("The number is too large: it has more than %d digits before the point.", maxDigits)
		}
		return text, ""
	}
}

func parseBoolean(text string) (value, reason string) {
	switch strings.ToLower(text) {
	case "true", "yes", "1":
		return "true", ""
	case "false", "no", "0":
		return "false", ""
	}
	return "", "Write true or false, yes or no, 1 or 0."
}

// isDigits reports whether text consists of one or more ASCII digits.
func isDigits(text string) bool {
	return text != "" && !strings.ContainsFunc(text, func(r rune) bool { return r < '0' || r > '9' })
}
