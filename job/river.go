package job

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"github.com/sluicehq/sluice/postgres"
)

// River's defaults would give five chunks a second.
const (
	fetchCooldown     = time.Millisecond
	fetchPollInterval = 100 * time.Millisecond
)

// keepCarriers is how long River keeps the jobs that have carried a lane; each
// slice leaves one.
const keepCarriers = 10 * time.Minute

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
// them.
func newRiverClient(e *Engine) (*river.Client[pgx.Tx], error) {
	config := &river.Config{
		ID:                          e.workerID,
		Schema:                      postgres.RiverSchema,
		Logger:                      slog.New(problemsOnly{e.opts.Logger.Handler()}),
		FetchCooldown:               fetchCooldown,
		FetchPollInterval:           fetchPollInterval,
		FetchOnlyKnownKinds:         true,
		SkipUnknownJobCheck:         true,
		CompletedJobRetentionPeriod: keepCarriers,
		CancelledJobRetentionPeriod: keepCarriers,
		SoftStopTimeout:             e.opts.StopTimeout,
		// A River job is never tried twice: the fence tells carriers apart by
		// its id. A lane whose carrier failed gets another from the sweep.
		MaxAttempts: 1,
	}
	if e.opts.Slots > 0 {
		config.Queues = map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: e.opts.Slots}}
		config.Workers = river.NewWorkers()
		for name, app := range e.apps {
			river.AddWorkerArgs(config.Workers, laneArgs{Application: name}, &laneWorker{engine: e, app: app})
		}
	}
	client, err := river.NewClient(riverpgxv5.New(e.db.Pool), config)
	if err != nil {
		return nil, fmt.Errorf("setting River up: %w", err)
	}
	return client, nil
}

// problemsOnly drops what River logs of its ordinary life.
type problemsOnly struct{ slog.Handler }

// Enabled implements slog.Handler.
func (h problemsOnly) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelWarn && h.Handler.Enabled(ctx, level)
}

// WithAttrs implements slog.Handler.
func (h problemsOnly) WithAttrs(attrs []slog.Attr) slog.Handler {
	return problemsOnly{h.Handler.WithAttrs(attrs)}
}

// WithGroup implements slog.Handler.
func (h problemsOnly) WithGroup(name string) slog.Handler {
	return problemsOnly{h.Handler.WithGroup(name)}
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
