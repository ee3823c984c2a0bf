package dag_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/dag"
)

func TestUndecidableItemIsTakenOut(t *testing.T) {
	t.Parallel()
	ask := func(_ context.Context, it *number) (bool, error) {
		if it.n == 2 {
			return false, fmt.Errorf("asking: %w", dag.Undecidable("two", map[string]int{"n": it.n}))
		}
		return true, nil
	}
	program := compile(t, p.If(p.Branch("ask", ask), plus("+1", 1)), p.Else(plus("+2", 2)), p.End(), p.ReturnTrue())
	items := numbers(1, 2, 3)
	outcomes := run(t, program.NewRunner(), items)
	want := []dag.Outcome{
		{Success: true},
		{Exception: &dag.Exception{Node: "ask", Reason: "two", Details: map[string]int{"n": 2}}},
		{Success: true},
	}
	if diff := cmp.Diff(want, outcomes); diff != "" {
		t.Errorf("outcomes (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]int{2, 2, 4}, values(items)); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
}

func TestSharedExceptionIsNotChanged(t *testing.T) {
	t.Parallel()
	shared := dag.Undecidable("shared", nil)
	program := compile(t, p.Rule("fail", func(context.Context, *number) error { return shared }), p.ReturnTrue())
	outcomes := run(t, program.NewRunner(), numbers(1))
	if outcomes[0].Exception.Node != "fail" {
		t.Errorf("got %v", outcomes[0].Exception)
	}
	var exception *dag.Exception
	if !errors.As(shared, &exception) || exception.Node != "" {
		t.Errorf("the node's own error now has a node: %v", exception)
	}
}

func TestErrorAndPanicOfOneItem(t *testing.T) {
	t.Parallel()
	rule := func(_ context.Context, it *number) error {
		switch it.n % 3 {
		case 1:
			return errBad
		case 2:
			panic("worse")
		}
		return nil
	}
	program := compile(t, p.Rule("rule", rule), plus("+1000", 1000), p.ReturnTrue())
	items := make([]*number, 200) // more than a word of a set
	for i := range items {
		items[i] = &number{i}
	}
	outcomes := run(t, program.NewRunner(), items)
	for i, outcome := range outcomes {
		exception := outcome.Exception
		switch i % 3 {
		case 0:
			if !outcome.Success || items[i].n != i+1000 {
				t.Errorf("item %d was hurt by another: %+v", i, outcome)
			}
		case 1:
			if exception == nil || exception.Reason != dag.ReasonError || !errors.Is(exception, errBad) {
				t.Errorf("item %d: got %v", i, exception)
			}
		case 2:
			var panicked *dag.PanicError
			if exception == nil || exception.Reason != dag.ReasonPanic || !errors.As(exception, &panicked) {
				t.Errorf("item %d: got %v", i, exception)
			} else if panicked.Value != "worse" || len(panicked.Stack) == 0 {
				t.Errorf("item %d: got %v with a stack of %d bytes", i, panicked.Value, len(panicked.Stack))
			}
		}
	}
}

func TestAbortEndsTheRun(t *testing.T) {
	t.Parallel()
	failed := false
	rule := func(context.Context, *number) error {
		if failed {
			return nil
		}
		failed = true
		return fmt.Errorf("rule: %w", dag.Abort(errBad))
	}
	program := compile(t, plus("+1", 1), p.Rule("abort", rule), p.ReturnTrue())
	runner := program.NewRunner()
	_, err := runner.Run(t.Context(), numbers(1, 2))
	var runError *dag.RunError
	if !errors.As(err, &runError) || runError.Node != "abort" || !errors.Is(err, errBad) {
		t.Fatalf("got %v", err)
	}
	for _, n := range runner.Statistics() {
		if n.Items != 0 {
			t.Errorf("a run that failed is counted: %+v", n)
		}
	}
	if outcomes := run(t, runner, numbers(1)); !outcomes[0].Success {
		t.Errorf("the runner can't be used after an error: %+v", outcomes)
	}
}

func TestOutcomesOfChunkAfterChunk(t *testing.T) {
	t.Parallel()
	program := compile(t, p.Rule("fail on 2", failOn(2)), p.If(odd("o"), p.ReturnTrue()), p.End(), p.ReturnFalse())
	runner := program.NewRunner()
	for _, chunk := range [][]int{{1, 2, 3, 4}, {2}, {}, {3, 3, 3, 3, 3, 3}, {4, 1}} {
		items := numbers(chunk...)
		outcomes := run(t, runner, items)
		if len(outcomes) != len(chunk) {
			t.Fatalf("%v: got %d outcomes", chunk, len(outcomes))
		}
		for i, n := range chunk {
			if got := outcomes[i]; got.Success != (n%2 == 1) || (got.Exception != nil) != (n == 2) {
				t.Errorf("%v: item %d: got %+v", chunk, i, got)
			}
		}
	}
}

func TestRunDoesNotAllocatePerItem(t *testing.T) {
	program := compile(t,
		p.If(odd("o"), plus("+1", 1)), p.Else(p.Call("add")), p.End(),
		p.Set("all", func(context.Context, []*number) error { return nil }),
		p.ReturnTrue(),
		p.Def("add", plus("+2", 2), p.ReturnTrue()),
	)
	items := make([]*number, 1000)
	for i := range items {
		items[i] = &number{i}
	}
	runner := program.NewRunner()
	ctx := t.Context()
	allocations := testing.AllocsPerRun(10, func() {
		if _, err := runner.Run(ctx, items); err != nil {
			t.Error(err)
		}
	})
	if allocations > 0 {
		t.Errorf("a run of %d items allocates %v times", len(items), allocations)
	}
}
