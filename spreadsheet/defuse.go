// Package spreadsheet writes files that people open in spreadsheet programs.
package spreadsheet

import "strings"

// Defuse returns a text that no spreadsheet program takes for a formula: with an
// apostrophe before it if it starts like one. Numbers such as -3.50 stay as they
// are, and so does all other text.
func Defuse(text string) string {
	if text == "" || !strings.ContainsRune("=+-@\t\r\n＝＋－＠", firstRune(text)) || isNumber(text) {
		return text
	}
	return "'" + text
}

func firstRune(text string) rune {
	for _, r := range text {
		return r
	}
	return 0
}

// isNumber reports whether a text is a sign with digits behind it, and perhaps
// points and commas between them.
func isNumber(text string) bool {
	digits := strings.TrimLeft(text, "+-")
	return len(text)-len(digits) <= 1 && digits != "" && strings.Trim(digits, "0123456789.,") == "" &&
		strings.ContainsAny(digits, "0123456789")
}
