package batch

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/sluicehq/sluice/dag"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// execute is the application that lets a reviewed batch take effect, or takes
// that back.
type execute struct {
	types *Registry
	phase *phase
	program
}

const nodeRecord = "record outcomes"

func newExecute(types *Registry) *execute {
	p := dag.New[slab](applicationExecute)
	return &execute{types, executing, program{p.MustCompile(
		p.Bulk("execute rows", executeRows).
			Doc("What the batch type does. Rows that the database refuses are told apart and fail alone."),
		p.Bulk(nodeRecord, recordOutcomes),
		p.ReturnTrue(),
	)}}
}

// newUndo is the application that takes back what an execution did.
func newUndo(types *Registry) *execute {
	p := dag.New[slab](applicationUndo)
	return &execute{types, undoing, program{p.MustCompile(
		p.Bulk("undo rows", executeRows).
			Doc("Puts back what was there before, where it is still what the execution wrote."),
		p.Bulk(nodeRecord, recordOutcomes),
		p.ReturnTrue(),
	)}}
}

func (a *execute) Name() string { return a.phase.application }

// Topics implements job.Announcer.
func (*execute) Topics(j *model.Job) []string { return topics(j) }

// Plan cuts the rows that wait into runs of sequences.
func (a *execute) Plan(ctx context.Context, tx postgres.Tx, j *model.Job) ([]job.Partition, error) {
	k, b, err := batchOf(ctx, tx, a.types, j, false)
	if err != nil {
		return nil, err
	}
	cut, err := job.ParsePartitioning(j.Partitioning)
	if err != nil {
		return nil, err
	}
	return cut.CutKeys(ctx, tx, a.phase.rows(k, b, span{}).Select(tx).ColumnExpr("r.sequence"))
}

// Process executes the rows of one run. The state of the batch keeps everything
// else from changing them.
func (a *execute) Process(ctx context.Context, tx postgres.Tx, j *model.Job, c *model.Chunk) (job.Outcome, error) {
	k, b, err := batchOf(ctx, tx, a.types, j, false)
	if err != nil {
		return job.Outcome{}, err
	}
	bounds, err := job.BoundsOf(c)
	if err != nil {
		return job.Outcome{}, err
	}
	return a.run(ctx, &slab{tx: tx, kind: k, phase: a.phase, batch: b, bounds: populateBounds{Bounds: bounds}}, nodeRecord)
}

// executeRows lets the batch type execute the rows. If the database refuses
// them as a whole, the bad ones are found and fail alone.
func executeRows(ctx context.Context, s *slab) (dag.Bulk, error) {
	rows := s.rows()
	pending, err := rows.Count(ctx, s.tx)
	if err != nil {
		return dag.Bulk{}, err
	}
	var failed int64
	err = s.tx.Savepoint(ctx, func(ctx context.Context, tx postgres.Tx) error {
		return s.apply(ctx, tx, rows)
	})
	if postgres.IsDataError(err) {
		failed, err = s.executeApart(ctx, rows)
	}
	return dag.Bulk{Items: pending, Failures: failed}, err
}

// executeApart executes rows in ever smaller runs, until those that the database
// refuses stand alone.
func (s *slab) executeApart(ctx context.Context, rows Rows) (failed int64, err error) {
	var sequences []int64
	if err := rows.Select(s.tx).ColumnExpr("r.sequence").Order("r.sequence").Scan(ctx, &sequences); err != nil {
		return 0, fmt.Errorf("listing rows: %w", err)
	}
	refused := map[int64]error{}
	err = job.Bisect(ctx, s.tx, sequences,
		func(ctx context.Context, tx postgres.Tx, run []int64) error {
			rows.span = span{run[0], run[len(run)-1]}
			return s.apply(ctx, tx, rows)
		},
		func([]int64) {},
		func(sequence int64, err error) { refused[sequence] = err })
	if err != nil {
		return 0, err
	}
	for sequence, cause := range refused {
		rows.span = span{sequence, sequence}
		if err := rows.Fail(ctx, s.tx, filter.Expr{}, filter.SQL("?", reasonOf(cause))); err != nil {
			return 0, err
		}
	}
	return int64(len(refused)), nil
}

// reasonOf words for people why the database refused a row.
func reasonOf(err error) string {
	var known *model.Error
	if errors.As(postgres.Error(err), &known) && known.Code != model.CodeInternal {
		return known.Message
	}
	return "The database refused it."
}

// recordOutcomes makes the rows executed, or reverted, that were not told apart.
func recordOutcomes(ctx context.Context, s *slab) (dag.Bulk, error) {
	rows := s.rows()
	done, failed, err := rows.settle(ctx, s.tx)
	return dag.Bulk{Items: done, Failures: failed}, err
}

// End freezes the batch if all of it was executed, or undone.
func (a *execute) End(ctx context.Context, tx postgres.Tx, j *model.Job) error {
	ended, ok := a.phase.ends[j.State]
	if !ok {
		return fmt.Errorf("the job ended in the state %q", j.State)
	}
	k, b, err := batchOf(ctx, tx, a.types, j, true)
	if err != nil {
		return err
	}
	if b.State, err = next(b, ended); err != nil {
		return err
	}
	if ended == actionFinish {
		now := time.Now()
		b.ExecutedAt, b.PurgeOn = &now, k.purgeDate(b, now)
		if b.FailedCount, err = countFailed(ctx, tx, k, b); err != nil {
			return err
		}
	}
	if err := remember(ctx, tx, b, Event{Kind: happened[ended]}); err != nil {
		return err
	}
	return save(ctx, tx, b, "state", "executed_at", "purge_on", "failed_count")
}

// rows are the rows of the slab that wait.
func (s *slab) rows() Rows {
	return s.phase.rows(s.kind, s.batch, span{s.bounds.From, s.bounds.To})
}

func (s *slab) apply(ctx context.Context, tx postgres.Tx, rows Rows) error {
	return s.phase.apply(s.kind.handler)(ctx, tx, s.batch, rows)
}
