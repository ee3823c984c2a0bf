package dag

import "context"

// Bulk counts what a Bulk node has worked on. Items includes Failures, those the
// node said no to, and Exceptions, those it has set aside for a person.
type Bulk struct {
	Items, Failures, Exceptions int64
}

// visitBulk lets a node work on what each of its items stands for.
func (r *Runner[T]) visitBulk(ctx context.Context, n *node[T], came itemSet) error {
	copy(r.yes, came)
	clear(r.no)
	for i := came.next(0); i >= 0; i = came.next(i + 1) {
		if err := ctx.Err(); err != nil {
			return &RunError{Node: n.name, Err: err}
		}
		var did Bulk
		err := caught(func() (err error) {
			did, err = n.bulk(ctx, r.items[i])
			return err
		})
		if err != nil {
			if cause := abortedBy(err); cause != nil {
				err = cause
			}
			return &RunError{Node: n.name, Err: err}
		}
		c := &r.counts[n.id]
		c.items += did.Items
		c.successes += did.Items - did.Failures - did.Exceptions
		c.failures += did.Failures
		c.exceptions += did.Exceptions
	}
	return nil
}
