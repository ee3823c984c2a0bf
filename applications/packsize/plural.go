package packsize

import "strings"

var irregularPlurals = map[string]string{
	"mice": "mouse", "men": "man", "women": "woman", "children": "child", "people": "person",
	"knives": "knife", "shelves": "shelf", "leaves": "leaf", "geese": "goose", "teeth": "tooth",
}

// notPlural: words in -s that are singular, or say nothing about number.
var notPlural = nouns("christmas", "xmas", "plus", "gas", "canvas", "atlas", "pancreas", "vegas",
	"always", "news", "lens", "paris", "kids", "childrens", "girls", "boys", "ladies", "mens")

// isPlural guesses from its ending whether an English noun is plural.
func isPlural(text string) bool {
	if _, ok := irregularPlurals[text]; ok {
		return true
	}
	return len(text) > 3 && strings.HasSuffix(text, "s") && !notPlural[text] &&
		!strings.HasSuffix(text, "ss") && !strings.HasSuffix(text, "us") &&
		!strings.HasSuffix(text, "is") && !strings.Contains(text, "'")
}

// singular returns the singular of a plural noun, and any other word unchanged.
func singular(text string) string {
	if s, ok := irregularPlurals[text]; ok {
		return s
	}
	if isPlural(text) {
		return strings.TrimSuffix(text, "s")
	}
	return text
}
