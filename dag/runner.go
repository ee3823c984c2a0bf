package dag

import (
	"context"
	"sync/atomic"
	"time"
)

// Runner runs a program on chunk after chunk of items and counts what happens.
// It reuses its memory. It belongs to one goroutine, but for Current.
type Runner[T any] struct {
	program *Program[T]
	frames  []frame // one for each subprogram
	current atomic.Int64
	now     func() time.Duration // since some fixed moment
	lapped  time.Duration        // when the time was last read

	// The run in hand.
	items    []*T
	outcomes []Outcome
	all      itemSet
	yes, no  itemSet // what the latest node decided
	set      []*T    // the items of a set-based node
	counts   []counts
	totals   []counts // of the runs before
	taps     []*Tap[T]
}

// counts are the figures of a node.
type counts struct {
	items, successes, failures, exceptions int64
	runTime                                time.Duration
}

// NewRunner returns a runner of the program.
func (p *Program[T]) NewRunner() *Runner[T] {
	start := time.Now()
	r := &Runner[T]{
		program: p,
		frames:  make([]frame, len(p.subprograms)),
		now:     func() time.Duration { return time.Since(start) },
		counts:  make([]counts, len(p.nodes)),
		totals:  make([]counts, len(p.nodes)),
		taps:    make([]*Tap[T], len(p.nodes)),
	}
	r.current.Store(noNode)
	return r
}

// Run sends the items through the program and returns their outcomes, by
// position; they are valid until the next Run.
//
// It goes node by node, not item by item: every node gets all items that reach
// it, in their order, before the next node gets any. Nodes change the items in
// place.
//
// An error, always a *RunError, means that the run has stopped half way: the
// context has ended, a set-based node failed, or a node asked for it by Abort.
// The statistics then are as if the run had not been. The context is looked at
// before each item, but a node that never returns keeps Run from returning: see
// Current.
func (r *Runner[T]) Run(ctx context.Context, items []*T) ([]Outcome, error) {
	r.begin(items)
	defer r.end()
	r.frames[0].deliver(r.program.subprograms[0].entry, r.all, len(items))
	if err := r.runSubprogram(ctx, 0); err != nil {
		return nil, err
	}
	succeeded := r.frames[0].waiting[toTrue]
	for i := succeeded.next(0); i >= 0; i = succeeded.next(i + 1) {
		r.outcomes[i].Success = true
	}
	r.commit()
	return r.outcomes, nil
}

// Current returns the name of the node at work, or "" between runs. It may be
// called from any goroutine: so one that watches the time can give a run up,
// leave the runner to it, and say which node did not return.
func (r *Runner[T]) Current() string {
	id := r.current.Load()
	if id == noNode {
		return ""
	}
	return r.program.nodes[id].name
}

func (r *Runner[T]) begin(items []*T) {
	r.items = items
	if cap(r.outcomes) < len(items) {
		r.outcomes = make([]Outcome, len(items))
	}
	r.outcomes = r.outcomes[:len(items)]
	clear(r.outcomes)
	for i, s := range r.program.subprograms {
		r.frames[i].resize(int(firstNode)+len(s.nodes), len(items))
	}
	r.all = resized(r.all, len(items))
	r.all.fill(len(items))
	r.yes = resized(r.yes, len(items))
	r.no = resized(r.no, len(items))
	clear(r.counts)
	r.lapped = r.now()
}

// end lets go of the items, so that they don't outlive the chunk.
func (r *Runner[T]) end() {
	r.current.Store(noNode)
	r.items = nil
	clear(r.set[:cap(r.set)])
}

// runSubprogram moves the items waiting in the frame of a subprogram to its
// ends, or out of the flow.
func (r *Runner[T]) runSubprogram(ctx context.Context, index int) error {
	f := &r.frames[index]
	for i, n := range r.program.subprograms[index].nodes {
		at := firstNode + target(i)
		if f.counts[at] == 0 {
			continue
		}
		if err := r.visit(ctx, n, f.waiting[at], f.counts[at]); err != nil {
			return err
		}
		f.deliver(n.onSuccess, r.yes, r.yes.count())
		f.deliver(n.onFailure, r.no, r.no.count())
		f.release(at)
	}
	return nil
}

// lap adds the time since the last lap to a node.
func (r *Runner[T]) lap(n *node[T]) {
	now := r.now()
	r.counts[n.id].runTime += now - r.lapped
	r.lapped = now
}
