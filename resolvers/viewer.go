package resolvers

import (
	"context"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/graph"
	"github.com/sluicehq/sluice/model"
)

func viewer(v *auth.Viewer) *graph.Viewer {
	return &graph.Viewer{
		ID:          model.NewID("User", v.UserID),
		Login:       v.Login,
		Name:        v.Name,
		Permissions: v.Permissions(),
	}
}

// signIn takes a one-time link's token or a login with its password.
func (r *Resolver) signIn(ctx context.Context, input graph.SignInInput) (*auth.Viewer, error) {
	switch {
	case input.LinkToken != nil:
		return r.Authenticator.SignInWithLink(ctx, *input.LinkToken)
	case input.Login != nil && input.Password != nil:
		return r.Authenticator.SignIn(ctx, *input.Login, *input.Password)
	}
	return nil, model.Invalid("input", "Give login and password, or the token of a sign-in link.")
}
