package main

import (
	"context"
	"fmt"
	"text/tabwriter"
	"time"

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
	server.DatabaseOptions
	First int `default:"20" placeholder:"N" help:"How many; by default ${default}."`
}

func (c *jobList) Run(s *session) error {
	return s.withApp(c.DatabaseOptions, func(ctx context.Context, app *server.App) error {
		page, err := app.Jobs.List(ctx, job.Query{First: c.First})
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
	server.DatabaseOptions
	ID int64 `arg:"" name:"id" help:"The job's number."`
}

func (c *jobShow) Run(s *session) error {
	return s.withApp(c.DatabaseOptions, func(ctx context.Context, app *server.App) error {
		j, err := app.Jobs.Get(ctx, c.ID)
		if err != nil {
			return err
		}
		return s.showJob(ctx, app, j)
	})
}

type jobCancel struct {
	server.DatabaseOptions
	ID int64 `arg:"" name:"id" help:"The job's number."`
}

func (c *jobCancel) Run(s *session) error {
	return s.withApp(c.DatabaseOptions, func(ctx context.Context, app *server.App) error {
		j, err := app.Jobs.Cancel(ctx, c.ID)
		if err != nil {
			return err
		}
		return s.showJob(ctx, app, j)
	})
}

// jobView is a job as scripts get it.
type jobView struct {
	ID          int64          `json:"id"`
	Name        string         `json:"name"`
	Source      string         `json:"source"`
	State       model.JobState `json:"state"`
	ItemsDone   int64          `json:"itemsDone"`
	ItemsFailed int64          `json:"itemsFailed"`
	TotalItems  *int64         `json:"totalItems"`
	Error       *string        `json:"error"`
	CreatedAt   time.Time      `json:"createdAt"`
	FinishedAt  *time.Time     `json:"finishedAt"`
}

func viewJobs(ctx context.Context, app *server.App, jobs ...*model.Job) ([]jobView, error) {
	ids := make([]int64, len(jobs))
	for i, j := range jobs {
		ids[i] = j.ID
	}
	progress, err := app.Jobs.Progress(ctx, ids...)
	if err != nil {
		return nil, err
	}
	views := make([]jobView, len(jobs))
	for i, j := range jobs {
		views[i] = jobView{
			ID: j.ID, Name: j.Name, Source: j.Source, State: j.State, TotalItems: j.TotalItems,
			Error: j.Error, CreatedAt: j.CreatedAt, FinishedAt: j.FinishedAt,
		}
		if p := progress[j.ID]; p != nil {
			views[i].ItemsDone, views[i].ItemsFailed = p.ItemsDone, p.ItemsFailed
		}
	}
	return views, nil
}

func (s *session) showJob(ctx context.Context, app *server.App, j *model.Job) error {
	views, err := viewJobs(ctx, app, j)
	if err != nil {
		return err
	}
	return s.show(views[0], func() error { return s.listJobs(views) })
}

func (s *session) listJobs(views []jobView) error {
	table := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	if _, err := fmt.Fprintln(table, "JOB\tSTATE\tITEMS\tFAILED\tCREATED\tNAME"); err != nil {
		return err
	}
	for _, v := range views {
		items := fmt.Sprint(v.ItemsDone)
		if v.TotalItems != nil {
			items += fmt.Sprintf("/%d", *v.TotalItems)
		}
		_, err := fmt.Fprintf(table, "%d\t%s\t%s\t%d\t%s\t%s\n", v.ID, v.State, items, v.ItemsFailed, day(&v.CreatedAt), v.Name)
		if err != nil {
			return err
		}
	}
	return table.Flush()
}

// withJobs is withApp for a command that may also work on jobs.
func (s *session) withJobs(opts server.DatabaseOptions, work server.WorkOptions, wait bool, fn func(context.Context, *server.App) error) error {
	return s.open(server.AppOptions{DatabaseOptions: opts, WorkOptions: work, Work: wait}, fn)
}

// follow waits until a job has ended, if that is wanted. A job that did not
// finish is an error.
func (s *session) follow(ctx context.Context, app *server.App, wait bool, id *int64) error {
	if !wait || id == nil {
		return nil
	}
	changes, err := app.Jobs.Watch(ctx, *id)
	if err != nil {
		return err
	}
	for progress := range changes {
		switch {
		case progress.State == model.JobFinished:
			return nil
		case progress.State.Ended():
			return fmt.Errorf("job %d has %s; see: sluice job show %d", *id, progress.State, *id)
		}
	}
	return fmt.Errorf("waiting for job %d: %w", *id, context.Cause(ctx))
}
