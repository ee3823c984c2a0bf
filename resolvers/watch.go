package resolvers

import (
	"context"
	"log/slog"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/event"
	"github.com/sluicehq/sluice/graph"
	"github.com/sluicehq/sluice/model"
)

// feeds share what many subscribers watch. They read as Sluice itself; whoever
// subscribes is checked first.
type feeds struct {
	batch *event.Feed[int64, *model.Batch]
	jobs  *event.Feed[string, *graph.JobsChange]
}

func (d Domain) newFeeds() feeds {
	return feeds{
		batch: event.NewFeed(d.Hub, slog.Default(), event.Batch, func(ctx context.Context, id int64) (*model.Batch, error) {
			return d.Batches.Get(auth.WithViewer(ctx, auth.System()), id)
		}),
		jobs: event.NewFeed(d.Hub, slog.Default(), func(topic string) string { return topic }, d.jobsChange),
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
