package operation

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
)

// The assignments of actions. Their parameters begin behind those of
// changeSQL; what happens in one statement happens at one moment.
const (
	setStarted = `attempt = attempt + 1, started_at = statement_timestamp(), started_by = $7, due_at = NULL`
	setBegun   = `attempt = attempt + 1, started_at = statement_timestamp(), due_at = statement_timestamp() + $7::interval,
		started_by = $8, action_group = $9, route = $10`
	setSent     = `action_group = $7, route = $8, due_at = statement_timestamp()`
	setFinished = `result = $7, output = coalesce($8::jsonb, output), error = $9, finished_by = $10,
		finished_at = statement_timestamp(), due_at = NULL,
		started_at = coalesce(started_at, statement_timestamp()), started_by = CASE WHEN started_at IS NULL THEN $10 ELSE started_by END`
	setCanceled = `finished_by = $7, finished_at = statement_timestamp(), due_at = NULL`
	setLease    = `due_at = statement_timestamp() + $7::interval`
)

// change is an action with one operation.
type change struct {
	action  action
	to      string // the permission that the viewer needs
	attempt *int   // the attempt that it is part of; nil: any
	set     string
	args    []any
}

// carryOut makes the change with one statement, so that of two at the same
// moment one finds what the other has left. It needs no transaction. Errors:
// NOT_FOUND, FORBIDDEN; CONFLICT if the status or the attempt refuses.
func (c change) carryOut(ctx context.Context, db bun.IDB, id int64) (*model.Operation, error) {
	allowed, err := scopeOf(ctx, c.to)
	if err != nil {
		return nil, err
	}
	t := transitions[c.action]
	o, err := readOne(ctx, db, "UPDATE operation SET status = $2, "+c.set+`,
			updated_at = statement_timestamp(), version = version + 1
		WHERE id = $1 AND status = ANY ($3) AND ($4 OR type = ANY ($5)) AND ($6::bigint IS NULL OR attempt = $6)
		RETURNING `+columns,
		append([]any{id, t.to, t.from, allowed.every, allowed.types, c.attempt}, c.args...)...)
	if err != nil {
		return nil, fmt.Errorf("changing an operation: %w", err)
	}
	if o == nil {
		return nil, c.whyNot(ctx, db, id)
	}
	return o, nil
}

// whyNot explains why the change found nothing to change.
func (c change) whyNot(ctx context.Context, db bun.IDB, id int64) error {
	o, err := get(ctx, db, id)
	if err != nil {
		return err
	}
	if o == nil {
		return model.NotFound("operation")
	}
	if err := auth.Require(ctx, Permission(o.Type, c.to)); err != nil {
		return err
	}
	if slices.Contains(transitions[c.action].from, o.Status) && c.attempt != nil && *c.attempt != o.Attempt {
		return model.Conflict("Operation %d can't be %s: attempt %s is over, and it is at attempt %s now.",
			o.ID, c.action, strconv.Itoa(*c.attempt), strconv.Itoa(o.Attempt)).At("attempt")
	}
	return refuse(o, c.action)
}
