package main

import (
	"context"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/server"
)

type jobCommand struct {
	Create     jobCreate     `cmd:"" help:"Make a job. Nothing is processed before it is started."`
	Try        jobTry        `cmd:"" help:"Show what a job would do with a sample of its items, and roll it back."`
	Start      jobStart      `cmd:"" help:"Start a job. With --wait, the exit status is 3 if items failed or were stored away."`
	Pause      jobPause      `cmd:"" help:"Hold a job up at the next chunk boundary."`
	Resume     jobResume     `cmd:"" help:"Let a job go on that was paused, canceled or failed. What is done stays done."`
	Cancel     jobCancel     `cmd:"" help:"Stop a job at the next chunk boundary. What is done stays done."`
	Update     jobUpdate     `cmd:"" help:"Change a job, also while it runs."`
	Show       jobShow       `cmd:"" help:"Show how far a job has come."`
	List       jobList       `cmd:"" help:"Show the newest jobs."`
	Chunks     jobChunks     `cmd:"" help:"Show a job's chunks."`
	Process    jobProcess    `cmd:"" help:"Process some chunks that are not done, or the exceptions that were accepted or corrected."`
	Retry      jobRetry      `cmd:"" help:"Try failed chunks again."`
	Reprocess  jobReprocess  `cmd:"" help:"Process chunks again that are done: what they made is replaced."`
	Exceptions jobExceptions `cmd:"" help:"Show or export the items that were stored away."`
	Resolve    jobResolve    `cmd:"" help:"Decide about items that were stored away."`
	Statistics jobStatistics `cmd:"" help:"Show the figures of a job's program, node by node."`
	Delete     jobDelete     `cmd:"" help:"Delete a job that does not run, with all it made."`
}

// onJob are the settings of commands for one job.
type onJob struct {
	acting
	ID int64 `arg:"" name:"id" help:"The job's number."`
}

// change does something with the job and shows it.
func (c *onJob) change(s *session, do func(context.Context, *server.App) (*model.Job, error)) error {
	return s.act(c.acting, server.AppOptions{}, func(ctx context.Context, app *server.App) error {
		j, err := do(ctx, app)
		if err != nil {
			return err
		}
		return s.showJob(ctx, app, j)
	})
}

type jobShow struct{ onJob }

func (c *jobShow) Run(s *session) error {
	return c.change(s, func(ctx context.Context, app *server.App) (*model.Job, error) {
		return app.Jobs.Get(ctx, c.ID)
	})
}

type jobList struct {
	acting
	Application string   `placeholder:"NAME" help:"Only jobs of this application, such as packsize."`
	Search      string   `placeholder:"WORDS" help:"Only jobs with these words in number, name or description."`
	State       []string `enum:"created,running,paused,canceling,finished,failed,canceled" placeholder:"STATE" help:"Only jobs in this state: created, running, paused, canceling, finished, failed or canceled; can be repeated."`
	First       int      `default:"20" placeholder:"N" help:"How many; by default ${default}."`
}

func (c *jobList) Run(s *session) error {
	return s.act(c.acting, server.AppOptions{}, func(ctx context.Context, app *server.App) error {
		page, err := app.Jobs.List(ctx, job.Query{First: c.First, Where: c.where()})
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

func (c *jobList) where() *job.Filter {
	where := &job.Filter{}
	if c.Application != "" {
		where.Application = &filter.String{Eq: &c.Application}
	}
	if c.Search != "" {
		where.Search = &c.Search
	}
	for _, state := range c.State {
		where.State = append(where.State, model.JobState(state))
	}
	return where
}
