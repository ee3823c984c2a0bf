package packsize

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// fragments make descriptions that meet every step, in every wrong order.
var fragments = []string{
	"set", "of", "6", "/", "s", "x", "×", "330", "ml", "1.5", "1,000", ".5", "l", "cm", `"`, "'", "'s", "in",
	"dozen", "half", "a", "pair", "piece", "-", "three", "tier", "hooks", "with", "candles", "+", "jigsaw",
	"string", "No", ".", "£", "%", "fl", "oz", "0", "99999999999", "1950", "card", ",", "½", "İ", "ß", "\xff",
}

func TestInvariants(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		var text strings.Builder
		for range random.IntN(9) {
			text.WriteString(fragments[random.IntN(len(fragments))])
			text.WriteString(strings.Repeat(" ", random.IntN(2)))
		}
		checkInvariants(t, text.String())
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range fragments {
		f.Add(text)
	}
	f.Add("SET OF 6 T-LIGHTS 2 x 1.5 L")
	f.Fuzz(checkInvariants)
}

// checkInvariants: case and the width of spaces make no difference, a verdict
// holds what it promises, and a found result reads back from its own text.
func checkInvariants(t *testing.T, text string) {
	t.Helper()
	got := Parse(text)
	for _, same := range []string{
		strings.ToUpper(text),
		strings.ToLower(text),
		" \t" + strings.ReplaceAll(text, " ", "  ") + "\n",
	} {
		if diff := cmp.Diff(got, Parse(same)); diff != "" {
			t.Errorf("%q and %q differ:\n%s", text, same, diff)
		}
	}
	if (got.Verdict == Ambiguous) != (len(got.Reasons) > 0) {
		t.Errorf("%q: %s with reasons %v", text, got.Verdict, got.Reasons)
	}
	switch got.Verdict {
	case Found:
		again := Parse(got.Result.String())
		if again.Verdict != Found || !again.Result.Equal(got.Result) {
			t.Errorf("%q: %q reads back as %s %q", text, got.Result, again.Verdict, again.Result)
		}
	case Nothing:
		if !got.Result.Equal(Result{}) {
			t.Errorf("%q: nothing, and yet %q", text, got.Result)
		}
	}
}
