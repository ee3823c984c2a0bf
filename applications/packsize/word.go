package packsize

import "github.com/shopspring/decimal"

type kind int

const (
	none    kind = iota // before the first and after the last word
	letters             // may hold apostrophes: b'draw, 's
	number
	symbol // one character
)

// word is the smallest thing the steps look at, in lower case.
type word struct {
	kind kind
	text string
	// glued: no space stands between this word and the one before.
	glued bool
	// spelled: a number written out: six.
	spelled bool
	// claimed: a step has understood this number; no other may read it.
	claimed bool
	// value of a number.
	value decimal.Decimal
}

// maxCount is the largest number taken for a count: longer ones are codes.
const maxCount = 9999

// count returns the value of an unclaimed number that can be a count.
func (w word) count() (int, bool) {
	if w.kind != number || w.claimed || !w.value.IsInteger() ||
		!w.value.IsPositive() || w.value.Cmp(largestCount) > 0 {
		return 0, false
	}
	return int(w.value.IntPart()), true
}

var largestCount = decimal.NewFromInt(maxCount)

// is reports whether the word reads as one of the texts.
func (w word) is(texts ...string) bool {
	for _, t := range texts {
		if w.text == t {
			return true
		}
	}
	return false
}
