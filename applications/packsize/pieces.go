package packsize

var pieceWords = map[string]bool{
	"piece": true, "pieces": true, "pc": true, "pcs": true, "pce": true, "pces": true,
	"pack": true, "packs": true, "pk": true, "ct": true, "count": true,
}

// findPieces reads 16 piece, 6pc, 6-pack.
func findPieces(it *reading) bool {
	found := false
	for i := range it.words {
		unit := i + 1
		if it.at(unit).is("-") {
			unit++
		}
		count, ok := it.words[i].count()
		if !ok || !pieceWords[it.at(unit).text] {
			continue
		}
		if it.has("jigsaw", "puzzle") {
			it.doubtCount(i, count, PuzzlePieces)
		} else {
			it.addCount(i, count)
		}
		found = true
	}
	return found
}

// findPair reads a pair as two, and doubts a number of pairs.
func findPair(it *reading) bool {
	for i, w := range it.words {
		if !w.is("pair", "pairs") {
			continue
		}
		if count, ok := it.at(i - 1).count(); ok {
			it.doubtCount(i-1, count, PacksInPacks)
			return true
		}
		if w.text == "pair" {
			it.addCount(i, 2)
			return true
		}
	}
	return false
}
