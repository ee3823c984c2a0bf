package main

import (
	"context"
	"errors"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/server"
)

// someChunks are the settings of commands that process chunks of a job, behind
// which the job pauses.
type someChunks struct {
	onJob
	chunkFlags
	waiting
}

func (c *someChunks) run(s *session, do func(context.Context, *server.App) (*model.Job, error)) error {
	return s.act(c.acting, c.options(), func(ctx context.Context, app *server.App) error {
		j, err := do(ctx, app)
		if err != nil {
			return err
		}
		return s.showJobAfter(ctx, app, j, c.finishSome(ctx, s, app, j.ID))
	})
}

type jobProcess struct {
	someChunks
	Exceptions bool `help:"Process the exceptions that were accepted or corrected."`
}

func (c *jobProcess) Run(s *session) error {
	return c.run(s, func(ctx context.Context, app *server.App) (*model.Job, error) {
		if c.Exceptions {
			if !c.whole() {
				return nil, errors.New("say which chunks, or --exceptions")
			}
			return app.Jobs.ProcessExceptions(ctx, c.ID)
		}
		return app.Jobs.ProcessChunks(ctx, c.ID, c.where())
	})
}

type jobRetry struct{ someChunks }

func (c *jobRetry) Run(s *session) error {
	return c.run(s, func(ctx context.Context, app *server.App) (*model.Job, error) {
		return app.Jobs.RetryChunks(ctx, c.ID, c.where())
	})
}

type jobReprocess struct{ someChunks }

func (c *jobReprocess) Run(s *session) error {
	return c.run(s, func(ctx context.Context, app *server.App) (*model.Job, error) {
		return app.Jobs.ReprocessChunks(ctx, c.ID, c.where())
	})
}
