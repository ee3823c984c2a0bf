package operation

import (
	"context"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/event"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// Service keeps operations, on behalf of the viewer in the context. One per
// process and database.
type Service struct {
	db   *postgres.DB
	opts Options
}

// New returns a Service over db, which must have been migrated.
func New(db *postgres.DB, opts Options) *Service {
	return &Service{db: db, opts: opts.withDefaults()}
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

// announced passes on what a change of an operation returned, and announces it
// if there was no error.
func (s *Service) announced(o *model.Operation, err error) (*model.Operation, error) {
	if err != nil {
		return nil, postgres.Error(err)
	}
	s.announce()
	return o, nil
}
