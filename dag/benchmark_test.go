package dag_test

import (
	"context"
	"testing"

	"github.com/sluicehq/sluice/dag"
)

// BenchmarkProgram runs a program of six nodes with a branch, five of which
// every item passes.
func BenchmarkProgram(b *testing.B) {
	type item struct{ n, sum int }
	add := func(_ context.Context, it *item) error { it.sum += it.n; return nil }
	p := dag.New[item]("benchmark")
	program := p.MustCompile(
		p.Rule("first", add),
		p.If(p.Branch("odd", func(_ context.Context, it *item) (bool, error) { return it.n%2 == 1, nil }),
			p.Rule("when odd", add),
		),
		p.Else(
			p.Rule("when even", add),
		),
		p.End(),
		p.BranchRule("positive", func(_ context.Context, it *item) (bool, error) { return it.sum > 0, nil }),
		p.Rule("last", add),
		p.ReturnTrue(),
	)
	const nodesPerItem = 5
	items := make([]*item, 5000)
	for i := range items {
		items[i] = &item{n: i}
	}
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	runner := program.NewRunner()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := runner.Run(ctx, items); err != nil {
			b.Fatal(err)
		}
	}
	visits := float64(b.N) * float64(len(items)) * nodesPerItem
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/visits, "ns/item/node")
}
