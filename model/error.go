package model

import (
	"errors"
	"fmt"
)

// Code classifies an error for clients. It is what GraphQL answers in
// extensions.code.
type Code string

// The codes a client can meet.
const (
	CodeInvalid         Code = "INVALID"         // the input breaks a rule
	CodeNotFound        Code = "NOT_FOUND"       // no such object, or not visible to the viewer
	CodeConflict        Code = "CONFLICT"        // the object's state or version does not allow it
	CodeForbidden       Code = "FORBIDDEN"       // signed in, but not permitted
	CodeUnauthenticated Code = "UNAUTHENTICATED" // not signed in
	CodeLimit           Code = "LIMIT"           // too large, too deep, too slow or too many
	CodeInternal        Code = "INTERNAL"        // our fault; details are in the log
)

// Error is an error meant for the person or script that made the request.
// Message says what is wrong and what to do about it; it never holds SQL,
// secrets or unbounded input. Field names the offending input field, if one is
// to blame, as a dotted path ("input.parameters.percent").
type Error struct {
	Code    Code
	Message string
	Field   string
}

// Error implements error.
func (e *Error) Error() string {
	if e.Field == "" {
		return fmt.Sprintf("%s: %s", e.Code, e.Message)
	}
	return fmt.Sprintf("%s (%s): %s", e.Code, e.Field, e.Message)
}

// At returns a copy of e that blames the given input field.
func (e *Error) At(field string) *Error {
	c := *e
	c.Field = field
	return &c
}

// Invalid returns a CodeInvalid error that blames field (which may be empty).
func Invalid(field, format string, args ...any) *Error {
	return &Error{Code: CodeInvalid, Message: fmt.Sprintf(format, args...), Field: field}
}

// NotFound returns a CodeNotFound error for a kind of object, e.g. "batch".
func NotFound(kind string) *Error {
	return &Error{Code: CodeNotFound, Message: fmt.Sprintf("There is no such %s.", kind)}
}

// Conflict returns a CodeConflict error.
func Conflict(format string, args ...any) *Error {
	return &Error{Code: CodeConflict, Message: fmt.Sprintf(format, args...)}
}

// Limit returns a CodeLimit error.
func Limit(format string, args ...any) *Error {
	return &Error{Code: CodeLimit, Message: fmt.Sprintf(format, args...)}
}

// CodeOf returns the code of the first Error in err's chain, CodeInternal for
// any other non-nil error, and "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return CodeInternal
}
