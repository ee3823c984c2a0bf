package main

import (
	"context"
	"errors"

	"github.com/sluicehq/sluice/server"
)

type jobDelete struct {
	onJob
	Yes bool `short:"y" help:"Do not ask."`
}

func (c *jobDelete) Run(s *session) error {
	return s.act(c.acting, server.AppOptions{}, func(ctx context.Context, app *server.App) error {
		j, err := app.Jobs.Get(ctx, c.ID)
		if err != nil {
			return err
		}
		if !c.Yes {
			sure, err := s.ask("Delete job %d, %s, with all it made?", j.ID, j.Name)
			if err != nil {
				return err
			}
			if !sure {
				return errors.New("nothing was deleted; say yes, or use --yes")
			}
		}
		if err := app.Jobs.DeleteJob(ctx, c.ID); err != nil {
			return err
		}
		return s.say("Deleted job %d, %s.", j.ID, j.Name)
	})
}
