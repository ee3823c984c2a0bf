package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// measureResults runs a trivial program that stores a result for each item of a
// table, and beside it copies the same results over one connection.
func measureResults(ctx context.Context, st *stage) (r result, err error) {
	r = result{
		Work: "a trivial program, a result for each item", Beside: "COPY of the results, a row each", Unit: "items/s",
		MustText: "≥ 0.6", Goal: "1.2",
	}
	app := plain{name: "bench.results", source: "bench_item"}
	if err := st.makeItems(ctx, app.source, st.products); err != nil {
		return r, err
	}
	e, err := startEngine(ctx, st.databaseURL, 2, app.application())
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, e.close(ctx)) }()
	for range st.runs {
		theirs, err := st.copyResults(ctx)
		if err != nil {
			return r, err
		}
		if err := st.forgetResults(ctx); err != nil {
			return r, err
		}
		ours, err := e.run(ctx, app.name, "size_5000", 2)
		if err != nil {
			return r, err
		}
		r.Theirs = append(r.Theirs, perSecond(st.products, theirs))
		r.Ours = append(r.Ours, perSecond(st.products, ours))
		st.say("  %.1f s, COPY %.1f s", ours.Seconds(), theirs.Seconds())
	}
	r.Figure = ratios(r.Ours, r.Theirs)
	r.Reached = r.Figure >= 0.6
	return r, st.forgetResults(ctx)
}

// makeItems makes a table of n items.
func (st *stage) makeItems(ctx context.Context, table string, n int) error {
	for _, sql := range []string{
		"DROP TABLE IF EXISTS " + table,
		"CREATE TABLE " + table + " (id bigint PRIMARY KEY)",
		fmt.Sprintf("INSERT INTO %s SELECT generate_series(1, %d)", table, n),
	} {
		if _, err := st.exec(ctx, sql); err != nil {
			return err
		}
	}
	return st.settle(ctx, table)
}

// forgetResults empties the table of results.
func (st *stage) forgetResults(ctx context.Context) error {
	if _, err := st.exec(ctx, "TRUNCATE job_result_block"); err != nil {
		return err
	}
	return st.settle(ctx)
}

// copyResults copies what a job over all items would have stored into a table
// with a row for each.
func (st *stage) copyResults(ctx context.Context) (time.Duration, error) {
	for _, sql := range []string{
		"DROP TABLE IF EXISTS bench_result",
		`CREATE TABLE bench_result (job_id bigint, chunk bigint, item_key bigint, result jsonb NOT NULL,
			PRIMARY KEY (job_id, chunk, item_key))`,
	} {
		if _, err := st.exec(ctx, sql); err != nil {
			return 0, err
		}
	}
	if err := st.settle(ctx); err != nil {
		return 0, err
	}
	start := time.Now()
	_, err := st.db.CopyFrom(ctx, pgx.Identifier{"bench_result"}, []string{"job_id", "chunk", "item_key", "result"},
		pgx.CopyFromSlice(st.products, func(i int) ([]any, error) {
			return []any{int64(0), int64(1 + i/5000), int64(1 + i), resultOf(int64(1 + i))}, nil
		}))
	return time.Since(start), err
}

func perSecond(items int, took time.Duration) float64 { return float64(items) / took.Seconds() }
