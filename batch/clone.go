package batch

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
)

// CloneDraft is what cloning a batch takes.
type CloneDraft struct {
	BatchID     int64
	Description *string // nil: that of the batch
	ClientKey   *string // repeating a request with the same key changes nothing
}

// Clone creates a batch of the same type and parameters with the rows of another
// one, but for its removed rows, and the job that copies them. Cells that people
// can edit are as they are there, what rows take from their products is as it is
// now, and their statuses follow from both. The viewer needs the type's permissions
// view and create. Errors: NOT_FOUND; INVALID, naming the field to blame; CONFLICT
// while the batch is being populated.
func (s *Service) Clone(ctx context.Context, in CloneDraft) (*model.Batch, error) {
	from, err := s.Get(ctx, in.BatchID)
	if err != nil {
		return nil, err
	}
	k, err := s.types.of(from)
	if err != nil {
		return nil, err
	}
	if err := auth.Require(ctx, permission(k.Key, "create")); err != nil {
		return nil, err
	}
	if _, err := next(from, actionClone); err != nil {
		return nil, err
	}
	draft := Draft{Type: from.Type, Description: from.Description, ClientKey: in.ClientKey}
	if in.Description != nil {
		draft.Description = *in.Description
	}
	if err := json.Unmarshal(from.Parameters, &draft.Parameters); err != nil {
		return nil, fmt.Errorf("reading the parameters of batch %d: %w", from.ID, err)
	}
	return s.create(ctx, k, draft, source{Kind: model.SourceClone, Batch: from.ID, Text: "rows of batch " + model.BatchNumber(from.ID)})
}

// rowsOf is the selection of the rows of another batch of the same type.
func (r *Registry) rowsOf(ctx context.Context, db bun.IDB, k *Kind, params form.Values, id int64) (Selection, error) {
	// Rows that are gone with their batch must not be missing in silence.
	from, err := find(ctx, db, id)
	switch {
	case err != nil:
		return Selection{}, err
	case from == nil:
		return Selection{}, model.NotFound("batch " + model.BatchNumber(id))
	case rowsGone(from):
		return Selection{}, withRows(from)
	}
	columns, derived := map[string]filter.Expr{}, k.derived(params)
	for _, c := range k.Columns {
		columns[c.Key] = filter.SQL("c." + c.Key)
		if e := derived[c.Key]; !e.Empty() {
			columns[c.Key] = filter.SQL("CASE WHEN p.id IS NULL THEN c."+c.Key+" ELSE "+e.SQL+" END", e.Args...)
		}
	}
	return Selection{
		From:  filter.SQL(k.table + " AS c LEFT JOIN product AS p ON p.id = c.product_id"),
		Where: filter.SQL("c.batch_id = ? AND NOT c.removed", id), Key: filter.SQL("c.sequence"),
		Product: filter.SQL("c.product_id"), Line: filter.SQL("c.source_line"), Columns: columns,
	}, nil
}
