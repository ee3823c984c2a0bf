package packsize

import "testing"

// TestStepsSayWhetherTheyFound runs the steps in order over one description that
// the named step has to find something in, and one that it hasn't.
func TestStepsSayWhetherTheyFound(t *testing.T) {
	t.Parallel()
	descriptions := map[string]struct{ with, without string }{
		"split into words":    {"HEART", " "},
		"set names aside":     {"50'S WRAP", "50 WRAPS"},
		"find range":          {"10-12 CM", "10 CM"},
		"find multiplication": {"6 x 330 ML", "6 CANS 330 ML"},
		"find size":           {"330 ML CAN", "6 x 330 ML"},
		"find pack":           {"SET OF 6", "BAG OF 500 G"},
		"find pieces":         {"6 PIECE SET", "SET OF 6 PIECES"},
		"find pair":           {"PAIR OF SLIDES", "SLIDES"},
		"set parts aside":     {"3 TIER STAND", "3 STANDS"},
		"find leading number": {"60 CAKE CASES", "SET OF 60 CAKE CASES"},
		"find contents":       {"INCENSE 40 CONES", "INCENSE 4 CONES"},
		"question the rest":   {"INCENSE 4 CONES", "INCENSE 40 CONES"},
		"decide":              {"HEART", "TOKYO 78"},
	}
	if len(descriptions) != len(steps) {
		t.Errorf("%d steps have descriptions, of %d", len(descriptions), len(steps))
	}
	for _, s := range steps {
		d, ok := descriptions[s.name]
		if !ok {
			t.Errorf("no descriptions for the step %q", s.name)
			continue
		}
		if !runThrough(d.with, s.name) {
			t.Errorf("%q found nothing in %q", s.name, d.with)
		}
		if runThrough(d.without, s.name) {
			t.Errorf("%q found something in %q", s.name, d.without)
		}
	}
}

// runThrough runs the steps up to the named one and returns what that one said.
func runThrough(description, name string) bool {
	item := NewItem(description)
	for _, s := range steps {
		found := s.run(item)
		if s.name == name {
			return found
		}
	}
	return false
}
