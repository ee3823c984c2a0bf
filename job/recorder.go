package job

import (
	"context"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// Recorder keeps a record of jobs for others to see. It hears of each job that
// is made, and of each change of its state, in the transaction that makes it.
// What it does should be little: the end of a job waits for it. Its error undoes
// the change.
type Recorder interface {
	// Record hears of a job, and of what has become of it if its run has ended.
	Record(ctx context.Context, tx postgres.Tx, j *model.Job, ended *model.JobProgress) error
}

func (e *Engine) record(ctx context.Context, tx postgres.Tx, j *model.Job) error {
	if e.opts.Recorder == nil {
		return nil
	}
	return e.opts.Recorder.Record(ctx, tx, j, nil)
}

// recordEnd is record for a job whose run has ended.
func (e *Engine) recordEnd(ctx context.Context, tx postgres.Tx, j *model.Job) error {
	if e.opts.Recorder == nil {
		return nil
	}
	progress, err := e.readProgress(ctx, tx, j.ID)
	if err != nil {
		return err
	}
	return e.opts.Recorder.Record(ctx, tx, j, progress[j.ID])
}
