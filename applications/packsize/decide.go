package packsize

// decide sets the outcome from what the other steps found, and reports whether
// it needs no person.
func decide(it *Item) bool {
	if len(it.counts) > 1 {
		it.doubt(TwoCounts)
	}
	if len(it.sizes) > 1 {
		it.doubt(TwoSizes)
	}
	result := it.reading()
	switch {
	case len(it.doubts) > 0:
		it.Outcome = Outcome{Verdict: Ambiguous, Result: result, Reasons: it.doubts}
	case result.Unit == NoUnit:
		it.Outcome = Outcome{Verdict: Nothing}
	default:
		it.Outcome = Outcome{Verdict: Found, Result: result}
	}
	return it.Outcome.Verdict != Ambiguous
}

// reading takes the first of each that was found.
func (it *Item) reading() Result {
	r := Result{Count: it.guess}
	if len(it.counts) > 0 {
		r.Count = it.counts[0]
	}
	switch {
	case len(it.sizes) > 0:
		r.Size, r.Unit = it.sizes[0].value, it.sizes[0].unit
	case r.Count > 0:
		r.Unit = Piece
	}
	return r
}
