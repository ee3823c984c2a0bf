package main

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
)

// measureFairness starts jobs while a long one fills all workers.
func measureFairness(ctx context.Context, st *stage) (r result, err error) {
	const jobs = 4
	r = result{Work: "first chunk of a job beside a long one, worst of 4", Unit: "s", MustText: "≤ 1.5", Goal: "0.5"}
	long := plain{name: "bench.long", source: "bench_small", wait: 50 * time.Millisecond, every: 10}
	short := plain{name: "bench.short", source: "bench_few"}
	if err := errors.Join(st.makeItems(ctx, long.source, 100_000), st.makeItems(ctx, short.source, 100)); err != nil {
		return r, err
	}
	e, err := startEngine(ctx, st.databaseURL, 2, long.application(), short.application())
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, e.close(ctx)) }()
	id, err := e.create(ctx, long.name, "size_10", 4)
	if err == nil {
		err = e.start(ctx, id)
	}
	if err != nil {
		return r, err
	}
	for range st.runs {
		var waits []float64
		for range jobs {
			wait, err := st.firstChunk(ctx, e, id, short.name)
			if err != nil {
				return r, err
			}
			waits = append(waits, wait.Seconds())
		}
		r.Ours = append(r.Ours, slices.Max(waits))
	}
	r.Figure = median(r.Ours)
	r.Reached = r.Figure <= 1.5
	if _, err := e.CancelJob(auth.WithViewer(ctx, auth.System()), id); err != nil {
		return r, err
	}
	return r, e.await(ctx, id, func(j *model.Job) bool { return j.State.Ended() })
}

// firstChunk waits until the long job has all workers, makes and starts another
// one and returns how long it took until its first chunk was done.
func (st *stage) firstChunk(ctx context.Context, e *engine, long int64, app string) (time.Duration, error) {
	err := e.await(ctx, long, func(*model.Job) bool {
		all, err := e.Progress(ctx, long)
		return err == nil && all[long].ChunksRunning == 2
	})
	if err != nil {
		return 0, err
	}
	began := time.Now()
	j, err := e.CreateJob(auth.WithViewer(ctx, auth.System()), job.Spec{Application: app, Name: "Short", Partitioning: "size_10"})
	if err == nil {
		err = e.start(ctx, j.ID)
	}
	if err == nil {
		err = e.await(ctx, j.ID, func(j *model.Job) bool { return j.State.Ended() })
	}
	if err != nil {
		return 0, err
	}
	var done time.Time
	err = st.db.QueryRow(ctx, "SELECT min(finished_at) FROM job_chunk WHERE job_id = $1", j.ID).Scan(&done)
	return done.Sub(began), err
}
