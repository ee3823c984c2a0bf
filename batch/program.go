package batch

import (
	"context"

	"github.com/sluicehq/sluice/dag"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// slab is what the programs of batches process: the rows of one chunk, which
// stay in the database.
type slab struct {
	tx     postgres.Tx
	types  *Registry
	kind   *Kind
	phase  *phase
	batch  *model.Batch
	chunk  *model.Chunk
	bounds populateBounds
}

// program is an application's program.
type program struct{ *dag.Program[slab] }

// ProgramOf implements job.Programmed.
func (p program) ProgramOf(*model.Job) (string, dag.Graph, error) {
	return p.Hash(), p.Graph(), nil
}

// run sends one slab through the program. done is the node that has counted its
// rows.
func (p program) run(ctx context.Context, s *slab, done string) (job.Outcome, error) {
	runner := p.NewRunner()
	if _, err := runner.Run(ctx, []*slab{s}); err != nil {
		return job.Outcome{}, err
	}
	statistics := runner.Statistics()
	counted, _ := statistics.Of(done)
	return job.Outcome{Done: counted.Items, Failed: counted.Failures, Program: p.Hash(), Statistics: statistics}, nil
}
