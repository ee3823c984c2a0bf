package labelpdf

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func TestTextIsPrintedAsWritten(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"Crème brûlée":        "Crème brûlée",
		"señor Łódź":          "señor Łódź",
		"€ ₤ £ ½ ™ – ’":       "€ ₤ £ ½ ™ – ’",
		"Борщ":                "Борщ",
		"Ελλάδα":              "Ελλάδα",
		"Cafe\u0301":          "Café",
		"two\nlines\tand tab": "two lines and tab",
		"  wide   blanks  ":   "wide blanks",
		"no\u00a0break":       "no break",
		"(brackets\\":         "(brackets\\",
		"bell\a":              "bell",
		"ＦＵＬＬ":                "FULL",
		"𝐁old":                "Bold",
		"漢字":                  "□□",
		"🙂":                   "□",
		"zero\u200bwidth":     "zerowidth",
		"half \xff":           "half □",
	} {
		label := renderOne(t, Layouts[0], Label{Name: in})
		if got := strings.Join(label.strings(), " "); got != want {
			t.Errorf("%q is printed as %q, want %q", in, got, want)
		}
	}
}

func TestShortNameIsWholeAndLarge(t *testing.T) {
	t.Parallel()
	for _, layout := range Layouts {
		label := renderOne(t, layout, Label{Name: "Whole milk", Size: "1 l", Price: "£1.15", Code: "D"})
		sizes := map[string]float64{}
		for _, text := range label.texts {
			sizes[text.text] = text.size
		}
		if sizes["Whole milk"] != nameSizes[0] || sizes["£1.15"] != priceSizes[0] {
			t.Errorf("%s: sizes are %v", layout.Key, sizes)
		}
	}
}

func TestLongNameIsCutLast(t *testing.T) {
	t.Parallel()
	layout := Layouts[0]
	name := "A set of three hanging hearts with a small light each"
	label := renderOne(t, layout, Label{Name: name, Price: "£1.15"})
	if got := strings.Join(label.strings()[1:], " "); got != name {
		t.Errorf("%q is printed as %q: it would fit in smaller type", name, got)
	}

	for _, name := range []string{strings.Repeat("long words ", 46), strings.Repeat("X", 500), strings.Repeat("W", 100_000)} {
		label := renderOne(t, layout, Label{Name: name})
		lines := label.strings()
		if last := lines[len(lines)-1]; !strings.HasSuffix(last, "…") {
			t.Errorf("a name of %d characters ends in %q", len(name), last)
		}
		if got := strings.TrimSuffix(strings.Join(lines, ""), "…"); !strings.HasPrefix(strings.ReplaceAll(name, " ", ""), strings.ReplaceAll(got, " ", "")) {
			t.Errorf("what is left of the name is %q", got)
		}
	}
}

// Whatever the texts are, they keep to the label's drawing area and off the bars
// and each other.
func TestTextKeepsToItsPlace(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 4))
	words := func(most int) string {
		var b strings.Builder
		for range random.IntN(most + 1) {
			b.WriteString([]string{"a", "wide", "WWWW", "žluťoučký", "1,234.56", "—", " ", " ", " "}[random.IntN(9)])
		}
		return b.String()
	}
	for _, layout := range Layouts {
		var labels []Label
		for range 300 {
			labels = append(labels, Label{Name: words(60), Size: words(10), Price: words(6), Code: words(4), Quantity: 1})
		}
		for i, label := range render(t, layout, labels...) {
			checkPlaces(t, layout, labels[i], label)
		}
	}
}

func checkPlaces(t *testing.T, layout Layout, in Label, label printed) {
	t.Helper()
	const exact = 0.01
	box := func(p printedText) printedBar {
		return printedBar{
			left:   p.x,
			right:  p.x + p.width(),
			top:    p.y - capHeight*p.size*mmPerPoint,
			bottom: p.y,
		}
	}
	overlap := func(a, b printedBar) bool {
		return a.left < b.right-exact && b.left < a.right-exact && a.top < b.bottom-exact && b.top < a.bottom-exact
	}
	for i, text := range label.texts {
		b := box(text)
		if b.left < layout.Padding-exact || b.right > layout.Width-layout.Padding+exact ||
			b.top < layout.Padding-exact || b.bottom > layout.Height-layout.Padding+exact {
			t.Errorf("%s %+v: %q leaves the label: %+v", layout.Key, in, text.text, b)
		}
		for _, other := range label.texts[:i] {
			if overlap(b, box(other)) {
				t.Errorf("%s %+v: %q lies on %q", layout.Key, in, text.text, other.text)
			}
		}
		for _, bar := range label.bars {
			if overlap(b, bar) {
				t.Errorf("%s %+v: %q lies on the bars", layout.Key, in, text.text)
				break
			}
		}
	}
}
