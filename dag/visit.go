package dag

import (
	"context"
	"errors"
	"fmt"
)

// visit lets a node work on the items waiting at it, and leaves its decisions in
// yes and no; an item in neither has left the flow.
func (r *Runner[T]) visit(ctx context.Context, n *node[T], came itemSet, count int) error {
	r.current.Store(int64(n.id))
	tap := r.taps[n.id]
	if tap != nil {
		tap.before(r.items, came)
	}
	var err error
	switch n.kind {
	case KindCall:
		err = r.call(ctx, n, came, count)
	case KindSet:
		err = r.visitSet(ctx, n, came)
	case KindBulk:
		err = r.visitBulk(ctx, n, came)
	default:
		err = r.visitItems(ctx, n, came)
	}
	if err != nil {
		return err
	}
	if tap != nil {
		tap.after(r.items, r.yes, r.outcomes)
	}
	if n.kind != KindBulk {
		r.count(n, count)
	}
	r.lap(n)
	return nil
}

// count adds what a node decided to its figures.
func (r *Runner[T]) count(n *node[T], came int) {
	c := &r.counts[n.id]
	yes, no := r.yes.count(), r.no.count()
	c.items += int64(came)
	c.successes += int64(yes)
	c.failures += int64(no)
	if n.kind != KindCall {
		c.exceptions += int64(came - yes - no)
	}
}

// call runs a subprogram. The time it takes belongs to its nodes.
func (r *Runner[T]) call(ctx context.Context, n *node[T], came itemSet, count int) error {
	r.lap(n)
	f := &r.frames[n.callee]
	f.deliver(r.program.subprograms[n.callee].entry, came, count)
	if err := r.runSubprogram(ctx, n.callee); err != nil {
		return err
	}
	copy(r.yes, f.waiting[toTrue])
	copy(r.no, f.waiting[toFalse])
	f.release(toTrue)
	f.release(toFalse)
	return nil
}

func (r *Runner[T]) visitItems(ctx context.Context, n *node[T], came itemSet) (err error) {
	clear(r.yes)
	clear(r.no)
	for i := came.next(0); i >= 0 && err == nil; {
		i, err = r.visitFrom(ctx, n, came, i)
	}
	return err
}

// visitFrom lets a node work on its items from position i on. If the node
// panics, that item is taken out of the flow, and visitFrom returns the position
// of the next one; otherwise -1.
func (r *Runner[T]) visitFrom(ctx context.Context, n *node[T], came itemSet, i int) (next int, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = r.takeOut(ctx, n, i, newPanicError(v))
			next = came.next(i + 1)
		}
	}()
	done := ctx.Done()
	for ; i >= 0; i = came.next(i + 1) {
		select {
		case <-done:
			return i, &RunError{Node: n.name, Err: ctx.Err()}
		default:
		}
		ok, err := n.do(ctx, r.items[i])
		switch {
		case err != nil:
			if err := r.takeOut(ctx, n, i, err); err != nil {
				return i, err
			}
		case ok:
			r.yes.add(i)
		default:
			r.no.add(i)
		}
	}
	return -1, nil
}

func (r *Runner[T]) visitSet(ctx context.Context, n *node[T], came itemSet) error {
	if err := ctx.Err(); err != nil {
		return &RunError{Node: n.name, Err: err}
	}
	copy(r.yes, came)
	clear(r.no)
	r.set = r.set[:0]
	for i := came.next(0); i >= 0; i = came.next(i + 1) {
		r.set = append(r.set, r.items[i])
	}
	if err := caught(func() error { return n.doAll(ctx, r.set) }); err != nil {
		return r.takeOutOfSet(ctx, n, came, err)
	}
	return nil
}

// caught calls fn; a panic becomes an error.
func caught(fn func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = newPanicError(v)
		}
	}()
	return fn()
}

// takeOutOfSet deals with the error of a set-based node.
func (r *Runner[T]) takeOutOfSet(ctx context.Context, n *node[T], came itemSet, err error) error {
	var failed *itemErrors
	if !errors.As(err, &failed) {
		if ended := ctx.Err(); ended != nil {
			return &RunError{Node: n.name, Err: ended}
		}
		if cause := abortedBy(err); cause != nil {
			err = cause
		}
		return &RunError{Node: n.name, Err: err}
	}
	position, found := 0, 0
	for i := came.next(0); i >= 0; i = came.next(i + 1) {
		if err := failed.byPosition[position]; err != nil {
			found++
			r.yes.remove(i)
			if err := r.takeOut(ctx, n, i, err); err != nil {
				return err
			}
		}
		position++
	}
	if found < len(failed.byPosition) {
		err := fmt.Errorf("an item error has a position outside of the %d items", position)
		return &RunError{Node: n.name, Err: err}
	}
	return nil
}

// takeOut makes an exception of the item at position i, unless the error is not
// the item's fault: then the run must end with the error returned.
func (r *Runner[T]) takeOut(ctx context.Context, n *node[T], i int, err error) error {
	if ended := ctx.Err(); ended != nil {
		return &RunError{Node: n.name, Err: ended}
	}
	if cause := abortedBy(err); cause != nil {
		return &RunError{Node: n.name, Err: cause}
	}
	r.outcomes[i].Exception = exceptionOf(n.name, err)
	return nil
}
