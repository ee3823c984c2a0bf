package main

import (
	"context"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/server"
)

// acting are the settings of commands that do what users can do, too.
type acting struct {
	server.DatabaseOptions
	server.ReviewOptions
	User string `placeholder:"LOGIN" help:"Act in this user's place, with the user's permissions. By default a command may do everything."`
}

// act calls fn with the domain, opened for the time of the call, and a context
// for whom the command acts.
func (s *session) act(a acting, opts server.AppOptions, fn func(context.Context, *server.App) error) error {
	opts.DatabaseOptions, opts.ReviewOptions = a.DatabaseOptions, a.ReviewOptions
	return s.open(opts, func(ctx context.Context, app *server.App) error {
		if a.User == "" {
			return fn(ctx, app)
		}
		viewer, err := app.Accounts.ViewerByLogin(ctx, a.User)
		if err != nil {
			return err
		}
		return fn(auth.WithViewer(ctx, viewer), app)
	})
}
