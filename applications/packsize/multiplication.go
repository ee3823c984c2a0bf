package packsize

// factor is a number of a multiplication, with its unit if it has one.
type factor struct {
	index    int
	spelling spelling
}

// findMultiplication reads 6 x 330 ml and 330 ml x 6, and doubts dimensions
// (20x30cm) and packs inside packs (2 x 6 x 330 ml).
func findMultiplication(it *reading) bool {
	found := false
	for i := 0; i < len(it.words); i++ {
		factors, next := it.factorsFrom(i)
		if len(factors) < 2 {
			continue
		}
		it.multiply(factors)
		found = true
		i = next - 1
	}
	return found
}

// factorsFrom reads numbers joined by a cross, starting at i.
func (it *reading) factorsFrom(i int) (factors []factor, next int) {
	for it.free(i) {
		s, after, ok := it.unitAfter(i)
		if !ok {
			after = i + 1
		}
		factors = append(factors, factor{i, s})
		if !it.at(after).is("x", "*") {
			return factors, after
		}
		i = after + 1
	}
	return factors, i
}

func (it *reading) multiply(factors []factor) {
	var plain, measured []factor
	lengths := false
	for _, f := range factors {
		if f.spelling.unit == NoUnit {
			plain = append(plain, f)
		} else {
			measured = append(measured, f)
		}
		lengths = lengths || f.spelling.unit.isLength()
	}
	switch {
	case lengths, len(measured) == 0:
		it.doubt(Dimensions)
	case len(measured) > 1:
		it.doubt(TwoSizes)
	case len(plain) > 1:
		it.doubt(PacksInPacks)
	default:
		if count, ok := it.words[plain[0].index].count(); ok {
			it.addCount(plain[0].index, count)
			it.addSize(measured[0].index, measured[0].spelling)
		} else {
			it.doubt(RangeOrFraction)
		}
	}
	for _, f := range factors {
		it.claim(f.index)
	}
}
