package dag

import (
	"errors"
	"fmt"
	"runtime/debug"
)

// The reasons the runner gives where a node gives none.
const (
	ReasonError = "error" // the node returned an error other than Undecidable
	ReasonPanic = "panic" // the node panicked
)

// Exception says why an item was taken out of the flow and has to wait for a
// person.
type Exception struct {
	Node    string `json:"node"`
	Reason  string `json:"reason"`            // few different ones, so that people can group by it
	Details any    `json:"details,omitempty"` // encodes as JSON
	Err     error  `json:"-"`                 // the node's error or *PanicError, for logs; nil if undecidable
}

// Undecidable returns the error by which a node says that a program can't
// decide an item and a person has to. Reason is a short text that many items may
// share; details encode as JSON.
func Undecidable(reason string, details any) error {
	return &Exception{Reason: reason, Details: details}
}

// Error implements error.
func (e *Exception) Error() string {
	text := e.Reason
	if e.Node != "" {
		text = fmt.Sprintf("node %q: %s", e.Node, e.Reason)
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// Unwrap returns the cause, if there is one.
func (e *Exception) Unwrap() error { return e.Err }

// PanicError is a panic of a node, as an error.
type PanicError struct {
	Value any
	Stack []byte
}

// Error implements error. It leaves the stack out.
func (e *PanicError) Error() string { return fmt.Sprintf("panic: %v", e.Value) }

// newPanicError must be called while the panic unwinds the stack.
func newPanicError(value any) *PanicError {
	return &PanicError{Value: value, Stack: debug.Stack()}
}

// exceptionOf makes the exception of an item from what a node returned for it.
// An exception made by Undecidable may be shared by items and goroutines, so it
// is copied.
func exceptionOf(node string, err error) *Exception {
	var undecided *Exception
	if errors.As(err, &undecided) {
		c := *undecided
		c.Node = node
		return &c
	}
	var panicked *PanicError
	if errors.As(err, &panicked) {
		return &Exception{Node: node, Reason: ReasonPanic, Err: err}
	}
	return &Exception{Node: node, Reason: ReasonError, Err: err}
}
