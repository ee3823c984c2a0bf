package reader

import "strings"

// spaces are what can stand between thousands, besides points and commas: the
// blanks and apostrophes of several countries.
const spaces = " \u00a0\u2009\u202f'’"

// withoutSign cuts off a sign before a number or behind it, or parentheses, as
// accountants write what is negative.
func withoutSign(text string) (string, bool) {
	if inside, ok := strings.CutPrefix(text, "("); ok {
		if inside, ok = strings.CutSuffix(inside, ")"); ok {
			return strings.TrimSpace(inside), true
		}
	}
	for _, minus := range []string{"-", "−"} {
		if rest, ok := strings.CutPrefix(text, minus); ok {
			return strings.TrimSpace(rest), true
		}
		if rest, ok := strings.CutSuffix(text, minus); ok {
			return strings.TrimSpace(rest), true
		}
	}
	return strings.TrimPrefix(text, "+"), false
}

func cutExponent(text string) (mantissa, exponent string, ok bool) {
	i := strings.IndexAny(text, "eE")
	if i <= 0 {
		return text, "", false
	}
	return text[:i], text[i+1:], true
}

// cutLast cuts a text at its last point or comma.
func cutLast(text string) (whole, places, mark string) {
	i := strings.LastIndexAny(text, Point+Comma)
	if i < 0 {
		return text, "", ""
	}
	return text[:i], text[i+1:], text[i : i+1]
}

// ungroup removes the marks between thousands. It reports whether they stand
// where they should, and are all the same.
func ungroup(text, marks string) (string, bool) {
	groups := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(marks, r) })
	if len(groups) == 0 || len(groups[0]) > 3 || len(groups) > 1 && groups[0][0] == '0' {
		return "", false
	}
	for i, group := range groups {
		if !isDigits(group) || i > 0 && len(group) != 3 {
			return "", false
		}
	}
	between := []rune(strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, text))
	if len(between) != len(groups)-1 {
		return "", false // two marks in a row, or one at an end
	}
	for _, mark := range between {
		if mark != between[0] {
			return "", false
		}
	}
	return strings.Join(groups, ""), true
}

// isDigits reports whether a text has ASCII digits only; also if it is empty.
func isDigits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return true
}
