package operation

import (
	"context"
	"fmt"
	"sync"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/event"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// Service keeps operations, on behalf of the viewer in the context. One per
// process and database.
type Service struct {
	db     *postgres.DB
	opts   Options
	groups groups
	river  *river.Client[pgx.Tx]

	combiner combiner

	background sync.WaitGroup // the sweep and the purge
	cancel     context.CancelFunc
}

// New returns a Service over db, which must have been migrated. The error says
// which group or route is wrong.
func New(db *postgres.DB, opts Options) (*Service, error) {
	known, err := newGroups(opts.Groups)
	if err != nil {
		return nil, err
	}
	s := &Service{db: db, opts: opts.withDefaults(), groups: known, combiner: combiner{db: db}}
	s.river, err = s.newRiverClient()
	return s, err
}

// StartWork begins to run groups on the routes that have slots, and to sweep. It
// returns when the first can be run; ctx matters until then only.
func (s *Service) StartWork(ctx context.Context) error {
	runCtx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	s.cancel = cancel
	if s.works() {
		if err := s.river.Start(context.WithoutCancel(ctx)); err != nil {
			cancel()
			return fmt.Errorf("starting to run action groups: %w", err)
		}
	}
	s.background.Go(func() { s.sweepRegularly(runCtx) })
	if len(s.opts.Keep) > 0 {
		s.background.Go(func() { s.purgeRegularly(runCtx) })
	}
	return nil
}

// StopWork begins no more groups and waits until those that run have ended, or
// after Options.StopTimeout interrupts them. It returns ctx's error if even that
// takes longer than ctx. Call it once, after StartWork.
func (s *Service) StopWork(ctx context.Context) error {
	var err error
	if s.works() {
		if stopErr := s.river.Stop(ctx); stopErr != nil {
			err = fmt.Errorf("waiting for action groups: %w", stopErr)
		}
	}
	s.cancel()
	s.background.Wait()
	return err
}

// Get returns an operation to a viewer with the permission ToView. Errors:
// NOT_FOUND, FORBIDDEN.
func (s *Service) Get(ctx context.Context, id int64) (*model.Operation, error) {
	o, err := get(ctx, s.db, id)
	if err != nil {
		return nil, postgres.Error(err)
	}
	if o == nil {
		// Who may see no operation at all is not told which there are.
		if _, err := scopeOf(ctx, ToView); err != nil {
			return nil, err
		}
		return nil, model.NotFound("operation")
	}
	return o, auth.Require(ctx, Permission(o.Type, ToView))
}

// announce sends the event that operations have changed; call it after the
// commit.
func (s *Service) announce() { s.opts.Publisher.Notify(event.Operations) }

// change carries out a change, and announces it; see change.carryOut.
func (s *Service) change(ctx context.Context, c change) (*model.Operation, error) {
	return s.announced(s.combiner.carryOut(ctx, c))
}

// announced passes on what a change of an operation returned, and announces it
// if there was no error.
func (s *Service) announced(o *model.Operation, err error) (*model.Operation, error) {
	if err != nil {
		return nil, postgres.Error(err)
	}
	s.announce()
	return o, nil
}
