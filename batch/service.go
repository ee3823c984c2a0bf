package batch

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/event"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/upload"
)

// Service is what people and scripts can do with batches. Each method acts for
// the viewer in the context, who needs the permission "batch.<type>.<verb>"
// with the verb view, create, edit, refresh, complete, approve, execute, undo,
// export, purge or delete.
type Service struct {
	db    *postgres.DB
	jobs  *job.Engine
	types *Registry
	files *upload.Service
	opts  Options

	exporting chan struct{} // has room for those who may
}

// Options tune a Service.
type Options struct {
	Parallelism int // chunks of one batch at a time; default 2
	ChunkSize   int // rows in a chunk; default 5,000
}

// NewService returns a Service; files are where uploads are. The engine must run the applications that
// Applications returns for the same registry.
func NewService(db *postgres.DB, jobs *job.Engine, types *Registry, files *upload.Service, opts Options) *Service {
	if opts.Parallelism == 0 {
		opts.Parallelism = 2
	}
	if opts.ChunkSize == 0 {
		opts.ChunkSize = 5000
	}
	return &Service{db: db, jobs: jobs, types: types, files: files, opts: opts, exporting: make(chan struct{}, maxExports)}
}

func permission(typeKey, verb string) string { return "batch." + typeKey + "." + verb }

// Types returns the batch types that the viewer may see.
func (s *Service) Types(ctx context.Context) ([]*Kind, error) { return s.types.visible(ctx) }

// Creatable reports whether the viewer may create batches of a type.
func (s *Service) Creatable(ctx context.Context, k *Kind) bool {
	return auth.ViewerFrom(ctx).Can(permission(k.Key, "create"))
}

// Kind returns the type of a batch.
func (s *Service) Kind(b *model.Batch) (*Kind, error) { return s.types.of(b) }

// Get returns a batch. NOT_FOUND if there is none, or if the viewer may not
// see batches of its type.
func (s *Service) Get(ctx context.Context, id int64) (*model.Batch, error) {
	return s.get(ctx, s.db, id, "view")
}

// Visible returns those of the batches that exist and that the viewer may see,
// by id.
func (s *Service) Visible(ctx context.Context, ids ...int64) (map[int64]*model.Batch, error) {
	var found []*model.Batch
	if err := s.db.NewSelect().Model(&found).Where("id IN (?)", bun.List(ids)).Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading batches: %w", err)
	}
	byID := make(map[int64]*model.Batch, len(found))
	for _, b := range found {
		if auth.ViewerFrom(ctx).Can(permission(b.Type, "view")) {
			byID[b.ID] = b
		}
	}
	return byID, nil
}

// get reads a batch that the viewer may see, and requires the permission for
// verb besides.
func (s *Service) get(ctx context.Context, db bun.IDB, id int64, verb string, lock ...string) (*model.Batch, error) {
	b, err := s.types.view(ctx, db, id, lock...)
	if err != nil {
		return nil, err
	}
	return b, auth.Require(ctx, permission(b.Type, verb))
}

// changing is what is done to a locked batch, whose state will be to.
type changing func(ctx context.Context, tx postgres.Tx, k *Kind, b *model.Batch, to model.BatchState) error

// change locks a batch, checks that the viewer may do verb and that its state
// allows a, and runs fn in the same transaction. fn changes the batch by calling
// save; that the state has changed becomes part of its history. Subscribers hear
// of it after the commit.
func (s *Service) change(ctx context.Context, id int64, verb string, a action, fn changing) (*model.Batch, error) {
	return s.changeBy(ctx, id, verb, []action{a}, fn)
}

// changeBy is change by the first of some actions that the state allows.
func (s *Service) changeBy(ctx context.Context, id int64, verb string, actions []action, fn changing) (b *model.Batch, err error) {
	return s.commit(ctx, func(ctx context.Context, tx postgres.Tx) (*model.Batch, error) {
		return s.changeTx(ctx, tx, id, verb, actions, fn)
	})
}

// commit runs fn in a transaction, and tells subscribers of the batch that it
// returns.
func (s *Service) commit(ctx context.Context, fn func(ctx context.Context, tx postgres.Tx) (*model.Batch, error)) (b *model.Batch, err error) {
	err = s.inTx(ctx, func(ctx context.Context, tx postgres.Tx) error {
		b, err = fn(ctx, tx)
		return err
	})
	if err != nil {
		return nil, postgres.Error(err)
	}
	s.announce(ctx, b)
	return b, nil
}

// changeTx is changeBy as a part of a transaction.
func (s *Service) changeTx(ctx context.Context, tx postgres.Tx, id int64, verb string, actions []action, fn changing) (*model.Batch, error) {
	b, err := s.get(ctx, tx, id, verb, "NO KEY UPDATE")
	if err != nil {
		return nil, err
	}
	k, err := s.types.of(b)
	if err != nil {
		return nil, err
	}
	a, to, err := nextOf(b, actions)
	if err != nil {
		return nil, err
	}
	if err := fn(ctx, tx, k, b, to); err != nil {
		return nil, err
	}
	if kind, ok := happened[a]; ok {
		return b, remember(ctx, tx, b, Event{Kind: kind})
	}
	return b, nil
}

// announce tells subscribers that a batch has changed, and perhaps its jobs.
func (s *Service) announce(ctx context.Context, b *model.Batch) {
	if rehearses(ctx) {
		return
	}
	topics := append(topicsOf(b.ID), event.Jobs)
	for _, id := range b.JobIDs() {
		topics = append(topics, event.Job(*id))
	}
	s.jobs.Notify(topics...)
}

// save writes the given columns of a batch's header, with its new version.
func save(ctx context.Context, db bun.IDB, b *model.Batch, columns ...string) error {
	_, err := db.NewUpdate().Model(b).Column(columns...).
		Set("version = version + 1").Set("updated_at = now()").
		WherePK().Returning("version, updated_at").Exec(ctx)
	if err != nil {
		return fmt.Errorf("writing a batch: %w", err)
	}
	return nil
}

// topicsOf returns the topics that a change of a batch concerns.
func topicsOf(id int64) []string { return []string{event.Batch(id), event.Batches} }
