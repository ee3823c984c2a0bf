package job

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// MaxExceptionPage is the greatest page of exceptions.
const MaxExceptionPage = 200

// Exceptions is a set of conditions on exceptions, combined with AND; the zero
// value means all.
type Exceptions struct {
	IDs    []int64                `json:"ids,omitempty"`
	State  []model.ExceptionState `json:"state,omitempty"`
	Node   *filter.String         `json:"node,omitempty"`
	Reason *filter.String         `json:"reason,omitempty"`
	Search *string                `json:"search,omitempty"` // words in the item's label or the reason
}

func (x *Exceptions) expr() (filter.Expr, error) {
	if x == nil {
		return filter.SQL("true"), nil
	}
	var ids, state, search filter.Expr
	if x.IDs != nil {
		if len(x.IDs) == 0 || len(x.IDs) > MaxResolved {
			return filter.Expr{}, model.Invalid("where.ids", "Name 1 to %d exceptions, or leave the ids out to mean all.", MaxResolved)
		}
		ids = filter.SQL("x.id IN (?)", bun.List(x.IDs))
	}
	if x.State != nil {
		state = filter.SQL("x.state IN (?)", bun.List(x.State))
	}
	node, err := x.Node.Expr("x.node", "where.node")
	if err != nil {
		return filter.Expr{}, err
	}
	reason, err := x.Reason.Expr("x.reason", "where.reason")
	if err != nil {
		return filter.Expr{}, err
	}
	if x.Search != nil {
		if search, err = filter.Search("(x.item_label || ' ' || x.reason)", *x.Search, "where.search"); err != nil {
			return filter.Expr{}, err
		}
	}
	return filter.And(filter.SQL("true"), ids, state, node, reason, search), nil
}

var exceptionList = listing[model.Exception]{
	what: "exceptions", max: MaxExceptionPage, order: byRaised,
	cursor: func(x *model.Exception) string { return byRaised.Cursor(nil, x.ID) },
}

var byRaised = filter.Order{Name: "ID", Key: "x.id"}

// ListExceptions returns a page of a job's exceptions, the first raised first,
// for a viewer with the permission ToView. Errors: NOT_FOUND, INVALID.
func (e *Engine) ListExceptions(ctx context.Context, jobID int64, where *Exceptions, first int, after *string) (*model.Page[*model.Exception], error) {
	return exceptionList.page(ctx, e, jobID, where.expr, first, after)
}

// CountExceptions returns how many of a job's exceptions match, for a viewer
// with the permission ToView. Errors: NOT_FOUND, INVALID.
func (e *Engine) CountExceptions(ctx context.Context, jobID int64, where *Exceptions) (int, error) {
	return exceptionList.count(ctx, e, jobID, where.expr)
}

// ExceptionGroup counts the exceptions of one kind.
type ExceptionGroup struct {
	Node   string               `bun:"node"`
	Reason string               `bun:"reason"`
	State  model.ExceptionState `bun:"state"`
	Count  int64                `bun:"count"`
}

// maxGroups bounds how many kinds of exceptions are told apart.
const maxGroups = 1000

// ExceptionGroups counts a job's exceptions by node, reason and state, most
// first, for a viewer with the permission ToView. Errors: NOT_FOUND.
func (e *Engine) ExceptionGroups(ctx context.Context, jobID int64) ([]*ExceptionGroup, error) {
	if _, err := e.Get(ctx, jobID); err != nil {
		return nil, err
	}
	var groups []*ExceptionGroup
	err := e.db.NewSelect().Model((*model.Exception)(nil)).Column("node", "reason", "state").ColumnExpr("count(*) AS count").
		Where("job_id = ?", jobID).Group("node", "reason", "state").
		OrderExpr("count DESC, node, reason, state").Limit(maxGroups).Scan(ctx, &groups)
	if err != nil {
		return nil, postgres.Error(fmt.Errorf("counting exceptions: %w", err))
	}
	return groups, nil
}
