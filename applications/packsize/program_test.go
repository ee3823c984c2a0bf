package packsize

import (
	"context"
	"strings"
	"testing"

	"github.com/sluicehq/sluice/dag"
	"github.com/sluicehq/sluice/job/jobtest"
)

func TestProgramIsDrawn(t *testing.T) {
	t.Parallel()
	jobtest.Golden(t, "testdata/program.txt", shipped.Text(nil))
	jobtest.Golden(t, "testdata/program.dot", shipped.DOT(nil))
}

// TestNodesSayWhetherTheyFound sends, for each node that finds something or not,
// one description through the program that it has to find something in, and one
// that it hasn't.
func TestNodesSayWhetherTheyFound(t *testing.T) {
	t.Parallel()
	descriptions := map[string]struct{ with, without string }{
		"has a number":        {"PAIR OF SLIDES", "SLIDES"},
		"set names aside":     {"50'S WRAP", "50 WRAPS"},
		"find range":          {"10-12 CM", "10 CM"},
		"find multiplication": {"6 x 330 ML", "6 CANS 330 ML"},
		"find size":           {"330 ML CAN", "6 x 330 ML"},
		"find pack":           {"SET OF 6", "BAG OF 500 G"},
		"find pieces":         {"6 PIECE SET", "SET OF 6 PIECES"},
		"find pair":           {"PAIR OF SLIDES", "6 SLIDES"},
		"a number is left":    {"6 SLIDES", "SET OF 6 SLIDES"},
		"set parts aside":     {"3 TIER STAND", "3 STANDS"},
		"find leading number": {"60 CAKE CASES", "CASES FOR CAKES 60"},
		"find contents":       {"INCENSE 40 CONES", "INCENSE 4 CONES"},
		"a count is known":    {"INCENSE 40 CONES", "INCENSE 4 CONES"},
		"question the rest":   {"INCENSE 4 CONES", "PETIT FOUR CASE"},
		"decide":              {"SET OF 6", "TOKYO 78"},
	}
	for _, node := range shipped.NewRunner().Statistics() {
		d, ok := descriptions[node.Node]
		if asks := node.Kind == dag.KindBranch || node.Kind == dag.KindBranchRule; asks != ok && !strings.HasSuffix(node.Node, "by a person") {
			t.Errorf("the node %q of the kind %s has descriptions: %t", node.Node, node.Kind, ok)
		}
		if !ok {
			continue
		}
		if got := figures(t, d.with).of(t, node.Node); got.Successes != 1 {
			t.Errorf("%q found nothing in %q: %+v", node.Node, d.with, got)
		}
		if got := figures(t, d.without).of(t, node.Node); got.Failures != 1 {
			t.Errorf("%q found something in %q: %+v", node.Node, d.without, got)
		}
	}
}

type statistics struct{ dag.Statistics }

// figures sends one description through the program.
func figures(t *testing.T, description string) statistics {
	t.Helper()
	runner := shipped.NewRunner()
	p := &product{reading: reading{description: description}}
	if _, err := runner.Run(context.Background(), []*product{p}); err != nil {
		t.Fatal(err)
	}
	return statistics{runner.Statistics()}
}

func (s statistics) of(t *testing.T, node string) dag.NodeStatistics {
	t.Helper()
	figures, ok := s.Of(node)
	if !ok {
		t.Fatalf("there is no node %q", node)
	}
	return figures
}
