package packsize

import (
	"context"
	"fmt"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/catalog"
	"github.com/sluicehq/sluice/dag"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// Name is the application's name.
const Name = "packsize"

// New returns the application, which knows the batches of the given types.
func New(types *batch.Registry) job.Application {
	return job.Processing(processor{types: types, program: shipped})
}

// processor implements job.Processor.
type processor struct {
	types   *batch.Registry
	program *dag.Program[product]
}

// Name implements job.Processor.
func (processor) Name() string { return Name }

// Describe implements job.Processor.
func (processor) Describe() job.Description {
	return job.Description{
		Title:       "Pack size",
		Description: "Read how products are packed out of their descriptions: SET OF 6, 500ML, 2 x 1.5 L. What is ambiguous waits for a person.",
		Sources:     sourceForms,
		Parameters:  parameters,
		Corrections: corrections,
	}
}

// Plan implements job.Processor.
func (a processor) Plan(ctx context.Context, tx postgres.Tx, j *model.Job) ([]job.Partition, error) {
	cut, err := job.ParsePartitioning(j.Partitioning)
	if err != nil {
		return nil, err
	}
	products, err := a.query(ctx, tx, j.Source)
	if err != nil {
		return nil, err
	}
	return cut.CutKeys(ctx, tx, products.Column("p.id"))
}

// Load implements job.Processor. Products that are gone are left out, and so
// are those that the source's conditions have come to exclude, unless the chunk
// lists them.
func (a processor) Load(ctx context.Context, tx postgres.Tx, j *model.Job, c *model.Chunk) ([]*product, error) {
	bounds, err := job.BoundsOf(c)
	if err != nil {
		return nil, err
	}
	query, err := catalog.Matching(tx, nil)
	if !bounds.Listed() {
		query, err = a.query(ctx, tx, j.Source)
	}
	if err != nil {
		return nil, err
	}
	var rows []struct {
		ID          int64
		SKU         string `bun:"sku"`
		Description string
	}
	within := bounds.Where("p.id")
	if err := query.Column("p.id", "p.sku", "p.description").Where(within.SQL, within.Args...).Order("p.id").Scan(ctx, &rows); err != nil {
		return nil, fmt.Errorf("reading products: %w", err)
	}
	items := make([]*product, len(rows))
	for i, r := range rows {
		items[i] = &product{reading: reading{description: r.Description}, id: r.ID, sku: r.SKU}
	}
	return items, nil
}

// Program implements job.Processor.
func (a processor) Program(*model.Job) (*dag.Program[product], error) { return a.program, nil }

// Result implements job.Processor: what the description says, nil for nothing.
func (processor) Result(p *product) any {
	if p.outcome.Verdict != Found {
		return nil
	}
	return p.outcome.Result
}
