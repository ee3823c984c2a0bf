package main

import (
	"context"
	"time"

	"github.com/sluicehq/sluice/dag"
)

// measureProgram runs a program of six nodes in memory; every item passes five.
func measureProgram(ctx context.Context, st *stage) (result, error) {
	const chunk, visits = 5000, 5
	r := result{Work: "a program of 6 nodes, per item and node", Unit: "ns", MustText: "≤ 100", Goal: "50"}
	type item struct{ n, sum int }
	add := func(_ context.Context, i *item) error { i.sum += i.n; return nil }
	p := dag.New[item]("benchmark")
	program, err := p.Compile(
		p.Rule("first", add),
		p.If(p.Branch("odd", func(_ context.Context, i *item) (bool, error) { return i.n%2 == 1, nil }),
			p.Rule("when odd", add),
		),
		p.Else(
			p.Rule("when even", add),
		),
		p.End(),
		p.BranchRule("positive", func(_ context.Context, i *item) (bool, error) { return i.sum > 0, nil }),
		p.Rule("last", add),
		p.ReturnTrue(),
	)
	if err != nil {
		return r, err
	}
	items := make([]*item, chunk)
	for i := range items {
		items[i] = &item{n: i}
	}
	runner := program.NewRunner()
	chunks := max(1, st.products/chunk)
	for range st.runs {
		start := time.Now()
		for range chunks {
			if _, err := runner.Run(ctx, items); err != nil {
				return r, err
			}
		}
		r.Ours = append(r.Ours, float64(time.Since(start).Nanoseconds())/float64(chunks*chunk*visits))
	}
	r.Figure = median(r.Ours)
	r.Reached = r.Figure <= 100
	return r, nil
}
