package packsize

import (
	"slices"

	"github.com/shopspring/decimal"
)

// reading is one description on its way through the program.
type reading struct {
	description string
	outcome     Outcome

	words  []word
	counts []int  // different counts, in the order found
	sizes  []size // different sizes, in the order found
	doubts []Reason
	// guess is the first number of a doubt: the count to offer if there is no other.
	guess int
}

// size is a measure in its canonical unit.
type size struct {
	value decimal.Decimal
	unit  Unit
}

// at returns the word at i, and an empty one where there is none.
func (it *reading) at(i int) word {
	if i < 0 || i >= len(it.words) {
		return word{}
	}
	return it.words[i]
}

// has reports whether any word is one of the texts.
func (it *reading) has(texts ...string) bool {
	for _, w := range it.words {
		if w.is(texts...) {
			return true
		}
	}
	return false
}

// hasNumber reports whether there is anything that could be a count or a size.
func hasNumber(it *reading) bool {
	for _, w := range it.words {
		if w.kind == number || w.is("pair", "pairs") {
			return true
		}
	}
	return false
}

// hasFreeNumber reports whether any number is left that no step has claimed.
func hasFreeNumber(it *reading) bool {
	for i := range it.words {
		if it.free(i) {
			return true
		}
	}
	return false
}

func hasCount(it *reading) bool { return len(it.counts) > 0 }

// free reports whether the word at i is a number that no step has claimed.
func (it *reading) free(i int) bool {
	w := it.at(i)
	return w.kind == number && !w.claimed
}

func (it *reading) claim(i int) { it.words[i].claimed = true }

// addCount keeps the number at i as a count.
func (it *reading) addCount(i, count int) {
	it.claim(i)
	if !slices.Contains(it.counts, count) {
		it.counts = append(it.counts, count)
	}
}

// addSize keeps the number at i as a size in the given spelling.
func (it *reading) addSize(i int, s spelling) {
	it.claim(i)
	found := size{it.words[i].value.Mul(s.factor), s.unit}
	if !slices.ContainsFunc(it.sizes, func(s size) bool {
		return s.unit == found.unit && s.value.Equal(found.value)
	}) {
		it.sizes = append(it.sizes, found)
	}
}

// doubt keeps a reason why a person has to decide.
func (it *reading) doubt(reason Reason) {
	if !slices.Contains(it.doubts, reason) {
		it.doubts = append(it.doubts, reason)
	}
}

// doubtCount keeps a reason and the number at i that it is about.
func (it *reading) doubtCount(i, count int, reason Reason) {
	it.claim(i)
	it.doubt(reason)
	if it.guess == 0 {
		it.guess = count
	}
}
