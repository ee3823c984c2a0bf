package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/server"
	"github.com/sluicehq/sluice/words"
)

// jobView is a job as scripts get it.
type jobView struct {
	ID           int64           `json:"id"`
	Application  string          `json:"application"`
	Name         string          `json:"name"`
	Description  string          `json:"description"`
	Source       string          `json:"source"`
	Parameters   json.RawMessage `json:"parameters"`
	Partitioning string          `json:"partitioning"`
	Parallelism  int             `json:"parallelism"`
	Priority     int             `json:"priority"`
	Rate         *int            `json:"rate"` // items per second at most; null: as many as it can
	State        model.JobState  `json:"state"`
	Summary      string          `json:"summary"`
	Program      string          `json:"program"`   // its hash, or empty
	ItemsDone    int64           `json:"itemsDone"` // includes itemsFailed and exceptions
	ItemsFailed  int64           `json:"itemsFailed"`
	Exceptions   int64           `json:"exceptions"`     // stored away
	Open         int64           `json:"exceptionsOpen"` // nobody has decided about them
	TotalItems   *int64          `json:"totalItems"`     // null until the job is planned
	ChunksDone   int64           `json:"chunksDone"`
	ChunksFailed int64           `json:"chunksFailed"`
	TotalChunks  *int64          `json:"totalChunks"`
	ItemsPerSec  *float64        `json:"itemsPerSec"`
	SecondsLeft  *float64        `json:"secondsLeft"`
	Error        *string         `json:"error"`
	CreatedAt    time.Time       `json:"createdAt"`
	StartedAt    *time.Time      `json:"startedAt"`
	FinishedAt   *time.Time      `json:"finishedAt"`

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
			ID: j.ID, Application: j.Application, Name: j.Name, Description: j.Description, Source: j.Source,
			Parameters: j.Parameters, Partitioning: j.Partitioning, Parallelism: j.Parallelism, Priority: j.Priority, Rate: j.Rate,
			State: j.State, Summary: job.Summary(p), Program: j.ProgramHash,
			ItemsDone: p.ItemsDone, ItemsFailed: p.ItemsFailed, Exceptions: p.Exceptions, Open: p.ExceptionsOpen, TotalItems: p.TotalItems,
			ChunksDone: p.ChunksDone, ChunksFailed: p.ChunksFailed, TotalChunks: p.TotalChunks,
			ItemsPerSec: p.ItemsPerSec, SecondsLeft: p.SecondsLeft,
			Error: j.Error, CreatedAt: j.CreatedAt, StartedAt: j.StartedAt, FinishedAt: j.FinishedAt, progress: p,
		}
	}
	return views, nil
}

// showJobAfter shows a job after it was waited for with the result err. If it
// did not come to its end, err says so.
func (s *session) showJobAfter(ctx context.Context, app *server.App, j *model.Job, err error) error {
	var status exitStatus
	if err != nil && !errors.As(err, &status) {
		return err
	}
	// The command may have been interrupted, and still says how things are.
	ctx = context.WithoutCancel(ctx)
	jobs, readErr := app.Jobs.ByID(ctx, j.ID)
	if now := jobs[j.ID]; now != nil {
		j = now
	}
	return errors.Join(readErr, s.showJob(ctx, app, j), err)
}

func (s *session) showJob(ctx context.Context, app *server.App, j *model.Job) error {
	views, err := viewJobs(ctx, app, j)
	if err != nil {
		return err
	}
	view := views[0]
	return s.show(view, func() error {
		_, err := fmt.Fprint(s.out, view.words())
		return err
	})
}

// words is the view for people.
func (v *jobView) words() string {
	var text strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&text, format+"\n", args...) }
	line("Job %d, %s: %s", v.ID, v.Name, v.State)
	if v.Description != "" {
		line("  %s", v.Description)
	}
	line("  %s over %s, cut by %s", v.Application, v.Source, v.Partitioning)
	line("  %s", v.Summary)
	if v.State == model.JobRunning {
		line("  %s", progressLine(v.progress))
	}
	if v.Error != nil {
		line("  %s", *v.Error)
	}
	return text.String()
}

// listJobs shows jobs to people.
func (s *session) listJobs(views []jobView) error {
	table := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	if _, err := fmt.Fprintln(table, "JOB\tSTATE\tITEMS\tFAILED\tSTORED AWAY\tOPEN\tCREATED\tNAME"); err != nil {
		return err
	}
	for _, v := range views {
		items := words.Thousands(v.ItemsDone)
		if v.TotalItems != nil {
			items += " of " + words.Thousands(*v.TotalItems)
		}
		_, err := fmt.Fprintf(table, "%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n",
			v.ID, v.State, items, words.Thousands(v.ItemsFailed), words.Thousands(v.Exceptions), words.Thousands(v.Open), day(&v.CreatedAt), v.Name)
		if err != nil {
			return err
		}
	}
	return table.Flush()
}
