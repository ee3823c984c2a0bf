package operation

import (
	"context"
	"fmt"
	"time"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// MaxPage is the greatest page of operations.
const MaxPage = 200

// Filter is a set of conditions on operations, combined with AND.
type Filter struct {
	ID         *filter.ID              `json:"id,omitempty"`
	Type       *filter.String          `json:"type,omitempty"`
	Status     []model.OperationStatus `json:"status,omitempty"` // any of these; nil: all
	Result     []model.OperationResult `json:"result,omitempty"` // any of these; nil: all, and none yet
	Context    *model.OperationContext `json:"context,omitempty"`
	Group      *filter.String          `json:"group,omitempty"`
	CreatedAt  *filter.Time            `json:"createdAt,omitempty"`
	StartedAt  *filter.Time            `json:"startedAt,omitempty"`
	FinishedAt *filter.Time            `json:"finishedAt,omitempty"`
	RunAt      *filter.Time            `json:"runAt,omitempty"`
	Mine       *bool                   `json:"mine,omitempty"` // created by the viewer
}

// OrderField is what operations can be ordered by.
type OrderField string

// The order fields.
const (
	OrderByCreatedAt OrderField = "CREATED_AT"
	OrderByUpdatedAt OrderField = "UPDATED_AT"
)

// Order is an order of operations. A nil Order is newest first.
type Order struct {
	Field     OrderField
	Direction model.Direction
}

// Query asks for a page of operations.
type Query struct {
	Where   *Filter
	OrderBy *Order
	First   int     // 1 to MaxPage
	After   *string // the cursor of the operation before the page
}

// List returns a page of the operations that match, of the types that the
// viewer may see. Errors: INVALID.
func (s *Service) List(ctx context.Context, query Query) (*model.Page[*model.Operation], error) {
	if err := filter.CheckFirst(query.First, MaxPage); err != nil {
		return nil, err
	}
	where, err := visible(ctx, query.Where)
	if err != nil {
		return nil, err
	}
	order := query.OrderBy.order()
	after, err := order.After(query.After)
	if err != nil {
		return nil, err
	}
	found, err := s.matching(ctx, filter.And(where, after), order.By(), query.First+1)
	if err != nil {
		return nil, err
	}
	return filter.Paged(found, query.First, query.After != nil, func(o *model.Operation) string {
		return order.Cursor(query.OrderBy.value(o), o.ID)
	}), nil
}

// matching returns at most limit operations that match.
func (s *Service) matching(ctx context.Context, where filter.Expr, by string, limit int) ([]*model.Operation, error) {
	condition, args := where.OrTrue()
	statement := filter.SQL("SELECT "+columns+" FROM operation WHERE "+condition+" ORDER BY "+by+" LIMIT ?", append(args, limit)...)
	found, err := read(ctx, s.db, statement.Numbered(), statement.Args...)
	if err != nil {
		return nil, postgres.Error(fmt.Errorf("listing operations: %w", err))
	}
	return found, nil
}

// Count returns how many operations match, of the types that the viewer may see.
func (s *Service) Count(ctx context.Context, where *Filter) (int, error) {
	matching, err := visible(ctx, where)
	if err != nil {
		return 0, err
	}
	condition, args := matching.OrTrue()
	statement := filter.SQL("SELECT count(*) FROM operation WHERE "+condition, args...)
	var n int
	if err := s.db.Pool.QueryRow(ctx, statement.Numbered(), statement.Args...).Scan(&n); err != nil {
		return 0, postgres.Error(fmt.Errorf("counting operations: %w", err))
	}
	return n, nil
}

// visible returns the filter's conditions together with what the viewer may see.
func visible(ctx context.Context, f *Filter) (filter.Expr, error) {
	allowed, err := scopeOf(ctx, ToView)
	if err != nil {
		return filter.Expr{}, err
	}
	where, err := f.expr(ctx)
	if allowed.every {
		return where, err
	}
	return filter.And(filter.In("type", allowed.types), where), err
}

// Check returns an INVALID Error unless operations can be listed by the filter and
// in the order.
func (f *Filter) Check(o *Order) error {
	if o != nil {
		if o.Field != OrderByCreatedAt && o.Field != OrderByUpdatedAt {
			return model.Invalid("orderBy.field", "Operations can't be ordered by this.")
		}
		if err := o.Direction.Check("orderBy.direction"); err != nil {
			return err
		}
	}
	_, err := f.expr(context.Background())
	return err
}

func (f *Filter) expr(ctx context.Context) (filter.Expr, error) {
	if f == nil {
		return filter.Expr{}, nil
	}
	all := []filter.Expr{
		f.CreatedAt.Expr("created_at"), f.StartedAt.Expr("started_at"), f.FinishedAt.Expr("finished_at"), f.RunAt.Expr("run_at"),
	}
	if f.Status != nil {
		all = append(all, filter.In("status", f.Status))
	}
	if f.Result != nil {
		all = append(all, filter.In("result", f.Result))
	}
	if f.Mine != nil && *f.Mine {
		all = append(all, filter.SQL("created_by = ?", auth.ViewerFrom(ctx).ID()))
	}
	id, err := f.ID.Expr("id", "Operation", "where.id")
	if err != nil {
		return filter.Expr{}, err
	}
	kind, err := f.Type.Expr("type", "where.type")
	if err != nil {
		return filter.Expr{}, err
	}
	group, err := f.Group.Expr("action_group", "where.group")
	if err != nil {
		return filter.Expr{}, err
	}
	about, err := f.about()
	return filter.And(append(all, id, kind, group, about)...), err
}

// about is the condition on the context.
func (f *Filter) about() (filter.Expr, error) {
	c := f.Context
	if err := CheckContext(c); c == nil || err != nil {
		return filter.Expr{}, err
	}
	if c.ID != nil {
		return filter.SQL("context_kind = ? AND context_key = ?", c.ID.Kind, c.ID.Key), nil
	}
	return filter.SQL("context_kind IS NULL AND context_key = ?", *c.Reference), nil
}

func (o *Order) order() filter.Order {
	order := filter.Order{Name: string(OrderByCreatedAt), Key: "id", Desc: true}
	if o == nil {
		return order
	}
	order.Desc = o.Direction == model.Descending
	if o.Field == OrderByUpdatedAt {
		order.Name, order.Column, order.Type = string(OrderByUpdatedAt), "updated_at", "timestamptz"
	}
	return order
}

// value is the text of the column that the list is ordered by. Ids grow with
// the time of creation, so that order needs no column.
func (o *Order) value(op *model.Operation) *string {
	if o == nil || o.Field != OrderByUpdatedAt {
		return nil
	}
	text := op.UpdatedAt.Format(time.RFC3339Nano)
	return &text
}
