package packsize

import "slices"

// decide sets the outcome from what the other steps found, and reports whether
// it needs no person.
func decide(it *reading) bool {
	if len(it.counts) > 1 {
		it.doubt(TwoCounts)
	}
	if len(it.sizes) > 1 {
		it.doubt(TwoSizes)
	}
	if len(it.doubts) > 0 {
		it.outcome = Outcome{Verdict: Ambiguous, Result: it.possible()[0], Reasons: it.doubts}
		return false
	}
	it.settle(it.possible()[0])
	return true
}

// settle makes result the outcome, beyond doubt.
func (it *reading) settle(result Result) {
	it.outcome = Outcome{Verdict: Found, Result: result}
	if result.Unit == NoUnit {
		it.outcome = Outcome{Verdict: Nothing}
	}
}

// possible lists every combination of what was found, the likeliest first: the
// first of each. Where no count is certain, there may be none.
func (it *reading) possible() []Result {
	counts, sizes := slices.Clone(it.counts), it.sizes
	if it.guess > 0 && !slices.Contains(counts, it.guess) {
		counts = append(counts, it.guess)
	}
	if len(it.counts) == 0 {
		counts = append(counts, 0)
	}
	if len(sizes) == 0 {
		sizes = []size{{}}
	}
	var all []Result
	for _, s := range sizes {
		for _, count := range counts {
			r := Result{Count: count, Size: s.value, Unit: s.unit}
			if r.Unit == NoUnit && count > 0 {
				r.Unit = Piece
			}
			all = append(all, r)
		}
	}
	return all
}
