package auth

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/sluicehq/sluice/model"
)

// Viewer is who is asking. It does not change once it has been made.
type Viewer struct {
	UserID      int64 // 0: a guest, or Sluice itself
	Login       string
	Name        string
	permissions []string
}

// NewViewer returns the viewer for a user who has been granted permissions.
func NewViewer(userID int64, login, name string, permissions ...string) *Viewer {
	return &Viewer{UserID: userID, Login: login, Name: name, permissions: permissions}
}

var (
	guest  = NewViewer(0, "", "Guest")
	system = NewViewer(0, "", "Sluice", Admin)
)

// System returns the viewer for work that Sluice does by itself or that the
// operator asks for on the command line. It may do everything.
func System() *Viewer { return system }

// Can reports whether the viewer has the permission, itself or through a
// wildcard or Admin.
func (v *Viewer) Can(permission string) bool {
	return slices.ContainsFunc(v.permissions, func(granted string) bool {
		return covers(granted, permission)
	})
}

// Words returns the words for which the viewer has the permission that form
// makes of a word; every reports that any word is one.
func (v *Viewer) Words(form func(word string) string) (words []string, every bool) {
	if v.Can(form("*")) {
		return nil, true
	}
	for _, granted := range v.permissions {
		for word := range strings.SplitSeq(granted, ".") {
			if v.Can(form(word)) && !slices.Contains(words, word) {
				words = append(words, word)
			}
		}
	}
	slices.Sort(words)
	return words, false
}

// Permissions returns what has been granted to the viewer, wildcards as they
// are, in alphabetical order.
func (v *Viewer) Permissions() []string {
	return slices.Sorted(slices.Values(v.permissions))
}

// ID returns the user's id for columns such as created_by: nil unless a user
// has signed in.
func (v *Viewer) ID() *int64 {
	if v.UserID == 0 {
		return nil
	}
	id := v.UserID
	return &id
}

type viewerKey struct{}

// WithViewer returns a context in which v is who is asking.
func WithViewer(ctx context.Context, v *Viewer) context.Context {
	return context.WithValue(ctx, viewerKey{}, v)
}

// ViewerFrom returns who is asking: a guest without permissions if nobody said
// who. It never returns nil.
func ViewerFrom(ctx context.Context) *Viewer {
	if v, ok := ctx.Value(viewerKey{}).(*Viewer); ok && v != nil {
		return v
	}
	return guest
}

// Require returns nil if the viewer has the permission, UNAUTHENTICATED if
// nobody has signed in, and FORBIDDEN otherwise.
func Require(ctx context.Context, permission string) error {
	v := ViewerFrom(ctx)
	switch {
	case v.Can(permission):
		return nil
	case v.UserID == 0:
		return RequireSignedIn(ctx)
	default:
		return &model.Error{
			Code:    model.CodeForbidden,
			Message: fmt.Sprintf("You need the permission %q for this. Ask an administrator for it.", permission),
		}
	}
}

// RequireSignedIn returns UNAUTHENTICATED unless a user has signed in.
func RequireSignedIn(ctx context.Context) error {
	if ViewerFrom(ctx).UserID == 0 {
		return &model.Error{Code: model.CodeUnauthenticated, Message: "Sign in first."}
	}
	return nil
}
