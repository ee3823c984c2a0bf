package operation

import (
	"context"

	"github.com/sluicehq/sluice/auth"
)

// The last words of the permissions that Service checks; see Permission.
const (
	ToView   = "view"
	ToCreate = "create"
	ToRun    = "run" // start, claim, finish, run again
	ToCancel = "cancel"
)

// Permission returns the permission to do something with the operations of a
// type: "operation.new-blogpost-email.run".
func Permission(kind, to string) string { return "operation." + kind + "." + to }

// scope is which types a viewer has a permission for, in the form that
// statements take.
type scope struct {
	every bool
	types []string
}

// scopeOf returns the types that the viewer may do something with. Errors:
// UNAUTHENTICATED, FORBIDDEN if there is none.
func scopeOf(ctx context.Context, to string) (scope, error) {
	types, every := auth.ViewerFrom(ctx).Words(func(word string) string { return Permission(word, to) })
	if !every && len(types) == 0 {
		return scope{}, auth.Require(ctx, Permission("*", to))
	}
	return scope{every, types}, nil
}

// RequireView returns an error unless the viewer may see operations of some type.
// Errors: UNAUTHENTICATED, FORBIDDEN.
func RequireView(ctx context.Context) error {
	_, err := scopeOf(ctx, ToView)
	return err
}
