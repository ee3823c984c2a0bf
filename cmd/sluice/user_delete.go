package main

import (
	"context"
	"errors"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/server"
)

type userDelete struct {
	server.DatabaseOptions
	Login string `arg:"" help:"The user."`
	Yes   bool   `short:"y" help:"Do not ask."`
}

func (c *userDelete) Run(s *session) error {
	return s.withApp(c.DatabaseOptions, func(ctx context.Context, app *server.App) error {
		if !c.Yes {
			sure, err := s.ask("Delete the user %s, with all sessions and API tokens? This can't be taken back.", c.Login)
			if err != nil {
				return err
			}
			if !sure {
				return errors.New("nobody was deleted; say yes, or use --yes")
			}
		}
		if _, err := app.Accounts.DeleteUser(ctx, c.Login); err != nil {
			return err
		}
		return s.say("Deleted the user %s. What this user did is now done by: %s", c.Login, auth.DeletedName)
	})
}
