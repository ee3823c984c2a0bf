package packsize

// setNamesAside claims numbers that are certainly names or codes: years, prices,
// ordinals, paper formats, house numbers.
func setNamesAside(it *reading) bool {
	found := false
	for i, w := range it.words {
		if w.kind == number && !w.claimed && it.isName(i) {
			it.claim(i)
			found = true
		}
	}
	return found
}

func (it *reading) isName(i int) bool {
	w, before, after := it.words[i], it.at(i-1), it.at(i+1)
	switch {
	case w.value.IsZero(), w.value.Cmp(largestCount) > 0 && !it.measured(i):
		return true
	case before.is("£", "$", "€", "#", "no", "nr", "number", "size", "age", "spf", "for"):
		return true
	case before.is(".") && it.at(i-2).is("no", "nr"):
		return true
	case after.is("%", "£", "€", "'s"):
		return true
	case after.is("in") && it.at(i+2).kind == number: // 3 in 1
		return true
	case before.is("in") && it.at(i-2).kind == number:
		return true
	case after.glued && after.is("s", "st", "nd", "rd", "th"):
		return true
	case after.glued && after.kind == letters && len(after.text) == 1 && !after.is("x"): // 3D, 25W
		return !it.measured(i)
	case it.endsCode(i):
		return !it.measured(i)
	case it.isYear(i):
		return true
	}
	return i == len(it.words)-1 && it.bearsNumber()
}

// endsCode: letters run into the number, as in A5, LR6 and WD-40.
func (it *reading) endsCode(i int) bool {
	prefix := i - 1
	if it.at(prefix).is("-") && it.words[prefix].glued {
		prefix--
	}
	before := it.at(prefix)
	return it.words[i].glued && before.kind == letters &&
		packWords[before.text] == 0 && !before.is("of", "x")
}

// isYear: a year that nothing makes a count or a size.
func (it *reading) isYear(i int) bool {
	year, ok := it.words[i].count()
	return ok && year >= 1800 && year <= 2099 && !it.measured(i) && !it.at(i-1).is("of", "/")
}

// bearsNumber: the product shows a number, like a house sign.
func (it *reading) bearsNumber() bool {
	for _, w := range it.words {
		if w.is("number", "sign", "tile", "numeral", "digit") {
			return true
		}
	}
	return false
}
