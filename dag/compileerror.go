package dag

import (
	"errors"
	"fmt"
	"strings"
)

// The rules of the language. Compile's errors wrap them: match with errors.Is.
var (
	ErrDuplicateLabel      = errors.New("the label is defined twice")
	ErrUndefinedLabel      = errors.New("the label is not defined")
	ErrBackwardReference   = errors.New("a call must stand before the definition of its label")
	ErrFallsIntoDefinition = errors.New("the flow runs into the definition that follows")
	ErrNestedDefinition    = errors.New("a definition can't be part of another statement")
	ErrNoReturn            = errors.New("a path has no end: ReturnTrue or ReturnFalse is missing")
	ErrUnreachable         = errors.New("no item can get here")
	ErrMissingEnd          = errors.New("an If has no End")
	ErrTwoElses            = errors.New("an If has two Elses")
	ErrElseIfAfterElse     = errors.New("an ElseIf stands after the Else")
	ErrElseWithoutIf       = errors.New("an ElseIf or Else has no If")
	ErrEndWithoutIf        = errors.New("an End has no If")
	ErrDuplicateName       = errors.New("two nodes have the same name")
	ErrName                = errors.New("a name must not be empty and must be printable, without spaces around it")
	ErrNoFunction          = errors.New("the node has no function")
	ErrConfig              = errors.New("the configuration does not encode as JSON")
)

// CompileError tells where a program breaks which rule.
type CompileError struct {
	Program    string
	Subprogram string // label; "" for the main program
	Node       string // the node, label or statement to blame
	Rule       error  // one of the Err variables
	Detail     string // may be empty
}

// Error implements error.
func (e *CompileError) Error() string {
	var s strings.Builder
	fmt.Fprintf(&s, "program %q: ", e.Program)
	if e.Subprogram != "" {
		fmt.Fprintf(&s, "subprogram %q: ", e.Subprogram)
	}
	fmt.Fprintf(&s, "%s: %v", e.Node, e.Rule)
	if e.Detail != "" {
		fmt.Fprintf(&s, " (%s)", e.Detail)
	}
	return s.String()
}

// Unwrap returns the broken rule.
func (e *CompileError) Unwrap() error { return e.Rule }
