package packsize

import "github.com/shopspring/decimal"

// findSize reads numbers with a unit: 500ml, 10 cm, 42", 2-meter.
func findSize(it *reading) bool {
	found := false
	for i := range it.words {
		if s, _, ok := it.unitAfter(i); ok {
			it.addSize(i, s)
			found = true
		}
	}
	return found
}

// measured reports whether the word at i is an unclaimed number with a unit.
func (it *reading) measured(i int) bool {
	_, _, ok := it.unitAfter(i)
	return ok
}

// unitAfter reads the unit of an unclaimed number at i, and where the words
// after it begin.
func (it *reading) unitAfter(i int) (s spelling, next int, ok bool) {
	if !it.free(i) || it.belongsToPack(i) {
		return spelling{}, 0, false
	}
	next = i + 1
	if it.at(next).is("-") {
		next++
	}
	text, next := it.unitText(next)
	s, ok = spellings[text]
	return s, next, ok && it.words[i].fits(s)
}

// unitText joins the words of a unit. "In" is one only right after its number
// or at an end: 6 in box has no inches.
func (it *reading) unitText(i int) (text string, next int) {
	unit, after := it.at(i), it.at(i+1)
	switch {
	case unit.is("fl") && after.is("oz"):
		return "floz", i + 2
	case unit.is("fl") && after.is(".") && it.at(i+2).is("oz"):
		return "floz", i + 3
	case unit.is("in") && !unit.glued && after.kind != none && !after.is("."):
		return "", i
	}
	return unit.text, i + 1
}

// largestSize and finestSize bound what can be a product's size, in canonical
// units: a ton, a thousand liters, ten kilometers, and six decimal places.
var largestSize = decimal.NewFromInt(1_000_000)

const finestSize = 6

// fits reports whether the number can be a size in the unit.
func (w word) fits(s spelling) bool {
	size := w.value.Mul(s.factor)
	return size.IsPositive() && size.Cmp(largestSize) <= 0 && size.Equal(size.Truncate(finestSize))
}

// belongsToPack: pack/2 lt rose has no two liters.
func (it *reading) belongsToPack(i int) bool {
	return it.at(i-1).is("/") && packWords[it.at(i-2).text] != 0
}
