package resolvers

import (
	"context"
	"log/slog"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/event"
	"github.com/sluicehq/sluice/graph"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
)

// feeds share what many subscribers watch. They read as Sluice itself; whoever
// subscribes is checked first.
type feeds struct {
	batch      *event.Feed[int64, *model.Batch]
	rows       *event.Feed[int64, *batch.RowChanges]
	jobs       *event.Feed[string, *graph.JobsChange]
	dags       *event.Feed[int64, *graph.Dag]
	exceptions *event.Feed[int64, *graph.ExceptionsChange]
}

func (d Domain) newFeeds() feeds {
	return feeds{
		batch: event.NewFeed(d.Hub, slog.Default(), event.Batch, func(ctx context.Context, id int64) (*model.Batch, error) {
			return d.Batches.Get(auth.WithViewer(ctx, auth.System()), id)
		}),
		rows: event.NewFeed(d.Hub, slog.Default(), event.Batch, func(ctx context.Context, id int64) (*batch.RowChanges, error) {
			return d.Batches.RowChanges(auth.WithViewer(ctx, auth.System()), id)
		}),
		jobs:       event.NewFeed(d.Hub, slog.Default(), func(topic string) string { return topic }, d.jobsChange),
		dags:       event.NewFeed(d.Hub, slog.Default(), event.Job, d.dagNow),
		exceptions: event.NewFeed(d.Hub, slog.Default(), event.Job, d.exceptionsNow),
	}
}

// watchBatch answers with the batch now and after every change, and at last
// with nil if it is deleted.
func (r *Resolver) watchBatch(ctx context.Context, id int64) (<-chan *model.Batch, error) {
	if _, err := r.Batches.Get(ctx, id); err != nil {
		return nil, err
	}
	changes, out := r.feeds.batch.Subscribe(ctx, id), make(chan *model.Batch)
	go func() {
		defer close(out)
		for open := true; open; {
			var b *model.Batch
			b, open = <-changes
			select {
			case out <- b:
			case <-ctx.Done():
				return
			}
		}
	}()
	return out, nil
}

// watchRows answers with what has changed since a cursor, and with what changes
// then.
func (r *Resolver) watchRows(ctx context.Context, id int64, after *string) (<-chan *batch.RowsChange, error) {
	if _, err := r.Batches.Get(ctx, id); err != nil {
		return nil, err
	}
	moments, out := r.feeds.rows.Subscribe(ctx, id), make(chan *batch.RowsChange)
	go func() {
		defer close(out)
		for now := range moments {
			change := now.Since(after)
			after = &change.Cursor
			select {
			case out <- change:
			case <-ctx.Done():
				return
			}
		}
	}()
	return out, nil
}

// watchJobs answers with a sign that the list of jobs has changed.
func (r *Resolver) watchJobs(ctx context.Context) (<-chan *graph.JobsChange, error) {
	if err := r.Jobs.RequireView(ctx); err != nil {
		return nil, err
	}
	return r.feeds.jobs.Subscribe(ctx, event.Jobs), nil
}

// jobsChange differs from the one before if a job was made, changed or deleted.
func (d Domain) jobsChange(ctx context.Context, _ string) (*graph.JobsChange, error) {
	census, err := d.Jobs.Census(ctx)
	return &graph.JobsChange{Active: census.Active, Total: census.Total, At: census.ChangedAt}, err
}

// watchJob answers with what a feed tells of a job that the viewer may see.
func watchJob[T any](ctx context.Context, jobs *job.Engine, feed *event.Feed[int64, T], id model.ID) (<-chan T, error) {
	key, err := id.Int("Job")
	if err != nil {
		return nil, err
	}
	if _, err := jobs.Get(ctx, key); err != nil {
		return nil, err
	}
	return feed.Subscribe(ctx, key), nil
}

// dagNow is the program of a job with its figures at this moment.
func (d Domain) dagNow(ctx context.Context, id int64) (*graph.Dag, error) {
	of, err := d.Jobs.Program(auth.WithViewer(ctx, auth.System()), id, nil)
	return dagOf(of), err
}

// exceptionsNow is how a job's exceptions stand at this moment.
func (d Domain) exceptionsNow(ctx context.Context, id int64) (*graph.ExceptionsChange, error) {
	ctx = auth.WithViewer(ctx, auth.System())
	groups, err := d.Jobs.ExceptionGroups(ctx, id)
	if err != nil {
		return nil, err
	}
	change := &graph.ExceptionsChange{JobID: model.NewID("Job", id), Groups: groups}
	for _, group := range groups {
		change.Total += int(group.Count)
		if group.State == model.ExceptionOpen {
			change.Open += int(group.Count)
		}
	}
	// A job that was deleted meanwhile may have lost some of them.
	_, err = d.Jobs.Get(ctx, id)
	return change, err
}
