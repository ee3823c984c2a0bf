package resolvers

import (
	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/catalog"
	"github.com/sluicehq/sluice/graph"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/operation"
)

const (
	// costly is what a field counts that looks at all of a batch's rows.
	costly = 50
	// ofOneJob is what a field counts that is for one job or batch, not for each
	// of a list.
	ofOneJob = 500
	// chunksAtOnce is how many chunks count as one item: they are small, and drawn
	// all at once.
	chunksAtOnce = 50
)

// complexity makes lists count as many times as items are asked for.
func complexity() graph.ComplexityRoot {
	var c graph.ComplexityRoot
	c.Query.Products = func(child int, _ *catalog.Filter, _ *catalog.Order, first int, _ *string) int {
		return page(child, first)
	}
	c.Query.Batches = func(child int, _ *batch.Filter, _ *batch.Order, first int, _ *string) int {
		return page(child, first)
	}
	many := func(child int, _ graph.BatchesWhereInput) int { return page(child, batch.MaxBatchesAtOnce) }
	c.Mutation.RefreshBatches, c.Mutation.DeleteBatches = many, many
	c.Mutation.ExecuteBatches = func(child int, _ graph.ExecuteBatchesInput) int { return page(child, batch.MaxBatchesAtOnce) }
	c.Query.Jobs = func(child int, _ *job.Filter, first int, _ *string) int { return page(child, first) }
	c.Query.PreviewBatch = func(child int, _ model.ID, first int, _ *string) int { return ofOneJob + page(child, first) }
	c.Query.Operations = func(child int, _ *operation.Filter, _ *operation.Order, first int, _ *string) int {
		return page(child, first)
	}
	c.Batch.Rows = func(child int, _ *batch.RowFilter, _ *batch.RowOrder, first int, _ *string, _ int) int {
		return page(child, first)
	}
	c.Job.Chunks = func(child int, _ *job.Chunks, first int, _ *string) int {
		return ofOneJob + child*min(max(first, 1), job.MaxChunkPage)/chunksAtOnce
	}
	c.Job.Exceptions = func(child int, _ *job.Exceptions, first int, _ *string) int { return ofOneJob + page(child, first) }
	c.Job.Downloads = func(child int, _ *job.Exceptions) int { return ofOneJob + child }
	c.Job.ExceptionGroups = func(child int) int { return ofOneJob + child }
	c.Job.Results = func(child int, _ *int, first int, _ *string) int { return ofOneJob + page(child, first) }
	c.Job.ImportReport = func(child int) int { return ofOneJob + child }
	c.Job.ImportRejectsURL = func(int) int { return ofOneJob }
	c.Query.PreviewImporter = func(child int, _ graph.PreviewImporterInput) int { return ofOneJob + child }
	c.Job.ImportRejects = func(child int, first int, _ *string) int { return ofOneJob + page(child, first) }
	c.Job.Dag = func(child int, _ *string) int { return ofOneJob + child }
	c.Job.DagStatistics = func(child int, _ job.By, _ *job.Chunks) int { return ofOneJob + child }
	c.Batch.History = func(child int, first int) int { return costly + page(child, first) }
	c.RowsChange.Rows = func(child int) int { return page(child, batch.MaxRowPage) }
	c.Row.History = func(child int, first int) int { return costly + page(child, first) }
	c.Batch.RowPlace = func(int, model.ID, *batch.RowFilter, *batch.RowOrder) int { return costly }
	c.Query.InspectUpload = func(child int, _ graph.InspectUploadInput) int { return ofOneJob + child }
	c.Batch.StatusBreakdown = func(child int) int { return costly + child }
	c.Batch.Totals = func(child int, _ *batch.RowFilter) int { return costly + child }
	c.Batch.DescribeExecution = func(child int) int { return costly + child }
	c.Batch.Result = func(child int) int { return costly + child }
	c.Batch.SourceDrift = func(child int) int { return ofOneJob + child }
	c.SourceDrift.AddedProducts = func(child int, first int, _ *string) int { return page(child, first) }
	c.SourceDrift.DroppedRows = func(child int, first int, _ *string) int { return page(child, first) }
	c.Batch.WhyNotApprovable = func(int) int { return costly }
	c.Batch.WhyNotExecutable = func(int) int { return costly }
	return c
}

// page is the complexity of a page. A size that will be refused later must not
// overflow here, nor buy a smaller count.
func page(child, first int) int {
	return 1 + child*min(max(first, 1), batch.MaxRowPage)
}
