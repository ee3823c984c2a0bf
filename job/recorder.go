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
	Record(ctx context.Context, tx postgres.Tx, j *model.Job) error
}

func (e *Engine) record(ctx context.Context, tx postgres.Tx, j *model.Job) error {
	if e.opts.Recorder == nil {
		return nil
	}
	return e.opts.Recorder.Record(ctx, tx, j)
}
