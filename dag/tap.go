package dag

import "fmt"

// Tap records items that pass a node, for debugging.
type Tap[T any] struct {
	limit   int
	copy    func(*T) T
	records []TapRecord[T]
	open    int // records before this one are complete
}

// TapRecord is an item that passed a tapped node.
type TapRecord[T any] struct {
	Position  int // in the chunk
	Before    T   // as it reached the node
	After     T   // as it left it
	Success   bool
	Exception *Exception // why the node took the item out of the flow; of a call, why the subprogram did
}

// Tap makes the runner record the first items, up to limit, that pass the named
// node, over all runs to come. An item with pointers in it needs a copy function
// that follows them; nil copies by value. The node has one tap: a later one
// replaces it. There is an error if the program has no such node.
func (r *Runner[T]) Tap(node string, limit int, copyItem func(*T) T) (*Tap[T], error) {
	n, found := r.program.find(node)
	if !found {
		return nil, fmt.Errorf("tapping node %q: program %q has no such node", node, r.program.name)
	}
	if copyItem == nil {
		copyItem = func(item *T) T { return *item }
	}
	tap := &Tap[T]{limit: limit, copy: copyItem}
	r.taps[n.id] = tap
	return tap, nil
}

// Records returns what was recorded, in the order of passing. Items of a run that
// returned an error may be among them.
func (t *Tap[T]) Records() []TapRecord[T] { return t.records[:t.open] }

// before records items as they reach the node.
func (t *Tap[T]) before(items []*T, came itemSet) {
	t.records = t.records[:t.open]
	for i := came.next(0); i >= 0 && len(t.records) < t.limit; i = came.next(i + 1) {
		t.records = append(t.records, TapRecord[T]{Position: i, Before: t.copy(items[i])})
	}
}

// after completes the records of the items that just reached the node.
func (t *Tap[T]) after(items []*T, yes itemSet, outcomes []Outcome) {
	for ; t.open < len(t.records); t.open++ {
		record := &t.records[t.open]
		record.After = t.copy(items[record.Position])
		record.Success = yes.has(record.Position)
		record.Exception = outcomes[record.Position].Exception
	}
}
