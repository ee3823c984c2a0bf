// Package queue sets River up as Sluice wants it. It is for the two packages
// that give River something to carry: job and operation.
package queue

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

// River's defaults would give five jobs a second.
const (
	fetchCooldown     = time.Millisecond
	fetchPollInterval = 100 * time.Millisecond
)

// keepCarriers is how long River keeps the jobs that have carried something.
const keepCarriers = 10 * time.Minute

// Options say what a client is for.
type Options struct {
	ID          string // of this client; different from all others
	Logger      *slog.Logger
	StopTimeout time.Duration // how long a stop waits before it ends the context of what still runs
	// Queues are those to work on, with how much at once; nil: none, the client
	// only inserts.
	Queues  map[string]int
	Workers *river.Workers
}

// NewClient returns a client over db. A River job is never tried twice: who
// gives River something to carry decides what becomes of it when it was dropped.
func NewClient(db *postgres.DB, opts Options) (*river.Client[pgx.Tx], error) {
	config := &river.Config{
		ID:                          opts.ID,
		Schema:                      postgres.RiverSchema,
		Logger:                      slog.New(problemsOnly{opts.Logger.Handler()}),
		FetchCooldown:               fetchCooldown,
		FetchPollInterval:           fetchPollInterval,
		FetchOnlyKnownKinds:         true,
		SkipUnknownJobCheck:         true,
		CompletedJobRetentionPeriod: keepCarriers,
		CancelledJobRetentionPeriod: keepCarriers,
		SoftStopTimeout:             opts.StopTimeout,
		MaxAttempts:                 1,
	}
	if opts.Queues != nil {
		config.Workers = opts.Workers
		config.Queues = make(map[string]river.QueueConfig, len(opts.Queues))
		for name, slots := range opts.Queues {
			config.Queues[name] = river.QueueConfig{MaxWorkers: slots}
		}
	}
	client, err := river.NewClient(riverpgxv5.New(db.Pool), config)
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
