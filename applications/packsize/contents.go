package packsize

// fewestContents: fewer things inside a phrase are as likely parts of a product
// or a motif.
const fewestContents = 12

// findContents reads incense 40 cones in tin: a number inside a phrase that
// ends with the plural noun it counts. Lights don't count: they hang on one
// cord.
func findContents(it *reading) bool {
	found := false
	for i := range it.words {
		count, ok := it.words[i].count()
		if !ok || count < fewestContents || it.words[i].spelled {
			continue
		}
		noun, ok := it.pluralAfter(i)
		if !ok || !endsPhrase(it.at(noun+1)) || it.has("light", "lights") {
			continue
		}
		it.addCount(i, count)
		found = true
	}
	return found
}

// questionRest doubts the numbers that no other step has claimed. Numbers
// inside a phrase that are written out belong to names: petit four.
func questionRest(it *reading) bool {
	found := false
	for i := range it.words {
		if !it.free(i) || it.words[i].spelled {
			continue
		}
		reason := PartOrCount
		if i == len(it.words)-1 {
			reason = NameOrCount
		}
		count, _ := it.words[i].count()
		it.doubtCount(i, count, reason)
		found = true
	}
	return found
}
