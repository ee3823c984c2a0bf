package packsize

// partNouns name parts and features of one product: a number of them counts no
// pieces. In the singular, that is: 6 hooks may be six products.
//
//nolint:misspell // descriptions are British as well as American
var partNouns = nouns(
	"tier", "hook", "drawer", "door", "wick", "strand", "point", "page", "tone", "layer",
	"shelf", "leg", "arm", "step", "way", "speed", "ply", "panel", "section", "compartment",
	"pocket", "wheel", "blade", "seater", "branch", "row", "peg", "bead", "button", "string",
	"color", "colour", "person", "day", "week", "month", "year", "hour", "minute", "sided",
)

// setPartsAside claims numbers of parts: 3 tier, with 4 hooks, with 10 balloons.
func setPartsAside(it *reading) bool {
	found := false
	for i := range it.words {
		if it.free(i) && it.isPart(i) {
			it.claim(i)
			found = true
		}
	}
	return found
}

func (it *reading) isPart(i int) bool {
	noun := i + 1
	if it.at(noun).is("-") {
		noun++
	}
	if it.at(i-1).is("with", "w") {
		return true
	}
	text := it.at(noun).text
	return partNouns[text] || !it.leads(i) && partNouns[singular(text)]
}

func nouns(texts ...string) map[string]bool {
	set := make(map[string]bool, len(texts))
	for _, t := range texts {
		set[t] = true
	}
	return set
}
