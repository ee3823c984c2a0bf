package packsize

// findRange doubts two numbers joined by a dash or slash: 10-12cm, 1/2 pint.
func findRange(it *reading) bool {
	found := false
	for i := range it.words {
		if it.at(i+1).is("-", "/") && it.free(i) && it.free(i+2) {
			it.claim(i)
			it.claim(i + 2)
			it.doubt(RangeOrFraction)
			found = true
		}
	}
	return found
}
