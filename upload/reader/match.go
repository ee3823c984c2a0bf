package reader

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// Field is what a column of a file can be mapped to.
type Field struct {
	Name     string
	Synonyms []string // what else files call it: StockCode, Item No, SKU, Artikelnummer
}

// Match suggests which column each field comes from: field name → header. Names
// are compared without regard to case, accents, punctuation, blanks and plurals,
// first whole, then as the words of a longer header ("Unit price (GBP)"). A
// column is suggested for one field at most, and a header that stands there
// twice for none. Fields without a suggestion are left out.
func Match(headers []string, fields []Field) map[string]string {
	var found []match
	for h, header := range headers {
		if slices.Index(headers, header) != h || slices.Contains(headers[h+1:], header) {
			continue
		}
		wanted := nameWords(header)
		for f, field := range fields {
			if rank := field.rank(wanted); rank > 0 {
				found = append(found, match{header: h, field: f, rank: rank})
			}
		}
	}
	slices.SortStableFunc(found, func(a, b match) int {
		return cmp.Or(cmp.Compare(b.rank, a.rank), cmp.Compare(a.field, b.field), cmp.Compare(a.header, b.header))
	})
	suggested, taken := make(map[string]string), make(map[int]bool)
	for _, m := range found {
		name := fields[m.field].Name
		if _, done := suggested[name]; !done && !taken[m.header] {
			suggested[name], taken[m.header] = headers[m.header], true
		}
	}
	return suggested
}

// match is a column that may be that of a field.
type match struct{ header, field, rank int }

// The ranks of matches; part of a longer header ranks by its length below these.
const (
	sameName    = 2_000
	sameSynonym = 1_000
)

// rank says how well the words of a header match the field; 0: not at all.
func (f Field) rank(header []string) int {
	best := 0
	for i, name := range append([]string{f.Name}, f.Synonyms...) {
		words := nameWords(name)
		text := strings.Join(words, "")
		switch {
		case text == "":
		case text == strings.Join(header, "") && i == 0:
			return sameName
		case text == strings.Join(header, ""):
			best = max(best, sameSynonym)
		case contains(header, words):
			best = max(best, min(len(text), sameSynonym-1))
		}
	}
	return best
}

// contains reports whether words stand in a header, one after another.
func contains(header, words []string) bool {
	for i := range header {
		if i+len(words) <= len(header) && slices.Equal(header[i:i+len(words)], words) {
			return true
		}
	}
	return false
}

// numberWords are short for number.
var numberWords = []string{"no", "nr", "num", "nbr", "#"}

// nameWords cuts a name into words: lower case, without accents and plural
// endings, cut at blanks, punctuation and where small letters turn to capitals.
func nameWords(name string) []string {
	plain, _, err := transform.String(transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn))), name)
	if err != nil {
		plain = name
	}
	var spaced strings.Builder
	var last rune
	for _, char := range strings.ReplaceAll(plain, "#", " # ") {
		if unicode.IsUpper(char) && unicode.IsLower(last) {
			spaced.WriteByte(' ')
		}
		spaced.WriteRune(unicode.ToLower(char))
		last = char
	}
	words := strings.FieldsFunc(spaced.String(), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '#'
	})
	for i, word := range words {
		if slices.Contains(numberWords, word) {
			words[i] = "number"
		} else if len(word) > 3 && strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss") {
			words[i] = word[:len(word)-1]
		}
	}
	return words
}
