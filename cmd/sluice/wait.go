package main

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/server"
	"github.com/sluicehq/sluice/words"
)

// waiting are the settings of commands that start jobs. Who waits also works, so
// that the job ends even if no other process does.
type waiting struct {
	server.WorkOptions
	Wait bool `help:"Wait until it is done, and work on it, too. Without this, it is left to servers and workers."`
}

func (w waiting) options() server.AppOptions {
	return server.AppOptions{WorkOptions: w.WorkOptions, Work: w.Wait}
}

// finish waits until a job has ended, if that is wanted. A job that did not
// finish is an error; one that finished without some of its items is
// statusIncomplete, which is for the caller to return when all is told.
func (w waiting) finish(ctx context.Context, s *session, app *server.App, id *int64) error {
	if !w.Wait || id == nil {
		return nil
	}
	return s.await(ctx, app, *id, model.JobState.Ended)
}

// finishSome is finish for some of a job's chunks, behind which it pauses.
func (w waiting) finishSome(ctx context.Context, s *session, app *server.App, id int64) error {
	if !w.Wait {
		return nil
	}
	return s.await(ctx, app, id, func(state model.JobState) bool { return state.Ended() || state == model.JobPaused })
}

func (s *session) await(ctx context.Context, app *server.App, id int64, over func(model.JobState) bool) error {
	p, err := s.watch(ctx, app, id, over)
	switch {
	case ctx.Err() != nil:
		_, _ = fmt.Fprintf(s.err, "Job %d is not done; servers and workers go on with it. See: sluice job show %d\n", id, id)
		return statusInterrupted
	case err != nil:
		return err
	case p.State != model.JobFinished && p.State != model.JobPaused:
		return whyEnded(ctx, app, p)
	case p.ItemsFailed > 0 || p.Exceptions > 0:
		return statusIncomplete
	}
	return nil
}

// watch shows how a job gets on until it is over or ctx ends.
func (s *session) watch(ctx context.Context, app *server.App, id int64, over func(model.JobState) bool) (*model.JobProgress, error) {
	// Whoever may start the job may see how it ends.
	changes, err := app.Jobs.Watch(auth.WithViewer(ctx, auth.System()), id)
	if err != nil {
		return nil, err
	}
	meter := s.meter()
	defer meter.end()
	for p := range changes {
		if over(p.State) {
			return p, nil
		}
		meter.show("%s", progressLine(p))
	}
	return nil, model.NotFound("job")
}

func whyEnded(ctx context.Context, app *server.App, p *model.JobProgress) error {
	jobs, err := app.Jobs.ByID(ctx, p.JobID)
	if err != nil {
		return err
	}
	if j := jobs[p.JobID]; j != nil && j.Error != nil {
		return fmt.Errorf("job %d has %s: %s", p.JobID, p.State, *j.Error)
	}
	return fmt.Errorf("job %d was %s", p.JobID, p.State)
}

// progressLine says how far a job has come: "45 %, 4,500 of 10,000, 1,200/s,
// 5s left".
func progressLine(p *model.JobProgress) string {
	if p.TotalItems == nil {
		return cmp.Or(p.Activity, "Planning …")
	}
	var parts []string
	if *p.TotalItems > 0 {
		parts = append(parts, fmt.Sprintf("%d %%", 100*p.ItemsDone / *p.TotalItems))
	}
	parts = append(parts, words.Thousands(p.ItemsDone)+" of "+words.Thousands(*p.TotalItems))
	if p.ItemsFailed > 0 {
		parts = append(parts, words.Thousands(p.ItemsFailed)+" failed")
	}
	if p.Exceptions > 0 {
		parts = append(parts, words.Thousands(p.Exceptions)+" stored away", words.Thousands(p.ExceptionsOpen)+" open")
	}
	if p.ItemsPerSec != nil {
		parts = append(parts, words.Thousands(int64(*p.ItemsPerSec))+"/s")
	}
	if p.SecondsLeft != nil {
		parts = append(parts, (time.Duration(*p.SecondsLeft)*time.Second).String()+" left")
	}
	return strings.Join(parts, ", ")
}
