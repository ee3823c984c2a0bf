package operation

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
)

// change is an action with one operation.
type change struct {
	id      int64
	action  action
	to      string // the permission that the viewer needs
	allowed scope  // the types for which the viewer has it
	viewer  *int64
	attempt *int // the attempt that it is part of; nil: any

	outcome Outcome        // of actionFinish
	lease   *time.Duration // of actionStart and actionExtend; nil: none
	call    *Call          // the group that begins or is sent; nil: none
}

// newChange prepares the viewer's action with an operation. Errors:
// UNAUTHENTICATED, FORBIDDEN if there is no type for which the viewer may.
func newChange(ctx context.Context, id int64, a action, to string) (change, error) {
	allowed, err := scopeOf(ctx, to)
	return change{id: id, action: a, to: to, allowed: allowed, viewer: auth.ViewerFrom(ctx).ID()}, err
}

// columnsOfChange are what a change is made of, with the types that changeArgs
// gives their parameters, which are arrays.
var columnsOfChange = []struct{ name, kind string }{
	{"of", "bigint"},
	{"act", "text"},
	{"before", "text"}, // the statuses in which it is allowed
	{"after", "text"},
	{"try", "bigint"},
	{"every", "boolean"},
	{"types", "text"},
	{"viewer", "bigint"},
	{"lease", "interval"},
	{"outcome", "text"},
	{"answer", "jsonb"},
	{"failure", "text"},
	{"in_group", "text"},
	{"on_route", "text"},
}

// changeSQL is the statement for the changes that a relation c holds, whatever
// they do. What happens in one statement happens at one moment.
func changeSQL(c string) string {
	is := func(actions ...action) string { return "act IN (" + quoted(actions) + ")" }
	starts, finishes, ends := is(actionStart), is(actionFinish), is(actionFinish, actionCancel)
	begins := "(" + starts + " OR " + finishes + " AND started_at IS NULL)"
	return `UPDATE operation SET status = after,
			attempt = attempt + (` + starts + `)::int,
			started_at = CASE WHEN ` + begins + ` THEN statement_timestamp() ELSE started_at END,
			started_by = CASE WHEN ` + begins + ` THEN viewer ELSE started_by END,
			finished_at = CASE WHEN ` + ends + ` THEN statement_timestamp() END,
			finished_by = CASE WHEN ` + ends + ` THEN viewer END,
			due_at = CASE WHEN ` + is(actionStart, actionExtend) + ` THEN statement_timestamp() + lease WHEN ` + is(actionSend) + ` THEN statement_timestamp() END,
			result = outcome, output = coalesce(answer, output), error = CASE WHEN ` + finishes + ` THEN failure ELSE error END,
			action_group = coalesce(in_group, action_group), route = coalesce(on_route, route),
			updated_at = statement_timestamp(), version = version + 1
		FROM ` + c + `
		WHERE id = ANY ($1) AND id = of AND status = ANY (string_to_array(before, ','))
			AND (every OR type = ANY (string_to_array(types, ','))) AND (try IS NULL OR attempt = try)
		RETURNING ` + columns
}

// quoted lists actions in SQL.
func quoted(actions []action) string {
	list := make([]string, len(actions))
	for i, a := range actions {
		list[i] = "'" + string(a) + "'"
	}
	return strings.Join(list, ", ")
}

// alone is the relation of one change. PostgreSQL sees that it is one, and finds
// its operation by the index, also if it planned that when there were none.
func alone() string {
	values := make([]string, len(columnsOfChange))
	for i, column := range columnsOfChange {
		values[i] = fmt.Sprintf("($%d::%s[])[1] AS %s", i+1, column.kind, column.name)
	}
	return "(SELECT " + strings.Join(values, ", ") + ") AS c"
}

// changeArgs are the parameters of changeSQL.
func changeArgs(changes ...change) []any {
	n := len(changes)
	ids, acts, before, after := make([]int64, n), make([]action, n), make([]string, n), make([]model.OperationStatus, n)
	attempts, viewers := make([]*int, n), make([]*int64, n)
	every, types, leases := make([]bool, n), make([]string, n), make([]*time.Duration, n)
	outcomes, answers, failures := make([]*model.OperationResult, n), make([]any, n), make([]*string, n)
	groups, routes := make([]*string, n), make([]*string, n)
	for i, c := range changes {
		t := transitions[c.action]
		ids[i], acts[i], before[i], after[i] = c.id, c.action, joined(t.from), t.to
		attempts[i], viewers[i] = c.attempt, c.viewer
		every[i], types[i], leases[i] = c.allowed.every, strings.Join(c.allowed.types, ","), c.lease
		if c.outcome.Result != "" {
			outcomes[i] = &c.outcome.Result
		}
		answers[i], failures[i] = data(c.outcome.Output), c.outcome.Error
		if c.call != nil {
			groups[i], routes[i] = &c.call.Group, &c.call.Route
		}
	}
	return []any{ids, acts, before, after, attempts, every, types, viewers, leases, outcomes, answers, failures, groups, routes}
}

// carryOut makes the change with one statement, so that of two at the same
// moment one finds what the other has left. It needs no transaction. Errors:
// NOT_FOUND, FORBIDDEN; CONFLICT if the status or the attempt refuses.
func (c change) carryOut(ctx context.Context, db bun.IDB) (*model.Operation, error) {
	o, err := readOne(ctx, db, changeSQL(alone()), changeArgs(c)...)
	if err != nil {
		return nil, fmt.Errorf("changing an operation: %w", err)
	}
	if o == nil {
		return nil, c.whyNot(ctx, db)
	}
	return o, nil
}

// whyNot explains why the change found nothing to change.
func (c change) whyNot(ctx context.Context, db bun.IDB) error {
	o, err := get(ctx, db, c.id)
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
