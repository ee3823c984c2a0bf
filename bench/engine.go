package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/event"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// engine works in this process on jobs of the applications under test, over the
// server's database. The server leaves them alone: it does not know these
// applications.
type engine struct {
	*job.Engine
	db        *postgres.DB
	publisher *event.Publisher
}

// startEngine starts an engine that works on so many chunks at once.
func startEngine(ctx context.Context, url string, slots int, apps ...job.Application) (*engine, error) {
	db, err := postgres.Open(ctx, url, postgres.Options{MaxConns: slots + 6})
	if err != nil {
		return nil, err
	}
	logger := slog.New(slog.DiscardHandler)
	e := &engine{db: db, publisher: event.NewPublisher(db.Pool, logger)}
	e.Engine, err = job.New(db, job.Options{Slots: slots, Publisher: e.publisher, Logger: logger}, apps...)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	e.publisher.Start()
	if err := e.Start(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return e, nil
}

// close stops the engine.
func (e *engine) close(ctx context.Context) error {
	ctx = context.WithoutCancel(ctx)
	return errors.Join(e.Stop(ctx), e.publisher.Stop(ctx), e.db.Close())
}

// create makes a job and waits until its source is cut.
func (e *engine) create(ctx context.Context, app, partitioning string, parallelism int) (int64, error) {
	j, err := e.CreateJob(auth.WithViewer(ctx, auth.System()), job.Spec{
		Application: app, Name: "Benchmark", Partitioning: partitioning, Parallelism: parallelism,
	})
	if err != nil {
		return 0, err
	}
	return j.ID, e.await(ctx, j.ID, func(j *model.Job) bool { return j.TotalChunks != nil })
}

// start starts a job.
func (e *engine) start(ctx context.Context, id int64) error {
	_, err := e.StartJob(auth.WithViewer(ctx, auth.System()), id)
	return err
}

// run runs a job from its start to its end, after its source was cut, and
// returns how long that took.
func (e *engine) run(ctx context.Context, app, partitioning string, parallelism int) (time.Duration, error) {
	id, err := e.create(ctx, app, partitioning, parallelism)
	if err != nil {
		return 0, err
	}
	if err := e.start(ctx, id); err != nil {
		return 0, err
	}
	var ended *model.Job
	err = e.await(ctx, id, func(j *model.Job) bool { ended = j; return j.State.Ended() })
	if err != nil {
		return 0, err
	}
	if ended.State != model.JobFinished {
		return 0, fmt.Errorf("the job %s: %s", ended.State, *ended.Error)
	}
	return ended.FinishedAt.Sub(*ended.StartedAt), nil
}

// await looks at a job until it is as wanted.
func (e *engine) await(ctx context.Context, id int64, wanted func(*model.Job) bool) error {
	for {
		jobs, err := e.ByID(ctx, id)
		if err != nil {
			return err
		}
		if wanted(jobs[id]) {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(10 * time.Millisecond):
		}
	}
}
