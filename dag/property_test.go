package dag_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/dag"
)

// TestRandomPrograms compares the runner with a naive interpreter.
func TestRandomPrograms(t *testing.T) {
	t.Parallel()
	reached := map[dag.Kind]int64{}
	var exceptions int64
	for seed := range uint64(1000) {
		for _, n := range compareWithNaive(t, seed) {
			reached[n.Kind] += n.Items
			exceptions += n.Exceptions
		}
		if t.Failed() {
			return
		}
	}
	for _, kind := range []dag.Kind{dag.KindRule, dag.KindBranch, dag.KindBranchRule, dag.KindSet, dag.KindCall} {
		if reached[kind] == 0 {
			t.Errorf("no item reached a %v", kind)
		}
	}
	if exceptions == 0 {
		t.Error("no item was taken out")
	}
}

func FuzzProgram(f *testing.F) {
	f.Add(uint64(1))
	f.Fuzz(func(t *testing.T, seed uint64) { compareWithNaive(t, seed) })
}

// compareWithNaive runs some chunks through the random program of the seed, in
// both ways, and returns the statistics.
func compareWithNaive(t *testing.T, seed uint64) dag.Statistics {
	t.Helper()
	a := &author{random: rand.New(rand.NewPCG(seed, 0))}
	bodies := a.write()
	program, err := a.compiled(bodies)
	if err != nil {
		t.Fatalf("seed %d: %v", seed, err)
	}
	runner := program.NewRunner()
	interpreter := &naive{subprograms: bodies, counts: map[string]*dag.NodeStatistics{}}
	for _, size := range []int{a.random.IntN(300), 0, 1, 64, a.random.IntN(100)} {
		tokens := make([]token, size)
		for i := range tokens {
			tokens[i] = token{id: i, state: a.random.Uint64()}
		}
		if diff := compareChunk(t, runner, interpreter, tokens); diff != "" {
			t.Fatalf("seed %d: %d items (-naive +runner):\n%s\n%s", seed, size, diff, program.Text(nil))
		}
	}
	statistics := runner.Statistics()
	if diff := cmp.Diff(naiveStatistics(program, interpreter), withoutTimes(statistics)); diff != "" {
		t.Fatalf("seed %d: statistics (-naive +runner):\n%s\n%s", seed, diff, program.Text(statistics))
	}
	return statistics
}

// passed is all there is to know about a token afterwards.
type passed struct {
	State        uint64
	Success      bool
	Node, Reason string
}

func compareChunk(t *testing.T, runner *dag.Runner[token], interpreter *naive, tokens []token) string {
	t.Helper()
	want, got := make([]passed, len(tokens)), make([]passed, len(tokens))
	items := make([]*token, len(tokens))
	for i := range tokens {
		own := tokens[i]
		var out taken
		e := interpreter.body(interpreter.subprograms[""], &own, &out)
		want[i] = passed{own.state, e == "true", out.node, out.reason}
		items[i] = &tokens[i]
	}
	outcomes, err := runner.Run(t.Context(), items)
	if err != nil {
		return err.Error()
	}
	for i, outcome := range outcomes {
		got[i] = passed{State: tokens[i].state, Success: outcome.Success}
		if e := outcome.Exception; e != nil {
			got[i].Node, got[i].Reason = e.Node, e.Reason
		}
	}
	if slices.Equal(want, got) {
		return ""
	}
	return cmp.Diff(want, got)
}

// naiveStatistics lists what the interpreter has counted, in program order.
func naiveStatistics(program *dag.Program[token], interpreter *naive) dag.Statistics {
	statistics := dag.Statistics{}
	for _, n := range program.NewRunner().Statistics() {
		if count := interpreter.counts[n.Node]; count != nil {
			n = *count
		}
		statistics = append(statistics, n)
	}
	return statistics
}

func withoutTimes(s dag.Statistics) dag.Statistics {
	bare := make(dag.Statistics, len(s))
	for i, n := range s {
		n.RunTime = 0
		bare[i] = n
	}
	return bare
}
