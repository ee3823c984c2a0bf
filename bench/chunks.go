package main

import (
	"context"
	"errors"
)

// measureChunks runs a job of many small chunks.
func measureChunks(ctx context.Context, st *stage) (r result, err error) {
	const chunks, size = 10_000, 10
	r = result{Work: "a job of 10,000 chunks of 10 items, 4 at once", Unit: "chunks/s", MustText: "≥ 1500", Goal: "3000"}
	app := plain{name: "bench.chunks", source: "bench_small"}
	if err := st.makeItems(ctx, app.source, chunks*size); err != nil {
		return r, err
	}
	e, err := startEngine(ctx, st.databaseURL, 4, app.application())
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, e.close(ctx)) }()
	for range st.runs {
		if err := st.forgetResults(ctx); err != nil {
			return r, err
		}
		took, err := e.run(ctx, app.name, "size_10", 4)
		if err != nil {
			return r, err
		}
		r.Ours = append(r.Ours, perSecond(chunks, took))
		st.say("  %.1f s", took.Seconds())
	}
	r.Figure = median(r.Ours)
	r.Reached = r.Figure >= 1500
	return r, st.forgetResults(ctx)
}
