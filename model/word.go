package model

import (
	"slices"
	"strings"
)

// parseWord reads one of the words of an enumeration, which the API writes in upper
// case; false if it has no such word.
func parseWord[W ~string](text []byte, known ...W) (W, bool) {
	word := W(strings.ToLower(string(text)))
	return word, slices.Contains(known, word)
}
