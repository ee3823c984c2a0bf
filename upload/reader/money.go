package reader

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/currency"
)

// letters are currencies that are neither a symbol nor a code.
var letters = []string{"kr", "Kr", "kr.", "zł", "Kč", "Ft", "Fr.", "lei", "лв", "руб.", "US$", "R$", "C$", "A$", "NZ$", "HK$", "S$", "MX$"}

// cutCurrency cuts a currency off a number, before or behind it, inside of a
// sign or outside.
func cutCurrency(text string) (rest, symbol string) {
	text = strings.TrimSpace(text)
	sign := ""
	if strings.HasPrefix(text, "(") && strings.HasSuffix(text, ")") {
		sign, text = "-", strings.TrimSpace(text[1:len(text)-1])
	} else if first, size := utf8.DecodeRuneInString(text); first == '-' || first == '−' || first == '+' {
		sign, text = text[:size], strings.TrimSpace(text[size:])
	}
	first := strings.IndexFunc(text, isAmountStart)
	last := strings.LastIndexFunc(text, unicode.IsDigit)
	if first < 0 || last < first {
		return sign + text, ""
	}
	before, behind := strings.TrimFunc(text[:first], unicode.IsSpace), strings.TrimFunc(text[last+1:], unicode.IsSpace)
	amount := text[first : last+1]
	if cut, ok := strings.CutSuffix(behind, "-"); ok {
		behind, amount = strings.TrimSpace(cut), amount+"-"
	}
	if cut, ok := strings.CutSuffix(before, "-"); ok && sign == "" {
		before, sign = strings.TrimSpace(cut), "-"
	}
	switch {
	case isCurrency(before) && behind == "":
		return sign + amount, before
	case isCurrency(behind) && before == "":
		return sign + amount, behind
	}
	return sign + text, ""
}

func isAmountStart(r rune) bool { return unicode.IsDigit(r) || r == '.' || r == ',' }

func isCurrency(text string) bool {
	if text == "" {
		return false
	}
	if r, size := utf8.DecodeRuneInString(text); size == len(text) {
		return unicode.Is(unicode.Sc, r)
	}
	if slices.Contains(letters, text) {
		return true
	}
	_, err := currency.ParseISO(text)
	return err == nil && text == strings.ToUpper(text)
}
