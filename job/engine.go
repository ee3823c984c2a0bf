package job

import (
	"context"
	"fmt"
	"regexp"
	"sync"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"github.com/sluicehq/sluice/event"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

var applicationName = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$`)

// Engine creates jobs, controls them, tells about them, and works on them if it
// has slots. One per process and database.
type Engine struct {
	db       *postgres.DB
	opts     Options
	apps     map[string]Application
	workerID string
	river    *river.Client[pgx.Tx]
	feed     *event.Feed[int64, *model.JobProgress]
	rates    rates
	tallies  tallies

	stopping   chan struct{}  // closed when carriers shall hand back their lanes
	background sync.WaitGroup // the sweep and the signs of life
	cancel     context.CancelFunc
}

// New returns an Engine that knows apps: it creates and works on jobs of these
// only. db must have been migrated.
func New(db *postgres.DB, opts Options, apps ...Application) (*Engine, error) {
	e := &Engine{
		db:       db,
		opts:     opts.withDefaults(),
		apps:     make(map[string]Application, len(apps)),
		workerID: newWorkerID(),
		stopping: make(chan struct{}),
	}
	for _, app := range apps {
		name := app.Name()
		if !applicationName.MatchString(name) {
			return nil, fmt.Errorf("%q can't be the name of a job application", name)
		}
		if e.apps[name] != nil {
			return nil, fmt.Errorf("two job applications are named %q", name)
		}
		e.apps[name] = app
	}
	if e.opts.Hub != nil {
		e.feed = event.NewFeed(e.opts.Hub, e.opts.Logger, event.Job, e.progressOf)
	}
	var err error
	if e.river, err = newRiverClient(e); err != nil {
		return nil, err
	}
	return e, nil
}

// Start begins to sweep and, with slots, to work. It returns when the first
// lanes can be taken; ctx matters until then only.
func (e *Engine) Start(ctx context.Context) error {
	runCtx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	e.cancel = cancel
	if e.opts.Slots > 0 {
		if err := e.register(ctx); err != nil {
			cancel()
			return err
		}
		e.background.Go(func() { e.heartbeat(runCtx) })
		if err := e.river.Start(context.WithoutCancel(ctx)); err != nil {
			cancel()
			e.background.Wait()
			return fmt.Errorf("starting to take lanes: %w", err)
		}
	}
	e.background.Go(func() { e.sweepRegularly(runCtx) })
	return nil
}

// Stop takes no more chunks and waits until those in hand are finished, or
// after Options.StopTimeout released for other processes. It returns ctx's
// error if even that takes longer than ctx. Call it once, after Start.
func (e *Engine) Stop(ctx context.Context) error {
	close(e.stopping)
	var err error
	if e.opts.Slots > 0 {
		if stopErr := e.river.Stop(ctx); stopErr != nil {
			err = fmt.Errorf("waiting for chunks in hand: %w", stopErr)
		}
	}
	e.cancel()
	e.background.Wait()
	if e.opts.Slots > 0 && err == nil {
		err = e.deregister(ctx)
	}
	return err
}

// Notify sends events; call it after the commit of what has changed.
func (e *Engine) Notify(topics ...string) { e.opts.Publisher.Notify(topics...) }

// announce sends the events of a job that has come further.
func (e *Engine) announce(j *model.Job) {
	e.Notify(event.Job(j.ID))
	if app, ok := e.apps[j.Application].(Announcer); ok {
		e.Notify(app.Topics(j)...)
	}
}

// announceState sends the events of a job that has changed its state.
func (e *Engine) announceState(j *model.Job) {
	e.announce(j)
	e.Notify(event.Jobs, event.Operations)
}
