package job

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"github.com/sluicehq/sluice/queue"
)

// laneArgs are the arguments of a River job that carries a lane for a slice.
type laneArgs struct {
	Application string `json:"application"`
	JobID       int64  `json:"job_id"`
	Lane        int    `json:"lane"`
}

// Kind tells the applications apart, so that River gives a process carriers of
// those only which it knows.
func (a laneArgs) Kind() string { return "lane." + a.Application }

// newRiverClient returns a client that inserts carriers and, with slots, works
// them. A River job is never tried twice: the fence tells carriers apart by its
// id. A lane whose carrier failed gets another from the sweep.
func newRiverClient(e *Engine) (*river.Client[pgx.Tx], error) {
	opts := queue.Options{ID: e.workerID, Logger: e.opts.Logger, StopTimeout: e.opts.StopTimeout}
	if e.opts.Slots > 0 {
		opts.Queues = map[string]int{river.QueueDefault: e.opts.Slots}
		opts.Workers = river.NewWorkers()
		for name, app := range e.apps {
			river.AddWorkerArgs(opts.Workers, laneArgs{Application: name}, &laneWorker{engine: e, app: app})
		}
	}
	return queue.NewClient(e.db, opts)
}

// laneWorker is what River calls with carriers of one application's jobs.
type laneWorker struct {
	river.WorkerDefaults[laneArgs]
	engine *Engine
	app    Application
}

// Timeout says that a slice may take as long as its chunks do.
func (*laneWorker) Timeout(*river.Job[laneArgs]) time.Duration { return -1 }

// Work carries a lane for a slice.
func (w *laneWorker) Work(ctx context.Context, carrier *river.Job[laneArgs]) error {
	c := &carriage{
		engine:  w.engine,
		app:     w.app,
		carrier: carrier,
		jobID:   carrier.Args.JobID,
		lane:    carrier.Args.Lane,
		until:   time.Now().Add(w.engine.opts.Slice),
	}
	return c.run(ctx)
}
