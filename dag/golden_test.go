package dag_test

import (
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/dag"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// drawn is a program with something of everything.
func drawn(t *testing.T) *dag.Program[number] {
	t.Helper()
	b := dag.New[number]("all there is").Version("3")
	program, err := b.Compile(
		b.Rule("first", failOn(3)).Doc(`says "one"`),
		b.If(b.Branch("odd", isOdd),
			b.Call("sub"),
			b.Rule("then", add(1)),
		),
		b.ElseIfNot(b.Call("sub"),
			b.IfNot(b.BranchRule("halve", halve),
				b.ReturnFalse(),
			),
			b.End(),
		),
		b.Else(
			b.Call("sub").As("once more"),
		),
		b.End(),
		b.Branch("odd at last", isOdd).Doc("only to know"),
		b.Set("all at once", func(context.Context, []*number) error { return nil }),
		b.ReturnTrue(),

		b.Def("sub",
			b.Rule("in sub", add(1)),
			b.If(b.Branch("odd in sub", isOdd),
				b.ReturnTrue(),
			),
			b.ElseIf(b.Call("nothing")),
			b.End(),
			b.ReturnFalse(),
		),
		b.Def("nothing",
			b.ReturnTrue(),
		),
	)
	if err != nil {
		t.Fatal(err)
	}
	return program
}

// figures are statistics with times that are the same on every machine.
func figures(t *testing.T, program *dag.Program[number]) dag.Statistics {
	t.Helper()
	runner := program.NewRunner()
	var clock time.Duration
	runner.SetClock(func() time.Duration { clock += 1234567 * time.Nanosecond; return clock })
	items := make([]*number, 100)
	for i := range items {
		items[i] = &number{i * i / 3}
	}
	run(t, runner, items)
	return runner.Statistics()
}

func TestGolden(t *testing.T) {
	t.Parallel()
	program := drawn(t)
	statistics := figures(t, program)
	asJSON := func(g dag.Graph) string {
		encoded, err := json.MarshalIndent(g, "", "\t")
		if err != nil {
			t.Fatal(err)
		}
		return string(encoded) + "\n"
	}
	for name, got := range map[string]string{
		"program.txt":    program.Text(nil),
		"statistics.txt": program.Text(statistics),
		"program.dot":    program.DOT(nil),
		"statistics.dot": program.DOT(statistics),
		"graph.json":     asJSON(program.Graph()),
		"weighted.json":  asJSON(program.Graph().Weighted(statistics)),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			compareGolden(t, name, got)
		})
	}
}

func compareGolden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestWeightsAddUp checks that what comes into a node goes out of it.
func TestWeightsAddUp(t *testing.T) {
	t.Parallel()
	program := drawn(t)
	g := program.Graph().Weighted(figures(t, program))
	in := map[string]int64{}
	for _, e := range g.Edges {
		if e.Weight == nil {
			if e.From != "start:nothing" {
				t.Errorf("no weight: %s", e.ID)
			}
			continue
		}
		if e.When != dag.WhenReturn {
			in[e.To] += *e.Weight
		}
	}
	for _, n := range g.Nodes {
		if n.Statistics != nil && in[n.ID] != n.Statistics.Items {
			t.Errorf("%s: %d items came in, %d are counted", n.ID, in[n.ID], n.Statistics.Items)
		}
	}
	if got := in["success:"] + in["failure:"]; got != 99 {
		t.Errorf("%d of 99 items came out", got)
	}
}

func TestWeightsOfAnotherVersion(t *testing.T) {
	t.Parallel()
	program := drawn(t)
	g := program.Graph().Weighted(dag.Statistics{{Node: "then", Items: 2, Successes: 2}})
	for _, e := range g.Edges {
		if known := e.From == "node:then"; (e.Weight != nil) != known {
			t.Errorf("%s: got %v", e.ID, e.Weight)
		}
	}
}
