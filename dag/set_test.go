package dag_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/dag"
)

// seen returns a set-based node that notes the items of each of its turns.
func seen(name string, turns *[][]int) statement {
	return p.Set(name, func(_ context.Context, items []*number) error {
		*turns = append(*turns, values(items))
		return nil
	})
}

func TestSetGetsAllItemsInOrder(t *testing.T) {
	t.Parallel()
	var both, odds, never [][]int
	program := compile(t,
		p.If(odd("o"), seen("odds", &odds)),
		p.ElseIf(p.Branch("nine", equals(9)), seen("never", &never)),
		p.End(),
		seen("both", &both),
		p.ReturnTrue(),
	)
	run(t, program.NewRunner(), numbers(1, 2, 3, 4))
	if diff := cmp.Diff([][]int{{1, 3}}, odds); diff != "" {
		t.Errorf("odds (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([][]int{{1, 2, 3, 4}}, both); diff != "" {
		t.Errorf("both (-want +got):\n%s", diff)
	}
	if never != nil {
		t.Errorf("a set ran without items: %v", never)
	}
}

func TestSetInASubprogramRunsForEachCall(t *testing.T) {
	t.Parallel()
	var turns [][]int
	program := compile(t,
		p.If(odd("o"), p.Call("sub")), p.Else(p.Call("sub")), p.End(), p.ReturnTrue(),
		p.Def("sub", seen("set", &turns), p.ReturnTrue()),
	)
	run(t, program.NewRunner(), numbers(1, 2, 3, 4))
	if diff := cmp.Diff([][]int{{1, 3}, {2, 4}}, turns); diff != "" {
		t.Errorf("turns (-want +got):\n%s", diff)
	}
}

func TestSetFailsSingleItems(t *testing.T) {
	t.Parallel()
	set := func(_ context.Context, items []*number) error {
		var failed dag.ItemErrors
		for i, it := range items {
			if it.n > 2 {
				failed.Add(i, dag.Undecidable("big", it.n))
			}
			if it.n > 4 {
				failed.Add(i, errBad)
			}
			failed.Add(0, nil)
		}
		return failed.Err()
	}
	program := compile(t, p.IfNot(odd("o"), p.ReturnFalse()), p.End(), p.Set("set", set), p.ReturnTrue())
	runner := program.NewRunner()
	outcomes := run(t, runner, numbers(1, 2, 3, 4, 5))
	if !outcomes[0].Success || outcomes[1].Success || outcomes[3].Exception != nil {
		t.Errorf("got %+v", outcomes)
	}
	if e := outcomes[2].Exception; e == nil || e.Reason != "big" || e.Node != "set" || e.Details != 3 {
		t.Errorf("got %v", e)
	}
	if e := outcomes[4].Exception; e == nil || e.Reason != dag.ReasonError || !errors.Is(e, errBad) {
		t.Errorf("got %v", e)
	}
	n, _ := runner.Statistics().Of("set")
	if n.Items != 3 || n.Successes != 1 || n.Exceptions != 2 {
		t.Errorf("got %+v", n)
	}
}

func TestSetFailsTheRun(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		set  func(context.Context, []*number) error
		want string
	}{
		"by an error": {
			func(context.Context, []*number) error { return errBad },
			`node "set": bad number`,
		},
		"by a panic": {
			func(context.Context, []*number) error { panic("worse") },
			`node "set": panic: worse`,
		},
		"by aborting over one item": {
			func(context.Context, []*number) error {
				var failed dag.ItemErrors
				failed.Add(1, dag.Abort(errBad))
				return failed.Err()
			},
			`node "set": bad number`,
		},
		"by failing an item it was not given": {
			func(context.Context, []*number) error {
				var failed dag.ItemErrors
				failed.Add(2, errBad)
				return failed.Err()
			},
			`node "set": an item error has a position outside of the 2 items`,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			runner := compile(t, p.Set("set", test.set), p.ReturnTrue()).NewRunner()
			outcomes, err := runner.Run(t.Context(), numbers(1, 2))
			if outcomes != nil || err == nil || err.Error() != test.want {
				t.Errorf("got %v, want %v", err, test.want)
			}
		})
	}
}
