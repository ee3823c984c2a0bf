package dag_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/dag"
)

func TestTap(t *testing.T) {
	t.Parallel()
	runner := compile(t,
		p.If(odd("odd"), plus("+10", 10)), p.End(),
		p.Call("sub"),
		p.ReturnTrue(),
		p.Def("sub", p.Rule("fail on 2", failOn(2)), p.If(p.BranchRule("halve", halve), p.ReturnTrue()), p.End(), p.ReturnFalse()),
	).NewRunner()
	tap := func(node string, limit int) *dag.Tap[number] {
		t.Helper()
		tap, err := runner.Tap(node, limit, nil)
		if err != nil {
			t.Fatal(err)
		}
		return tap
	}
	branch, rule, call := tap("odd", 10), tap("+10", 3), tap("call sub", 4)
	run(t, runner, numbers(1, 2, 3))
	run(t, runner, numbers(4, 5, 7))

	type records = []dag.TapRecord[number]
	diff := func(tap *dag.Tap[number], want records) string {
		return cmp.Diff(want, tap.Records(), cmp.AllowUnexported(number{}),
			cmp.Comparer(func(a, b *dag.Exception) bool { return (a == nil) == (b == nil) && (a == nil || a.Node == b.Node) }))
	}
	if d := diff(branch, records{
		{Position: 0, Before: number{1}, After: number{1}, Success: true},
		{Position: 1, Before: number{2}, After: number{2}},
		{Position: 2, Before: number{3}, After: number{3}, Success: true},
		{Position: 0, Before: number{4}, After: number{4}},
		{Position: 1, Before: number{5}, After: number{5}, Success: true},
		{Position: 2, Before: number{7}, After: number{7}, Success: true},
	}); d != "" {
		t.Errorf("branch (-want +got):\n%s", d)
	}
	if d := diff(rule, records{
		{Position: 0, Before: number{1}, After: number{11}, Success: true},
		{Position: 2, Before: number{3}, After: number{13}, Success: true},
		{Position: 1, Before: number{5}, After: number{15}, Success: true},
	}); d != "" {
		t.Errorf("rule, at most 3 (-want +got):\n%s", d)
	}
	if d := diff(call, records{
		{Position: 0, Before: number{11}, After: number{11}},
		{Position: 1, Before: number{2}, After: number{2}, Exception: &dag.Exception{Node: "fail on 2"}},
		{Position: 2, Before: number{13}, After: number{13}},
		{Position: 0, Before: number{4}, After: number{2}, Success: true},
	}); d != "" {
		t.Errorf("call (-want +got):\n%s", d)
	}
}

func TestTapCopiesAsTold(t *testing.T) {
	t.Parallel()
	runner := compile(t, plus("+1", 1), p.ReturnTrue()).NewRunner()
	tap, err := runner.Tap("+1", 1, func(it *number) number { return number{-it.n} })
	if err != nil {
		t.Fatal(err)
	}
	run(t, runner, numbers(1))
	if got := tap.Records()[0]; got.Before.n != -1 || got.After.n != -2 {
		t.Errorf("got %+v", got)
	}
}

func TestTapOfUnknownNode(t *testing.T) {
	t.Parallel()
	runner := compile(t, p.ReturnTrue()).NewRunner()
	if _, err := runner.Tap("nowhere", 1, nil); err == nil {
		t.Error("no error")
	}
}
