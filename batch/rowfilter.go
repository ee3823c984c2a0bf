package batch

import (
	"context"
	"strings"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/words"
)

// RowFilter is a set of conditions on rows, combined with AND.
type RowFilter struct {
	IDs     []model.ID        `json:"ids,omitzero"` // rows of other batches don't match
	Status  []string          `json:"status,omitzero"`
	Removed *bool             `json:"removed,omitempty"`
	Outcome *model.RowOutcome `json:"outcome,omitempty"`
	Search  *string           `json:"search,omitempty"`
}

func (k *Kind) where(batchID int64, f *RowFilter) (filter.Expr, error) {
	if f == nil {
		return filter.Expr{}, nil
	}
	var all []filter.Expr
	if f.IDs != nil {
		e, err := among(batchID, f.IDs)
		if err != nil {
			return filter.Expr{}, err
		}
		all = append(all, e)
	}
	if f.Status != nil {
		status := &filter.String{In: f.Status}
		e, err := status.Expr("r.status", "where.status")
		if err != nil {
			return filter.Expr{}, err
		}
		all = append(all, e)
	}
	if f.Removed != nil {
		all = append(all, filter.SQL("r.removed = ?", *f.Removed))
	}
	if f.Outcome != nil {
		all = append(all, filter.SQL("r.outcome = ?", *f.Outcome))
	}
	if f.Search != nil {
		e, err := filter.Search(k.searchText(), *f.Search, "where.search")
		if err != nil {
			return filter.Expr{}, err
		}
		all = append(all, e)
	}
	return filter.And(all...), nil
}

// CheckRowFilter returns an INVALID Error unless the rows of each batch of a type can
// be listed by the filter and in the order.
func (s *Service) CheckRowFilter(typeKey string, f *RowFilter, o *RowOrder) error {
	k, err := s.types.kind(typeKey, "place")
	if err != nil {
		return err
	}
	if f.IDs != nil {
		return model.Invalid("where.ids", "These are rows of one batch; choose conditions that rows of others can meet, too.")
	}
	for _, status := range f.Status {
		if _, ok := k.statuses[status]; !ok {
			return model.Invalid("where.status", "Rows of this type have no such status.")
		}
	}
	if o != nil {
		if err := o.Direction.Check("orderBy.direction"); err != nil {
			return err
		}
	}
	if _, err := k.order(o); err != nil {
		return err
	}
	_, err = k.where(0, f)
	return err
}

// MayViewType returns an Error unless there is a batch type with the key and the
// viewer may see batches of it.
func (s *Service) MayViewType(ctx context.Context, key string) error {
	if err := auth.Require(ctx, permission(key, "view")); err != nil {
		return err
	}
	_, err := s.types.kind(key, "place")
	return err
}

// among is the condition that a row is one of those.
func among(batchID int64, ids []model.ID) (filter.Expr, error) {
	if len(ids) > MaxRowsAtOnce {
		return filter.Expr{}, model.Invalid("where.ids", "Give at most %s rows at once.", words.Thousands(MaxRowsAtOnce))
	}
	sequences := []int64{}
	for _, id := range ids {
		owner, sequence, err := id.Row()
		if err != nil {
			return filter.Expr{}, model.Invalid("where.ids", "This is not the id of a row.")
		}
		if owner == batchID {
			sequences = append(sequences, sequence)
		}
	}
	return filter.In("r.sequence", sequences), nil
}

// searchText is the SQL of what a search of rows looks through.
func (k *Kind) searchText() string {
	var texts []string
	for _, c := range k.Columns {
		if c.Type == form.Text {
			texts = append(texts, "coalesce(r."+c.Key+", '')")
		}
	}
	if len(texts) == 0 {
		return "''"
	}
	return "(" + strings.Join(texts, " || ' ' || ") + ")"
}
