package packsize

// packing is how a word for a pack may stand before its number.
type packing int

const (
	joined packing = iota + 1 // only with a joint: bag of 3, bag/3
	bare                      // also right before it: set 3, set3
	slash                     // only with a slash: s/4
)

var packWords = map[string]packing{
	"s":   slash,
	"set": bare, "sets": bare, "pack": bare, "packs": bare, "packet": bare, "packets": bare,
	"pk": bare, "pkt": bare, "box": bare, "boxes": bare, "tub": bare, "bundle": bare, "envelope": bare,
	"bag": joined, "bags": joined, "tin": joined, "jar": joined, "tray": joined, "case": joined,
	"carton": joined, "crate": joined, "bunch": joined, "sheet": joined, "roll": joined, "pot": joined,
}

// findPack reads set of 6, pack/12, s/4, set 3, box of a dozen; it doubts a
// string of 8, which is one thing.
func findPack(it *reading) bool {
	found := false
	for i, w := range it.words {
		n, how := it.packNumber(i)
		count, ok := it.at(n).count()
		if !ok {
			continue
		}
		allowed := packWords[w.text]
		switch {
		case w.is("string", "strip", "chain") && how == joined:
			it.doubtCount(n, count, OneStringOfMany)
		case allowed == bare && (how != bare || !it.at(n).spelled),
			allowed == joined && how != bare,
			allowed == slash && how == slash:
			it.addCount(n, count)
		default:
			continue
		}
		found = true
	}
	return found
}

// packNumber returns where the number of a pack word at i would stand, and how
// it is joined to it.
func (it *reading) packNumber(i int) (n int, how packing) {
	switch {
	case it.at(i + 1).is("of"):
		return i + 2, joined
	case it.at(i + 1).is("/"):
		return i + 2, slash
	}
	return i + 1, bare
}
