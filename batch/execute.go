package batch

import (
	"context"
	"fmt"
	"time"

	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// execute is the application that lets a reviewed batch take effect.
type execute struct{ types *Registry }

func (*execute) Name() string { return applicationExecute }

// Topics implements job.Announcer.
func (*execute) Topics(j *model.Job) []string { return topics(j) }

// Plan cuts the pending rows into runs of sequences.
func (a *execute) Plan(ctx context.Context, tx postgres.Tx, j *model.Job) ([]job.Partition, error) {
	k, b, err := batchOf(ctx, tx, a.types, j, false)
	if err != nil {
		return nil, err
	}
	cut, err := job.ParsePartitioning(j.Partitioning)
	if err != nil {
		return nil, err
	}
	return cut.CutKeys(ctx, tx, k.rows(b).Select(tx).ColumnExpr("r.sequence"))
}

// Process executes the rows of one run. The batch is executing, so nothing
// else changes its rows.
func (a *execute) Process(ctx context.Context, tx postgres.Tx, j *model.Job, c *model.Chunk) (job.Outcome, error) {
	k, b, err := batchOf(ctx, tx, a.types, j, false)
	if err != nil {
		return job.Outcome{}, err
	}
	bounds, err := job.BoundsOf(c)
	if err != nil {
		return job.Outcome{}, err
	}
	rows := Rows{kind: k, batchID: b.ID, from: bounds.From, to: bounds.To}
	if err := k.handler.Execute(ctx, tx, b, rows); err != nil {
		return job.Outcome{}, err
	}
	done, failed, err := rows.settle(ctx, tx)
	return job.Outcome{Done: done, Failed: failed}, err
}

// End freezes the batch if all of it was executed.
func (a *execute) End(ctx context.Context, tx postgres.Tx, j *model.Job) error {
	ended, ok := map[model.JobState]action{
		model.JobFinished: actionFinish,
		model.JobFailed:   actionFail,
		model.JobCanceled: actionCancel,
	}[j.State]
	if !ok {
		return fmt.Errorf("execution ended in the state %q", j.State)
	}
	_, b, err := batchOf(ctx, tx, a.types, j, true)
	if err != nil {
		return err
	}
	if b.State, err = next(b, ended); err != nil {
		return err
	}
	if b.State == model.BatchExecuted {
		now := time.Now()
		b.ExecutedAt = &now
	}
	return save(ctx, tx, b, "state", "executed_at")
}
