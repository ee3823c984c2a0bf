package dag

import (
	"errors"
	"fmt"
)

// RunError ends a whole run. It names the node that was at work.
type RunError struct {
	Node string
	Err  error
}

// Error implements error.
func (e *RunError) Error() string { return fmt.Sprintf("node %q: %v", e.Node, e.Err) }

// Unwrap returns the cause: for a run that was stopped, the context's error.
func (e *RunError) Unwrap() error { return e.Err }

// Abort returns the error by which a node ends the whole run, because the
// fault is not the item's: the database is gone, say.
func Abort(err error) error { return &aborted{err} }

type aborted struct{ error }

func (a *aborted) Unwrap() error { return a.error }

// abortedBy returns the cause of an Abort in err's chain, or nil.
func abortedBy(err error) error {
	var a *aborted
	if errors.As(err, &a) {
		return a.error
	}
	return nil
}
