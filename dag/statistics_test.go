package dag_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/sluicehq/sluice/dag"
)

// timed is a program whose rules take as many milliseconds as their name says,
// on the clock of the runner it comes with.
func timed(t *testing.T) *dag.Runner[number] {
	var clock time.Duration
	take := func(name string, ms int) statement {
		return p.Rule(name, func(context.Context, *number) error {
			clock += time.Duration(ms) * time.Millisecond
			return nil
		})
	}
	runner := compile(t,
		take("1 ms", 1),
		p.If(p.Call("sub"), take("2 ms", 2)), p.Else(take("3 ms", 3)), p.End(),
		p.Rule("fail on 3", failOn(3)),
		p.ReturnTrue(),
		p.Def("sub",
			take("10 ms", 10),
			p.Rule("fail on 4", failOn(4)),
			p.If(odd("o"), p.ReturnTrue()), p.End(),
			p.ReturnFalse(),
		),
	).NewRunner()
	runner.SetClock(func() time.Duration { return clock })
	return runner
}

func TestStatistics(t *testing.T) {
	t.Parallel()
	runner := timed(t)
	run(t, runner, numbers(1, 2, 3))
	run(t, runner, numbers(4, 5))
	ms := time.Millisecond
	want := dag.Statistics{
		{Node: "1 ms", Kind: dag.KindRule, Items: 5, Successes: 5, RunTime: 5 * ms},
		{Node: "call sub", Kind: dag.KindCall, Items: 5, Successes: 3, Failures: 1},
		{Node: "2 ms", Kind: dag.KindRule, Items: 3, Successes: 3, RunTime: 6 * ms},
		{Node: "3 ms", Kind: dag.KindRule, Items: 1, Successes: 1, RunTime: 3 * ms},
		{Node: "fail on 3", Kind: dag.KindRule, Items: 4, Successes: 3, Exceptions: 1},
		{Node: "10 ms", Kind: dag.KindRule, Items: 5, Successes: 5, RunTime: 50 * ms},
		{Node: "fail on 4", Kind: dag.KindRule, Items: 5, Successes: 4, Exceptions: 1},
		{Node: "o", Kind: dag.KindBranch, Items: 4, Successes: 3, Failures: 1},
	}
	got := runner.Statistics()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if total := got.RunTime(); total != 64*ms {
		t.Errorf("total: got %v", total)
	}
	if share := got.Share("10 ms"); share != 50.0/64 {
		t.Errorf("share: got %v", share)
	}
	if mean := got[2].Mean(); mean != 2*ms {
		t.Errorf("mean: got %v", mean)
	}

	runner.Reset()
	if diff := cmp.Diff(0, int(runner.Statistics()[0].Items)); diff != "" {
		t.Errorf("after Reset (-want +got):\n%s", diff)
	}
	if share := runner.Statistics().Share("10 ms"); share != 0 {
		t.Errorf("share of nothing: got %v", share)
	}
}

func TestStatisticsAsJSON(t *testing.T) {
	t.Parallel()
	s := dag.Statistics{{Node: "x", Kind: dag.KindBranchRule, Items: 6, Successes: 3, Failures: 2, Exceptions: 1, RunTime: 7}}
	got, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	const want = `[{"node":"x","kind":"branchRule","items":6,"successes":3,"failures":2,"exceptions":1,"runTimeNs":7}]`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	var back dag.Statistics
	if err := json.Unmarshal(got, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(s, back); diff != "" {
		t.Errorf("there and back (-want +got):\n%s", diff)
	}
}

func TestMerge(t *testing.T) {
	t.Parallel()
	node := func(name string, items int64) dag.NodeStatistics {
		return dag.NodeStatistics{Node: name, Items: items, Successes: items, Failures: 1, Exceptions: 2, RunTime: 3}
	}
	twice := func(name string, items int64) dag.NodeStatistics {
		return dag.NodeStatistics{Node: name, Items: items, Successes: items, Failures: 2, Exceptions: 4, RunTime: 6}
	}
	tests := map[string]struct{ a, b, want dag.Statistics }{
		"nothing":          {nil, nil, nil},
		"with nothing":     {dag.Statistics{node("a", 1)}, nil, dag.Statistics{node("a", 1)}},
		"nothing with":     {nil, dag.Statistics{node("a", 1), node("b", 2)}, dag.Statistics{node("a", 1), node("b", 2)}},
		"the same program": {dag.Statistics{node("a", 1), node("b", 2)}, dag.Statistics{node("a", 3), node("b", 4)}, dag.Statistics{twice("a", 4), twice("b", 6)}},
		"other order":      {dag.Statistics{node("a", 1), node("b", 2)}, dag.Statistics{node("b", 4), node("a", 3)}, dag.Statistics{twice("a", 4), twice("b", 6)}},
		"nodes added and removed": {
			dag.Statistics{node("a", 1), node("old", 2), node("z", 3)},
			dag.Statistics{node("new", 4), node("a", 5), node("newer", 6), node("newest", 7), node("z", 8), node("last", 9)},
			dag.Statistics{node("new", 4), twice("a", 6), node("newer", 6), node("newest", 7), node("old", 2), twice("z", 11), node("last", 9)},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			before := append(dag.Statistics(nil), test.a...)
			got := test.a.Merge(test.b)
			if diff := cmp.Diff(test.want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(before, test.a); diff != "" {
				t.Errorf("Merge changed its receiver (-before +after):\n%s", diff)
			}
		})
	}
}
