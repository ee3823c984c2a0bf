package batch

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// MaxPage is the greatest page of batches.
const MaxPage = 200

// Filter is a set of conditions on batches, combined with AND.
type Filter struct {
	ID        *filter.ID         `json:"id,omitempty"`
	Type      *filter.String     `json:"type,omitempty"`
	State     []model.BatchState `json:"state,omitzero"`
	Search    *string            `json:"search,omitempty"` // words in number, description or notes
	CreatedAt *filter.Time       `json:"createdAt,omitempty"`
	DueOn     *filter.Date       `json:"dueOn,omitempty"`
	Overdue   *bool              `json:"overdue,omitempty"`
	Mine      *bool              `json:"mine,omitempty"`
}

// OrderField is what batches can be ordered by.
type OrderField string

// The order fields.
const (
	OrderByCreatedAt OrderField = "CREATED_AT"
	OrderByUpdatedAt OrderField = "UPDATED_AT"
	OrderByDueOn     OrderField = "DUE_ON"
)

// Order is an order of batches. A nil Order is newest first.
type Order struct {
	Field     OrderField
	Direction model.Direction
}

// List asks for a page of batches.
type List struct {
	Where   *Filter
	OrderBy *Order
	First   int
	After   *string
}

// List returns a page of the batches that match, of the types that the viewer
// may see.
func (s *Service) List(ctx context.Context, list List) (*model.Page[*model.Batch], error) {
	if err := filter.CheckFirst(list.First, MaxPage); err != nil {
		return nil, err
	}
	where, err := s.visible(ctx, list.Where)
	if err != nil {
		return nil, err
	}
	order := list.OrderBy.order()
	var found []*model.Batch
	q, err := order.Apply(s.db.NewSelect().Model(&found).Where(where.SQL, where.Args...).Limit(int64(list.First)+1), list.After)
	if err != nil {
		return nil, err
	}
	if err := q.Scan(ctx); err != nil {
		return nil, postgres.Error(err)
	}
	return filter.Paged(found, list.First, list.After != nil, func(b *model.Batch) string {
		return order.Cursor(list.OrderBy.value(b), b.ID)
	}), nil
}

// Count returns how many batches match, of the types that the viewer may see.
func (s *Service) Count(ctx context.Context, f *Filter) (int, error) {
	where, err := s.visible(ctx, f)
	if err != nil {
		return 0, err
	}
	n, err := s.db.NewSelect().Model((*model.Batch)(nil)).Where(where.SQL, where.Args...).Count(ctx)
	return int(n), postgres.Error(err)
}

// visible returns the filter's conditions together with what the viewer may see.
func (s *Service) visible(ctx context.Context, f *Filter) (filter.Expr, error) {
	kinds, err := s.Types(ctx)
	if err != nil {
		return filter.Expr{}, err
	}
	keys := make([]string, len(kinds))
	for i, k := range kinds {
		keys[i] = k.Key
	}
	conditions, err := f.expr(ctx)
	return filter.And(filter.SQL("batch.type IN (?)", bun.List(keys)), conditions), err
}

// Check returns an INVALID Error unless batches can be listed by the filter and in
// the order.
func (f *Filter) Check(o *Order) error {
	if o != nil && !slices.Contains([]OrderField{OrderByCreatedAt, OrderByUpdatedAt, OrderByDueOn}, o.Field) {
		return model.Invalid("orderBy.field", "Batches can't be ordered by this.")
	}
	if o != nil {
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
	ids, err := f.ID.Expr("batch.id", "Batch", "where.id")
	if err != nil {
		return filter.Expr{}, err
	}
	types, err := f.Type.Expr("batch.type", "where.type")
	if err != nil {
		return filter.Expr{}, err
	}
	search, err := f.search()
	if err != nil {
		return filter.Expr{}, err
	}
	all := []filter.Expr{ids, types, search, f.CreatedAt.Expr("batch.created_at"), f.DueOn.Expr("batch.due_on"), f.overdue()}
	if len(f.State) > 0 {
		all = append(all, filter.SQL("batch.state IN (?)", bun.List(f.State)))
	}
	if f.Mine != nil && *f.Mine {
		all = append(all, filter.SQL("batch.created_by IS NOT DISTINCT FROM ?", auth.ViewerFrom(ctx).ID()))
	}
	return filter.And(all...), nil
}

// overdue is the SQL of model.Batch.Overdue.
func (f *Filter) overdue() filter.Expr {
	overdue := filter.SQL("batch.due_on < ? AND batch.executed_at IS NULL", model.Today())
	switch {
	case f.Overdue == nil:
		return filter.Expr{}
	case *f.Overdue:
		return overdue
	}
	return filter.Not(overdue)
}

// search finds a batch by its number ("123", "#00000123") or by words.
func (f *Filter) search() (filter.Expr, error) {
	if f.Search == nil {
		return filter.Expr{}, nil
	}
	words, err := filter.Search("(batch.description || ' ' || batch.notes)", *f.Search, "where.search")
	if err != nil {
		return filter.Expr{}, err
	}
	if n, err := strconv.ParseInt(strings.TrimPrefix(strings.TrimSpace(*f.Search), "#"), 10, 64); err == nil {
		return filter.Or(filter.SQL("batch.id = ?", n), words), nil
	}
	return words, nil
}

func (o *Order) order() filter.Order {
	order := filter.Order{Name: string(OrderByCreatedAt), Key: "batch.id", Desc: true}
	if o == nil {
		return order
	}
	order.Desc = o.Direction == model.Descending
	switch o.Field {
	case OrderByUpdatedAt:
		order.Name, order.Column, order.Type = string(OrderByUpdatedAt), "batch.updated_at", "timestamptz"
	case OrderByDueOn:
		order.Name, order.Column, order.Type, order.Nullable = string(OrderByDueOn), "batch.due_on", "date", true
	}
	return order
}

// value is the text of the column that the list is ordered by. Ids grow with
// the time of creation, so that order needs no column.
func (o *Order) value(b *model.Batch) *string {
	switch {
	case o == nil || o.Field == OrderByCreatedAt:
		return nil
	case o.Field == OrderByDueOn:
		return (*string)(b.DueOn)
	}
	text := b.UpdatedAt.Format(time.RFC3339Nano)
	return &text
}
