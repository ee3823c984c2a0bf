package packsize

import "github.com/shopspring/decimal"

const dozen = "dozen"

// joinDozens makes one number of "2 dozen", "half a dozen" and "a dozen".
func joinDozens(words []word) []word {
	joined := words[:0]
	for _, w := range words {
		if w.text == dozen {
			w, joined = multiplyDozen(w, joined)
		}
		joined = append(joined, w)
	}
	return joined
}

// multiplyDozen takes the words that multiply a dozen off the end of those
// before it.
func multiplyDozen(w word, before []word) (word, []word) {
	if n := len(before); n > 0 && before[n-1].text == "a" {
		before = before[:n-1]
	}
	n := len(before)
	if n == 0 {
		return w, before
	}
	last := before[n-1]
	switch {
	case last.text == "half":
		w.value = decimal.NewFromInt(6)
	case last.kind == number && !last.claimed && last.text != dozen:
		w.value = w.value.Mul(last.value)
	default:
		return w, before
	}
	return w, before[:n-1]
}
