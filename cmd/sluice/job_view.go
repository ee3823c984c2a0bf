package main

import (
	"context"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/server"
	"github.com/sluicehq/sluice/words"
)

// jobView is a job as scripts get it.
type jobView struct {
	ID          int64          `json:"id"`
	Application string         `json:"application"`
	Name        string         `json:"name"`
	Source      string         `json:"source"`
	State       model.JobState `json:"state"`
	ItemsDone   int64          `json:"itemsDone"` // includes itemsFailed
	ItemsFailed int64          `json:"itemsFailed"`
	TotalItems  *int64         `json:"totalItems"` // null until the job is planned
	ItemsPerSec *float64       `json:"itemsPerSec"`
	SecondsLeft *float64       `json:"secondsLeft"`
	Error       *string        `json:"error"`
	CreatedAt   time.Time      `json:"createdAt"`
	FinishedAt  *time.Time     `json:"finishedAt"`

	progress *model.JobProgress
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
		p := progress[j.ID]
		if p == nil { // deleted at this moment
			p = &model.JobProgress{}
		}
		views[i] = jobView{
			ID: j.ID, Application: j.Application, Name: j.Name, Source: j.Source, State: j.State,
			ItemsDone: p.ItemsDone, ItemsFailed: p.ItemsFailed, TotalItems: p.TotalItems,
			ItemsPerSec: p.ItemsPerSec, SecondsLeft: p.SecondsLeft,
			Error: j.Error, CreatedAt: j.CreatedAt, FinishedAt: j.FinishedAt, progress: p,
		}
	}
	return views, nil
}

func (s *session) showJob(ctx context.Context, app *server.App, j *model.Job) error {
	views, err := viewJobs(ctx, app, j)
	if err != nil {
		return err
	}
	view := views[0]
	return s.show(view, func() error {
		text := fmt.Sprintf("Job %d, %s: %s\n  %s\n", view.ID, view.Name, view.State, progressLine(view.progress))
		if view.Error != nil {
			text += "  " + *view.Error + "\n"
		}
		_, err := fmt.Fprint(s.out, text)
		return err
	})
}

// listJobs shows jobs to people.
func (s *session) listJobs(views []jobView) error {
	table := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	if _, err := fmt.Fprintln(table, "JOB\tSTATE\tITEMS\tFAILED\tCREATED\tNAME"); err != nil {
		return err
	}
	for _, v := range views {
		items := words.Thousands(v.ItemsDone)
		if v.TotalItems != nil {
			items += " of " + words.Thousands(*v.TotalItems)
		}
		_, err := fmt.Fprintf(table, "%d\t%s\t%s\t%s\t%s\t%s\n",
			v.ID, v.State, items, words.Thousands(v.ItemsFailed), day(&v.CreatedAt), v.Name)
		if err != nil {
			return err
		}
	}
	return table.Flush()
}
