package packsize

// leads reports whether a phrase begins with the number at i: at the start, or
// in digits after a comma.
func (it *reading) leads(i int) bool {
	return i == 0 || it.at(i-1).is(",") && !it.words[i].spelled
}

// findLeadingNumber reads 60 cake cases: a number that begins a phrase and
// counts a plural noun. It doubts one without a plural (12 egg house), one that
// may count a motif (3 hearts hanging decoration), and one of two kinds (3 hen
// + chicks), unless a count is known without it.
func findLeadingNumber(it *reading) bool {
	found := false
	for i := range it.words {
		count, ok := it.words[i].count()
		if !ok || !it.leads(i) {
			continue
		}
		switch reason := it.doubtfulLead(i, count); {
		case reason == "":
			it.addCount(i, count)
		case len(it.counts) == 0:
			it.doubtCount(i, count, reason)
		default:
			continue
		}
		found = true
	}
	return found
}

// doubtfulLead returns why the number at i may be no count, if there is a why.
func (it *reading) doubtfulLead(i, count int) Reason {
	noun, ok := it.pluralAfter(i)
	switch {
	case !ok:
		return PartOrCount
	case it.at(noun-1).is("+", "&"):
		return TwoKinds
	case count < fewestBeyondMotif && it.singleProductAfter(noun):
		return MotifOrCount
	}
	return ""
}

// fewestBeyondMotif: more things than five are hardly ever shown on one product
// and counted in its description.
const fewestBeyondMotif = 6

// pluralAfter finds the first plural noun of the phrase after i.
func (it *reading) pluralAfter(i int) (noun int, ok bool) {
	for j := i + 1; j < len(it.words); j++ {
		w := it.words[j]
		if endsPhrase(w) {
			return 0, false
		}
		if w.kind == letters && isPlural(w.text) {
			return j, true
		}
	}
	return 0, false
}

func endsPhrase(w word) bool {
	return w.kind == none || w.is("in", "on", "with", "w", "for", "of", "from", "by", ",", "(")
}

// singleProducts are things that show or carry others and come one at a time.
var singleProducts = nouns(
	"decoration", "card", "comb", "screen", "sign", "frame", "canvas", "picture", "poster",
	"clock", "ornament", "garland", "mobile", "brooch", "necklace", "bracelet", "ring", "keyring",
	"mat", "doormat", "cushion", "mug", "hanger", "stand", "plaque", "wreath", "mirror", "lamp",
	"lantern", "shelf", "cover", "apron", "umbrella", "holder", "rack", "tray", "clip",
)

// singleProductAfter looks for one up to the container: "in gift box".
func (it *reading) singleProductAfter(i int) bool {
	for j := i + 1; j < len(it.words) && !it.words[j].is("in"); j++ {
		if singleProducts[it.words[j].text] {
			return true
		}
	}
	return false
}
