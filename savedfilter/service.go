package savedfilter

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// The bounds of what is kept and listed.
const (
	maxOwn    = 100 // filters of one user at one place
	maxListed = 500
	maxName   = 100 // characters
)

func init() {
	postgres.Constraint("saved_filter_name_key", model.Error{
		Message: "You have a filter with this name here already. Choose another name, or update that one.", Field: "name",
	})
}

// Filter is a filter that was saved.
type Filter struct {
	bun.BaseModel `bun:"table:saved_filter,alias:f"`

	ID        int64           `bun:"id,pk,autoincrement"`
	UserID    int64           `bun:"user_id"`
	Place     string          `bun:"place"`
	Name      string          `bun:"name"`
	Shared    bool            `bun:"shared"` // with everyone who may see the list
	Where     json.RawMessage `bun:"conditions,type:jsonb"`
	OrderBy   json.RawMessage `bun:"ordering,type:jsonb"` // nil: the list's usual order
	CreatedAt time.Time       `bun:"created_at"`
	UpdatedAt time.Time       `bun:"updated_at"`
	Version   int             `bun:"version"`
	Problem   *string         `bun:"-"` // why it no longer fits its list; nil: it does
}

// GlobalID is its id at the API.
func (f *Filter) GlobalID() model.ID { return model.NewID("SavedFilter", f.ID) }

// Content is what a user gives of a filter.
type Content struct {
	Name    string
	Shared  bool
	Where   json.RawMessage
	OrderBy json.RawMessage
}

// Service is what users can do with saved filters. Each method acts for the viewer
// in the context, who has to have signed in and may see the list in question.
type Service struct {
	db      *postgres.DB
	batches *batch.Service
	jobs    *job.Engine
}

// NewService returns a Service.
func NewService(db *postgres.DB, batches *batch.Service, jobs *job.Engine) *Service {
	return &Service{db, batches, jobs}
}

// List returns the viewer's own filters of a place, and then those of others that
// are shared, each by name. Those that no longer fit say so.
func (s *Service) List(ctx context.Context, place string) ([]*Filter, error) {
	if err := s.enter(ctx, place); err != nil {
		return nil, err
	}
	found := []*Filter{}
	err := s.db.NewSelect().Model(&found).Where("place = ?", place).
		Where("user_id = ? OR shared", auth.ViewerFrom(ctx).UserID).
		OrderExpr("user_id <> ?, lower(name), id", auth.ViewerFrom(ctx).UserID).Limit(maxListed).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("reading saved filters: %w", err)
	}
	for _, f := range found {
		var problem *model.Error
		if errors.As(s.check(place, f), &problem) {
			f.Problem = &problem.Message
		}
	}
	return found, nil
}

// Create saves a filter for a place. Errors: INVALID for what does not fit the place;
// CONFLICT for a name that the viewer uses there already; LIMIT.
func (s *Service) Create(ctx context.Context, place string, c Content) (*Filter, error) {
	if err := s.enter(ctx, place); err != nil {
		return nil, err
	}
	f := &Filter{UserID: auth.ViewerFrom(ctx).UserID, Place: place}
	if err := s.fill(f, c); err != nil {
		return nil, err
	}
	err := postgres.InTx(ctx, s.db, nil, func(ctx context.Context, tx postgres.Tx) error {
		// Who saves two at once is counted one after the other.
		if _, err := tx.NewRaw("SELECT id FROM app_user WHERE id = ? FOR NO KEY UPDATE", f.UserID).Exec(ctx); err != nil {
			return fmt.Errorf("locking a user: %w", err)
		}
		own, err := tx.NewSelect().Model((*Filter)(nil)).Where("user_id = ? AND place = ?", f.UserID, place).Count(ctx)
		if err != nil {
			return fmt.Errorf("counting saved filters: %w", err)
		}
		if own >= maxOwn {
			return model.Limit("You have %d filters here, which is the most. Delete one that you no longer need.", maxOwn)
		}
		_, err = tx.NewInsert().Model(f).Column("user_id", "place", "name", "shared", "conditions", "ordering").Returning("*").Exec(ctx)
		return err
	})
	return f, postgres.Error(err)
}

// Update changes one of the viewer's filters that is at the version given. Errors: as
// of Create; NOT_FOUND; CONFLICT for another version.
func (s *Service) Update(ctx context.Context, id int64, version int, c Content) (*Filter, error) {
	f, err := s.own(ctx, id)
	if err != nil {
		return nil, err
	}
	if err := s.enter(ctx, f.Place); err != nil {
		return nil, err
	}
	if err := s.fill(f, c); err != nil {
		return nil, err
	}
	written, err := s.db.NewUpdate().Model(f).Column("name", "shared", "conditions", "ordering").
		Set("version = version + 1").Set("updated_at = now()").WherePK().Where("version = ?", version).Returning("*").Exec(ctx)
	if err != nil {
		return nil, postgres.Error(err)
	}
	if n, err := written.RowsAffected(); n == 0 || err != nil {
		return nil, errors.Join(err, model.Conflict("This filter has been changed elsewhere. Look at it again before you change it.").At("version"))
	}
	return f, nil
}

// Delete deletes one of the viewer's filters. Errors: NOT_FOUND.
func (s *Service) Delete(ctx context.Context, id int64) error {
	f, err := s.own(ctx, id)
	if err != nil {
		return err
	}
	_, err = s.db.NewDelete().Model(f).WherePK().Exec(ctx)
	return postgres.Error(err)
}

// enter lets in who has signed in and may see the list.
func (s *Service) enter(ctx context.Context, place string) error {
	if err := auth.RequireSignedIn(ctx); err != nil {
		return err
	}
	return s.mayView(ctx, place)
}

// own reads one of the viewer's filters. Those of others are none of theirs to change.
func (s *Service) own(ctx context.Context, id int64) (*Filter, error) {
	if err := auth.RequireSignedIn(ctx); err != nil {
		return nil, err
	}
	var found []*Filter
	err := s.db.NewSelect().Model(&found).Where("id = ? AND user_id = ?", id, auth.ViewerFrom(ctx).UserID).Scan(ctx)
	switch {
	case err != nil:
		return nil, fmt.Errorf("reading a saved filter: %w", err)
	case len(found) == 0:
		return nil, model.NotFound("filter of yours")
	}
	return found[0], nil
}

// fill takes over what a user gives, if that can be kept.
func (s *Service) fill(f *Filter, c Content) error {
	f.Name, f.Shared, f.Where, f.OrderBy = strings.TrimSpace(c.Name), c.Shared, c.Where, c.OrderBy
	if err := filter.CheckText(f.Name, "name"); err != nil {
		return err
	}
	if n := len([]rune(f.Name)); n == 0 || n > maxName {
		return model.Invalid("name", "Give the filter a name of at most %d characters.", maxName)
	}
	return s.check(f.Place, f)
}
