package resolvers

import (
	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/catalog"
	"github.com/sluicehq/sluice/graph"
	"github.com/sluicehq/sluice/job"
)

// costly is what a field counts that looks at all of a batch's rows.
const costly = 50

// complexity makes lists count as many times as items are asked for.
func complexity() graph.ComplexityRoot {
	var c graph.ComplexityRoot
	c.Query.Products = func(child int, _ *catalog.Filter, _ *catalog.Order, first int, _ *string) int {
		return page(child, first)
	}
	c.Query.Batches = func(child int, _ *batch.Filter, _ *batch.Order, first int, _ *string) int {
		return page(child, first)
	}
	c.Query.Jobs = func(child int, _ *job.Filter, first int, _ *string) int { return page(child, first) }
	c.Batch.Rows = func(child int, _ *batch.RowFilter, _ *batch.RowOrder, first int, _ *string, _ int) int {
		return page(child, first)
	}
	c.Batch.StatusBreakdown = func(child int) int { return costly + child }
	c.Batch.DescribeExecution = func(child int) int { return costly + child }
	c.Batch.WhyNotExecutable = func(int) int { return costly }
	return c
}

// page is the complexity of a page. A size that will be refused later must not
// overflow here, nor buy a smaller count.
func page(child, first int) int {
	return 1 + child*min(max(first, 1), batch.MaxRowPage)
}
