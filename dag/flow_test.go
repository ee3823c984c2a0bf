package dag_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFlow(t *testing.T) {
	t.Parallel()
	yes, no := p.ReturnTrue(), p.ReturnFalse()
	isOddLabel := p.Def("odd?", p.If(odd("o"), yes), p.Else(no), p.End())
	tests := map[string]struct {
		statements []statement
		want       []int  // of 0, 1, 2, 3
		returns    []bool // nil: true for all
	}{
		"a return alone":  {[]statement{yes}, []int{0, 1, 2, 3}, nil},
		"false":           {[]statement{no}, []int{0, 1, 2, 3}, []bool{false, false, false, false}},
		"a sequence":      {[]statement{plus("+2", 2), p.BranchRule("/2", halve), yes}, []int{1, 3, 2, 5}, nil},
		"a branch alone":  {[]statement{odd("o"), plus("+1", 1), yes}, []int{1, 2, 3, 4}, nil},
		"If":              {[]statement{p.If(odd("o"), plus("+9", 9)), p.End(), plus("+1", 1), yes}, []int{1, 11, 3, 13}, nil},
		"IfNot":           {[]statement{p.IfNot(odd("o"), plus("+9", 9)), p.End(), plus("+1", 1), yes}, []int{10, 2, 12, 4}, nil},
		"an empty If":     {[]statement{p.If(odd("o")), p.End(), yes}, []int{0, 1, 2, 3}, nil},
		"Else only":       {[]statement{p.If(odd("o")), p.Else(plus("+1", 1)), p.End(), plus("+9", 9), yes}, []int{10, 10, 12, 12}, nil},
		"If and Else":     {[]statement{p.If(odd("o"), plus("+1", 1)), p.Else(plus("+2", 2)), p.End(), yes}, []int{2, 2, 4, 4}, nil},
		"an empty ElseIf": {[]statement{p.If(odd("o")), p.ElseIf(odd("again")), p.Else(plus("+1", 1)), p.End(), yes}, []int{1, 1, 3, 3}, nil},
		"a branch rule as condition": {
			[]statement{p.If(p.BranchRule("/2", halve), plus("+10", 10)), p.Else(plus("+20", 20)), p.End(), yes},
			[]int{10, 21, 11, 23},
			nil,
		},
		"ElseIf": {
			[]statement{
				p.If(odd("o"), plus("+10", 10)),
				p.ElseIf(p.Branch("two", equals(2)), plus("+20", 20)),
				p.Else(plus("+30", 30)),
				p.End(),
				plus("+100", 100),
				yes,
			},
			[]int{130, 111, 122, 113},
			nil,
		},
		"ElseIfNot, no Else": {
			[]statement{
				p.If(odd("o"), plus("+10", 10)),
				p.ElseIfNot(p.Branch("two", equals(2)), plus("+20", 20)),
				p.End(),
				yes,
			},
			[]int{20, 11, 2, 13},
			nil,
		},
		"nested Ifs": {
			[]statement{
				p.If(odd("o"),
					plus("+1", 1), p.BranchRule("/2", halve),
					p.If(odd("still odd"), plus("+1 again", 1)), p.End(),
				),
				p.Else(plus("+2", 2)),
				p.End(),
				plus("+100", 100),
				yes,
			},
			[]int{102, 102, 104, 102},
			nil,
		},
		"a return within an If": {
			[]statement{p.If(odd("o"), no), p.End(), plus("+1", 1), yes},
			[]int{1, 1, 3, 3},
			[]bool{true, false, true, false},
		},
		"every branch returns": {
			[]statement{p.If(odd("o"), yes), p.Else(no), p.End()},
			[]int{0, 1, 2, 3},
			[]bool{false, true, false, true},
		},
		"a call": {
			[]statement{p.Call("+2"), plus("+10", 10), yes, p.Def("+2", plus("+1", 1), plus("+1 again", 1), no)},
			[]int{12, 13, 14, 15},
			nil,
		},
		"calls within calls, twice": {
			[]statement{
				p.Call("+1"), p.Call("+2"), yes,
				p.Def("+2", p.Call("+1"), p.Call("+1"), yes),
				p.Def("+1", plus("one", 1), yes),
			},
			[]int{3, 4, 5, 6},
			nil,
		},
		"a call in one branch": {
			[]statement{
				p.If(odd("o"), plus("+10", 10)), p.Else(p.Call("+2")), p.End(), yes,
				p.Def("+2", plus("+1", 1), plus("+1 again", 1), yes),
			},
			[]int{2, 11, 4, 13},
			nil,
		},
		"a label as condition": {
			[]statement{p.If(p.Call("odd?"), plus("+10", 10)), p.Else(plus("+20", 20)), p.End(), yes, isOddLabel},
			[]int{20, 11, 22, 13},
			nil,
		},
		"a label as condition of ElseIfNot": {
			[]statement{
				p.If(p.Branch("two", equals(2))), p.ElseIfNot(p.Call("odd?"), plus("+10", 10)), p.End(), yes, isOddLabel,
			},
			[]int{10, 1, 2, 3},
			nil,
		},
		"a condition made of a condition": {
			[]statement{
				p.If(p.Call("even?"), no), p.Else(plus("+1", 1)), p.End(), yes,
				p.Def("even?", p.If(p.Call("odd?"), no), p.Else(yes), p.End()),
				isOddLabel,
			},
			[]int{0, 2, 2, 4},
			[]bool{false, true, false, true},
		},
		"a definition nobody calls": {
			[]statement{yes, p.Def("spare", plus("+1", 1), yes)}, []int{0, 1, 2, 3}, nil,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			program := compile(t, test.statements...)
			items := numbers(0, 1, 2, 3)
			outcomes := run(t, program.NewRunner(), items)
			if diff := cmp.Diff(test.want, values(items)); diff != "" {
				t.Errorf("items (-want +got):\n%s", diff)
			}
			for i, outcome := range outcomes {
				if want := test.returns == nil || test.returns[i]; outcome.Success != want || outcome.Exception != nil {
					t.Errorf("item %d: got %+v, want %t", i, outcome, want)
				}
			}
			if t.Failed() {
				t.Log("\n" + program.Text(nil))
			}
		})
	}
}
