package main

import (
	"context"

	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/server"
)

// runJob are the settings of commands that let a job run.
type runJob struct {
	onJob
	waiting
}

// run does something that lets the job run and shows how it came out.
func (c *runJob) run(s *session, do func(context.Context, *server.App) (*model.Job, error)) error {
	return s.act(c.acting, c.options(), func(ctx context.Context, app *server.App) error {
		j, err := do(ctx, app)
		if err != nil {
			return err
		}
		return s.showJobAfter(ctx, app, j, c.finish(ctx, s, app, &j.ID))
	})
}

type jobStart struct{ runJob }

func (c *jobStart) Run(s *session) error {
	return c.run(s, func(ctx context.Context, app *server.App) (*model.Job, error) { return app.Jobs.StartJob(ctx, c.ID) })
}

type jobResume struct{ runJob }

func (c *jobResume) Run(s *session) error {
	return c.run(s, func(ctx context.Context, app *server.App) (*model.Job, error) { return app.Jobs.ResumeJob(ctx, c.ID) })
}

type jobPause struct{ onJob }

func (c *jobPause) Run(s *session) error {
	return c.change(s, func(ctx context.Context, app *server.App) (*model.Job, error) { return app.Jobs.PauseJob(ctx, c.ID) })
}

type jobCancel struct{ onJob }

func (c *jobCancel) Run(s *session) error {
	return c.change(s, func(ctx context.Context, app *server.App) (*model.Job, error) { return app.Jobs.CancelJob(ctx, c.ID) })
}

type jobUpdate struct {
	onJob
	Description *string `placeholder:"TEXT" help:"What the job is for."`
	Parallelism *int    `placeholder:"N" help:"How many chunks to process at once."`
	Priority    *int    `placeholder:"N" help:"1 (first) to 4 (last)."`
	Rate        *int    `placeholder:"N" help:"Items per second at most; 0: as many as it can."`
}

func (c *jobUpdate) Run(s *session) error {
	return c.change(s, func(ctx context.Context, app *server.App) (*model.Job, error) {
		return app.Jobs.AdjustJob(ctx, c.ID, job.Adjustment{
			Description: c.Description, Parallelism: c.Parallelism, Priority: c.Priority, Rate: c.Rate,
		})
	})
}
