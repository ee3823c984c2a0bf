package main

import (
	"context"

	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/server"
)

type jobCommand struct {
	List   jobList   `cmd:"" help:"Show the newest jobs."`
	Show   jobShow   `cmd:"" help:"Show how far a job has come."`
	Cancel jobCancel `cmd:"" help:"Stop a job. What is done stays done."`
}

type jobList struct {
	acting
	State []string `enum:"running,canceling,finished,failed,canceled" placeholder:"STATE" help:"Only jobs in this state: running, canceling, finished, failed or canceled; can be repeated."`
	First int      `default:"20" placeholder:"N" help:"How many; by default ${default}."`
}

func (c *jobList) Run(s *session) error {
	return s.act(c.acting, server.AppOptions{}, func(ctx context.Context, app *server.App) error {
		query := job.Query{First: c.First}
		if c.State != nil {
			query.Where = &job.Filter{}
		}
		for _, state := range c.State {
			query.Where.State = append(query.Where.State, model.JobState(state))
		}
		page, err := app.Jobs.List(ctx, query)
		if err != nil {
			return err
		}
		views, err := viewJobs(ctx, app, page.Nodes()...)
		if err != nil {
			return err
		}
		return s.show(views, func() error { return s.listJobs(views) })
	})
}

type jobShow struct {
	acting
	ID int64 `arg:"" name:"id" help:"The job's number."`
}

func (c *jobShow) Run(s *session) error {
	return s.act(c.acting, server.AppOptions{}, func(ctx context.Context, app *server.App) error {
		j, err := app.Jobs.Get(ctx, c.ID)
		if err != nil {
			return err
		}
		return s.showJob(ctx, app, j)
	})
}

type jobCancel struct {
	acting
	ID int64 `arg:"" name:"id" help:"The job's number."`
}

func (c *jobCancel) Run(s *session) error {
	return s.act(c.acting, server.AppOptions{}, func(ctx context.Context, app *server.App) error {
		j, err := app.Jobs.CancelJob(ctx, c.ID)
		if err != nil {
			return err
		}
		return s.showJob(ctx, app, j)
	})
}
