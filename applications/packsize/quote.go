package packsize

// markInches tells the inches of 42" from the quotation marks of "tea for 2".
func markInches(words []word) {
	open := false
	for i := range words {
		w := &words[i]
		if w.text != `"` {
			continue
		}
		if !open && w.glued && words[i-1].kind == number && !words[i-1].spelled {
			w.text = string(Inch)
		} else {
			open = !open
		}
	}
}
