package operation

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

const maxError = 2000

// Start makes an operation running, also before it is due, for a viewer with
// the permission ToRun. It has no lease: it runs until somebody finishes it.
// Errors: NOT_FOUND; CONFLICT unless it is unprocessed.
func (s *Service) Start(ctx context.Context, id int64) (*model.Operation, error) {
	c, err := newChange(ctx, id, actionStart, ToRun)
	if err != nil {
		return nil, err
	}
	return s.change(ctx, c)
}

// Outcome is how an operation came out.
type Outcome struct {
	Result  model.OperationResult
	Output  json.RawMessage // nil: none
	Error   *string         // why it failed, for everyone
	Attempt *int            // the attempt that came out so; nil: whichever it is at
}

// Finish ends an operation, for a viewer with the permission ToRun; one that
// was never started counts as started at this moment. With an attempt, it
// refuses a worker whose operation has meanwhile been given to another. Errors:
// NOT_FOUND, INVALID, LIMIT; CONFLICT if it has ended, or is at another attempt.
func (s *Service) Finish(ctx context.Context, id int64, out Outcome) (*model.Operation, error) {
	if err := out.check(); err != nil {
		return nil, err
	}
	c, err := newChange(ctx, id, actionFinish, ToRun)
	if err != nil {
		return nil, err
	}
	c.outcome, c.attempt = out, out.Attempt
	return s.change(ctx, c)
}

func (o Outcome) check() error {
	if o.Error != nil && o.Result != model.OperationFailed {
		return model.Invalid("error", "Only an operation that failed has an error.")
	}
	if o.Error != nil && (*o.Error == "" || len([]rune(*o.Error)) > maxError) {
		return model.Invalid("error", "Say why it failed with 1 to %d characters.", maxError)
	}
	return checkData(o.Output, "output")
}

// Cancel takes an operation back before it runs, for a viewer with the
// permission ToCancel. Errors: NOT_FOUND; CONFLICT unless it is unprocessed.
func (s *Service) Cancel(ctx context.Context, id int64) (*model.Operation, error) {
	c, err := newChange(ctx, id, actionCancel, ToCancel)
	if err != nil {
		return nil, err
	}
	return s.change(ctx, c)
}

// CancelAll takes back every operation of a type about one context that does
// not run yet, for a viewer with the permission ToCancel; none is no error. It
// returns them in the order of their creation. Errors: INVALID.
func (s *Service) CancelAll(ctx context.Context, kind string, about *model.OperationContext) ([]*model.Operation, error) {
	if about == nil {
		return nil, model.Invalid("context", "Say what the operations are about.")
	}
	if err := CheckContext(about); err != nil {
		return nil, err
	}
	if err := auth.Require(ctx, Permission(kind, ToCancel)); err != nil {
		return nil, err
	}
	t := transitions[actionCancel]
	contextKind, key := contextColumns(about)
	canceled, err := read(ctx, s.db, `
		UPDATE operation SET status = $5, finished_by = $6, finished_at = statement_timestamp(), due_at = NULL,
			updated_at = statement_timestamp(), version = version + 1
		WHERE type = $1 AND context_kind IS NOT DISTINCT FROM $2 AND context_key = $3 AND status = ANY ($4)
		RETURNING `+columns, kind, contextKind, key, t.from, t.to, auth.ViewerFrom(ctx).ID())
	if err != nil {
		return nil, postgres.Error(fmt.Errorf("canceling operations: %w", err))
	}
	sortByID(canceled)
	s.announce()
	return canceled, nil
}
