package main

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/dag"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// repriceSQL is the statement that both sides run for each chunk.
const repriceSQL = `UPDATE bench_price p SET price = c.price, version = p.version + 1
	FROM bench_change c WHERE c.id BETWEEN $1 AND $2 AND p.id = c.id`

// reprice is an application whose program has one node, which changes all rows
// of a chunk by one statement.
type reprice struct{ program *dag.Program[slab] }

// slab is the rows of a chunk.
type slab struct {
	tx     postgres.Tx
	bounds job.Bounds
}

func newReprice() reprice {
	p := dag.New[slab]("reprice")
	return reprice{p.MustCompile(p.Bulk("change prices", changePrices), p.ReturnTrue())}
}

func changePrices(ctx context.Context, s *slab) (counts dag.Bulk, err error) {
	return counts, s.tx.Pgx(func(conn *pgx.Conn) error {
		tag, err := conn.Exec(ctx, repriceSQL, s.bounds.From, s.bounds.To)
		counts.Items = tag.RowsAffected()
		return err
	})
}

func (reprice) Name() string              { return "bench.reprice" }
func (reprice) Describe() job.Description { return job.Description{Title: "Reprice"} }

func (reprice) Plan(ctx context.Context, tx postgres.Tx, j *model.Job) ([]job.Partition, error) {
	return cutTable(ctx, tx, j, "bench_price")
}

func (a reprice) Process(ctx context.Context, tx postgres.Tx, _ *model.Job, c *model.Chunk) (job.Outcome, error) {
	bounds, err := job.BoundsOf(c)
	if err != nil {
		return job.Outcome{}, err
	}
	runner := a.program.NewRunner()
	if _, err := runner.Run(ctx, []*slab{{tx, bounds}}); err != nil {
		return job.Outcome{}, err
	}
	statistics := runner.Statistics()
	changed, _ := statistics.Of("change prices")
	return job.Outcome{Done: changed.Items, Program: a.program.Hash(), Statistics: statistics}, nil
}

func (reprice) End(context.Context, postgres.Tx, *model.Job) error { return nil }
