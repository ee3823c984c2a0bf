package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/model"
)

const (
	subscribers = 1000
	ticks       = 20 // chunks, one at a time
)

// measureEvents measures how long it takes from the commit of a chunk until
// each of many subscribers has been told.
func measureEvents(ctx context.Context, st *stage) (r result, err error) {
	r = result{
		Work: "commit of a chunk → event at 1,000 subscribers, p99", Unit: "ms",
		MustText: "≤ 250", Goal: "100",
	}
	// Well below four a second, from where on events of one job wait for each other.
	app := plain{name: "bench.tick", source: "bench_tick", wait: 600 * time.Millisecond, every: 10}
	if err := st.makeItems(ctx, app.source, ticks*10); err != nil {
		return r, err
	}
	e, err := startEngine(ctx, st.databaseURL, 1, app.application())
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, e.close(ctx)) }()
	for range st.runs {
		latencies, err := st.tick(ctx, e, app.name)
		if err != nil {
			return r, err
		}
		slices.Sort(latencies)
		p99 := latencies[len(latencies)*99/100]
		r.Ours = append(r.Ours, float64(p99)/float64(time.Millisecond))
		st.say("  median %s, p99 %s, worst %s", latencies[len(latencies)/2], p99, latencies[len(latencies)-1])
	}
	r.Figure = median(r.Ours)
	r.Reached = r.Figure <= 250
	return r, nil
}

// tick runs a job and returns, for each chunk and subscriber, how long it took
// to hear of it.
func (st *stage) tick(ctx context.Context, e *engine, app string) ([]time.Duration, error) {
	id, err := e.create(ctx, app, "size_10", 1)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	heard := make([][]time.Time, subscribers)
	errs := make([]error, subscribers)
	var subscribed, done sync.WaitGroup
	subscribed.Add(subscribers)
	for i := range subscribers {
		done.Go(func() {
			if heard[i], errs[i] = st.listen(ctx, id, sync.OnceFunc(subscribed.Done)); errs[i] != nil {
				cancel()
			}
		})
	}
	subscribed.Wait()
	if err := e.start(ctx, id); err != nil {
		errs = append(errs, err)
		cancel()
	}
	done.Wait()
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	committed, err := st.commits(ctx, id)
	if err != nil {
		return nil, err
	}
	var latencies []time.Duration
	for _, at := range heard {
		for chunk, commit := range committed {
			latencies = append(latencies, at[chunk].Sub(commit))
		}
	}
	return latencies, nil
}

// listen subscribes to a job's progress and returns when it heard that each
// chunk was done. It calls subscribed when it hears the first time, or fails.
func (st *stage) listen(ctx context.Context, id int64, subscribed func()) (heard []time.Time, err error) {
	defer subscribed()
	err = subscribe(ctx, st.api, `subscription ($id: ID!) { jobProgress(id: $id) { chunksDone } }`,
		map[string]any{"id": model.NewID("Job", id)}, func(data struct{ JobProgress struct{ ChunksDone int } }) (more bool) {
			now := time.Now()
			subscribed()
			for len(heard) < data.JobProgress.ChunksDone {
				heard = append(heard, now)
			}
			return len(heard) < ticks
		})
	if err == nil && len(heard) < ticks {
		err = fmt.Errorf("a subscriber heard of %d chunks only", len(heard))
	}
	return heard, err
}

// commits returns when the chunks of a job were about to be committed, in that
// order.
func (st *stage) commits(ctx context.Context, id int64) ([]time.Time, error) {
	rows, err := st.db.Query(ctx, "SELECT finished_at FROM job_chunk WHERE job_id = $1 ORDER BY finished_at", id)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[time.Time])
}
