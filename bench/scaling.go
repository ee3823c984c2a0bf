package main

import (
	"context"
	"errors"
)

// measureScaling runs a program that waits 1 ms for each 100 items in one, two
// and four worker processes.
func measureScaling(ctx context.Context, st *stage) (r result, err error) {
	r = result{
		Work: "the same, waiting 1 ms for 100 items, 4 workers", Beside: "1 worker, times 4", Unit: "items/s",
		MustText: "≥ 0.85", Goal: "0.95",
	}
	if err := st.makeItems(ctx, waiting.source, st.products); err != nil {
		return r, err
	}
	e, err := startEngine(ctx, st.databaseURL, 0, waiting.application())
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, e.close(ctx)) }()
	for range st.runs {
		speeds, err := st.scale(ctx, e)
		if err != nil {
			return r, err
		}
		r.Theirs = append(r.Theirs, 4*speeds[1])
		r.Ours = append(r.Ours, speeds[4])
		st.say("  %.0f items/s; 2 workers: %.2f of linear, 4 workers: %.2f",
			speeds[1], speeds[2]/speeds[1]/2, speeds[4]/speeds[1]/4)
	}
	r.Figure = ratios(r.Ours, r.Theirs)
	r.Reached = r.Figure >= 0.85
	return r, st.forgetResults(ctx)
}

// scale returns the speeds of one, two and four worker processes.
func (st *stage) scale(ctx context.Context, e *engine) (speeds map[int]float64, err error) {
	speeds = map[int]float64{}
	var workers []*worker
	defer func() {
		for _, w := range workers {
			err = errors.Join(err, w.stop())
		}
	}()
	for _, n := range []int{1, 2, 4} {
		for len(workers) < n {
			w, err := startWorker(st.databaseURL)
			if err != nil {
				return nil, err
			}
			workers = append(workers, w)
		}
		if err := st.forgetResults(ctx); err != nil {
			return nil, err
		}
		took, err := e.run(ctx, waiting.name, "size_5000", n)
		if err != nil {
			return nil, err
		}
		speeds[n] = perSecond(st.products, took)
	}
	return speeds, nil
}
