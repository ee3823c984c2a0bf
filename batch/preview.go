package batch

import (
	"context"
	"errors"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// Preview is what executing a batch would change, as things are now.
type Preview struct {
	Columns   []EffectColumn
	Rows      *model.Page[*PreviewRow]
	Changed   int64 // rows that will change something
	Unchanged int64 // rows that will be executed and change nothing
	Failing   int64 // rows that will fail
	Blocked   int64 // rows whose status keeps the batch from being executed
}

// PreviewRow is what executing a row would do.
type PreviewRow struct {
	Row           *Row
	Before, After map[string]any // values by column key; empty if there is nothing to write to
	Outcome       model.RowOutcome
	OutcomeReason *string
}

// errRollBack ends a transaction of which nothing is to stay.
var errRollBack = errors.New("rolled back as intended")

// Preview executes a page of a batch's pending rows and rolls that back, and
// counts what the execution of all of them would change. Rows that keep the
// batch from being executed are counted, not shown. The viewer needs the
// permission view. Errors: INVALID for a bad page; CONFLICT if the batch has
// nothing to execute, or its type changes no data.
func (s *Service) Preview(ctx context.Context, id int64, first int, after *string) (*Preview, error) {
	if err := filter.CheckFirst(first, MaxPage); err != nil {
		return nil, err
	}
	b, err := s.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	k, err := s.types.of(b)
	if err != nil {
		return nil, err
	}
	if _, err := next(b, actionPreview); err != nil {
		return nil, err
	}
	previewer, ok := k.handler.(Previewer)
	if !ok {
		return nil, model.Conflict("Batches of the type %s change no data, so there is nothing to preview.", k.Title)
	}
	p := &preview{kind: k, batch: b, effect: previewer.Effect()}
	err = postgres.InTx(ctx, s.db, nil, func(ctx context.Context, tx postgres.Tx) error {
		if err := p.count(ctx, tx); err != nil {
			return err
		}
		if err := p.page(ctx, tx, first, after); err != nil {
			return err
		}
		return errRollBack
	})
	if !errors.Is(err, errRollBack) {
		return nil, postgres.Error(err)
	}
	p.Columns = p.effect.Columns
	return &p.Preview, nil
}
