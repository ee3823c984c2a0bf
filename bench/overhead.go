package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

const repriceChunk = 5000

// measureOverhead runs a job each chunk of which is one UPDATE, and beside it
// the same statements alone, each committed.
func measureOverhead(ctx context.Context, st *stage) (r result, err error) {
	r = result{
		Work: "a chunk of 5,000 rows by UPDATE … FROM", Beside: "the statement, committed", Unit: "ms",
		MustText: "≤ 1.15", Goal: "1.05",
	}
	if err := st.makePrices(ctx); err != nil {
		return r, err
	}
	e, err := startEngine(ctx, st.databaseURL, 1, newReprice())
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, e.close(ctx)) }()
	chunks := float64((st.products + repriceChunk - 1) / repriceChunk)
	for range st.runs {
		theirs, err := st.repriceBare(ctx)
		if err != nil {
			return r, err
		}
		if err := st.settle(ctx, "bench_price"); err != nil {
			return r, err
		}
		ours, err := e.run(ctx, "bench.reprice", fmt.Sprintf("size_%d", repriceChunk), 1)
		if err != nil {
			return r, err
		}
		r.Theirs = append(r.Theirs, theirs.Seconds()*1000/chunks)
		r.Ours = append(r.Ours, ours.Seconds()*1000/chunks)
		st.say("  %.1f s, bare %.1f s", ours.Seconds(), theirs.Seconds())
	}
	r.Figure = ratios(r.Ours, r.Theirs)
	r.Reached = r.Figure <= 1.15
	return r, nil
}

// makePrices makes the tables, and changes every row once, so that both sides
// find room for new versions of rows.
func (st *stage) makePrices(ctx context.Context) error {
	for _, sql := range []string{
		"CREATE TABLE bench_price (id bigint PRIMARY KEY, price numeric NOT NULL, version integer NOT NULL DEFAULT 1)",
		"CREATE TABLE bench_change (id bigint PRIMARY KEY, price numeric NOT NULL)",
		fmt.Sprintf("INSERT INTO bench_price (id, price) SELECT n, n %% 1000 / 100.0 FROM generate_series(1, %d) AS n", st.products),
		"INSERT INTO bench_change SELECT id, price + 1 FROM bench_price",
	} {
		if _, err := st.exec(ctx, sql); err != nil {
			return err
		}
	}
	if err := st.settle(ctx, "bench_change"); err != nil {
		return err
	}
	_, err := st.repriceBare(ctx)
	return err
}

// repriceBare runs the statements one after the other on one connection.
func (st *stage) repriceBare(ctx context.Context) (time.Duration, error) {
	if err := st.settle(ctx, "bench_price"); err != nil {
		return 0, err
	}
	conn, err := st.db.Acquire(ctx)
	if err != nil {
		return 0, err
	}
	defer conn.Release()
	start := time.Now()
	for from := 1; from <= st.products; from += repriceChunk {
		if _, err := conn.Exec(ctx, repriceSQL, from, from+repriceChunk-1); err != nil {
			return 0, err
		}
	}
	return time.Since(start), nil
}
