package dag

import "context"

// Kind tells what a node of a program or a graph does.
type Kind string

// The kinds of nodes. The last three appear in graphs only.
const (
	KindRule       Kind = "rule"
	KindBranch     Kind = "branch"
	KindBranchRule Kind = "branchRule"
	KindSet        Kind = "set"
	KindBulk       Kind = "bulk"
	KindCall       Kind = "call"
	KindStart      Kind = "start"
	KindSuccess    Kind = "success"
	KindFailure    Kind = "failure"
)

// String returns the kind in words.
func (k Kind) String() string {
	if k == KindBranchRule {
		return "branch rule"
	}
	return string(k)
}

// decides tells whether the nodes of this kind answer yes or no.
func (k Kind) decides() bool {
	return k == KindBranch || k == KindBranchRule || k == KindCall
}

// counts tells whether the nodes of this kind have statistics.
func (k Kind) counts() bool {
	return k.decides() || k == KindRule || k == KindSet || k == KindBulk
}

type node[T any] struct {
	kind  Kind
	name  string
	doc   string
	label string // of the subprogram a call goes to
	do    func(context.Context, *T) (bool, error)
	doAll func(context.Context, []*T) error
	bulk  func(context.Context, *T) (Bulk, error)

	// What the compiler adds.
	id        int // position in the program, over all subprograms
	callee    int // of a call: position of the subprogram
	onSuccess target
	onFailure target
}

// target is where an item goes next within its subprogram: to an end, or to the
// node at target-firstNode.
type target int

const (
	toTrue target = iota
	toFalse
	firstNode
)
