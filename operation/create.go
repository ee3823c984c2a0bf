package operation

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

const (
	// MaxData is the greatest size of input and output, as JSON in bytes.
	MaxData = 1 << 20
	// MaxDelay is how far ahead an operation can be planned.
	MaxDelay = 10 * 365 * 24 * time.Hour

	maxReference = 200
)

var typeForm = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,99}$`)

// Spec says what operation to create.
type Spec struct {
	Type    string                  // lower-case letters, digits, - and _: "new-blogpost-email"
	Context *model.OperationContext // what it is about; the object is not looked up here
	Input   json.RawMessage         // nil: none
	RunAt   *time.Time              // not to be run before; nil: after Delay
	Delay   time.Duration           // how long to wait from now
	Call    *Call                   // the group that runs for it when it is due; nil: somebody outside does the work
}

// Create makes an operation for a viewer with the permission ToCreate; with a
// Call, which needs ToRun as well, its group runs when it is due. Errors:
// INVALID; LIMIT for input above MaxData.
func (s *Service) Create(ctx context.Context, spec Spec) (*model.Operation, error) {
	if err := spec.check(); err != nil {
		return nil, err
	}
	if err := auth.Require(ctx, Permission(spec.Type, ToCreate)); err != nil {
		return nil, err
	}
	if spec.Call != nil {
		return s.createAndRun(ctx, spec)
	}
	return s.announced(s.combiner.create(ctx, spec))
}

// createAndRun makes an operation of a group and, if it is due, sends it on its
// way.
func (s *Service) createAndRun(ctx context.Context, spec Spec) (*model.Operation, error) {
	if err := auth.Require(ctx, Permission(spec.Type, ToRun)); err != nil {
		return nil, err
	}
	call, err := s.place(*spec.Call)
	if err != nil {
		return nil, err
	}
	spec.Call = &call
	due := spec.RunAt == nil && spec.Delay == 0
	now := due && (call.AtOnce || s.opts.Synchronous)
	var o *model.Operation
	err = postgres.InTx(ctx, s.db, nil, func(ctx context.Context, tx postgres.Tx) error {
		if o, err = insert(ctx, tx, spec); err != nil || !due || now {
			return err
		}
		return s.carry(ctx, tx, o)
	})
	if err == nil && now {
		return s.runNow(ctx, o.ID, call)
	}
	return s.announced(o, err)
}

// insertSQL makes operations, one for each row of the parameters that insertArgs
// has, in their order.
const insertSQL = `
	INSERT INTO operation (type, context_kind, context_key, input, created_by, action_group, route, run_at, due_at)
	SELECT type, kind, key, input, viewer, in_group, on_route, at, at
	FROM (SELECT *, coalesce(run_at, statement_timestamp() + delay) AS at
		FROM unnest($1::text[], $2::text[], $3::text[], $4::jsonb[], $5::bigint[], $6::text[], $7::text[],
			$8::timestamptz[], $9::interval[]) WITH ORDINALITY
			AS s (type, kind, key, input, viewer, in_group, on_route, run_at, delay, place)) AS plan
	ORDER BY place
	RETURNING ` + columns

// insertArgs are the parameters of insertSQL.
func insertArgs(viewers []*int64, specs ...Spec) []any {
	n := len(specs)
	types, kinds, keys, inputs := make([]string, n), make([]*string, n), make([]*string, n), make([]any, n)
	groups, routes := make([]*string, n), make([]*string, n)
	moments, delays := make([]*time.Time, n), make([]time.Duration, n)
	for i, spec := range specs {
		kinds[i], keys[i] = contextColumns(spec.Context)
		types[i], inputs[i], moments[i], delays[i] = spec.Type, data(spec.Input), spec.RunAt, spec.Delay
		if spec.Call != nil {
			groups[i], routes[i] = &spec.Call.Group, &spec.Call.Route
		}
	}
	return []any{types, kinds, keys, inputs, viewers, groups, routes, moments, delays}
}

// insert makes an operation of the viewer's.
func insert(ctx context.Context, db bun.IDB, spec Spec) (*model.Operation, error) {
	o, err := readOne(ctx, db, insertSQL, insertArgs([]*int64{auth.ViewerFrom(ctx).ID()}, spec)...)
	if err != nil {
		return nil, fmt.Errorf("creating an operation: %w", err)
	}
	return o, nil
}

func (s Spec) check() error {
	switch {
	case !typeForm.MatchString(s.Type):
		return model.Invalid("type", "A type starts with a lower-case letter, goes on with lower-case letters, digits, - and _, and has at most 100 characters.")
	case s.RunAt != nil && s.Delay != 0:
		return model.Invalid("delay", "Say either runAt or delay.")
	case s.Delay < 0:
		return model.Invalid("delay", "The delay can't be negative.")
	case s.Delay > MaxDelay || s.RunAt != nil && time.Until(*s.RunAt) > MaxDelay:
		return model.Invalid("runAt", "An operation can be planned at most ten years ahead.")
	}
	if err := CheckContext(s.Context); err != nil {
		return err
	}
	return checkData(s.Input, "input")
}

// CheckContext refuses a context that names neither an object nor a reference,
// or both.
func CheckContext(c *model.OperationContext) error {
	switch {
	case c == nil:
		return nil
	case (c.ID == nil) == (c.Reference == nil):
		return model.Invalid("context", "Say either the id of an object or a reference.")
	case c.Reference == nil:
		return nil
	case *c.Reference == "" || utf8.RuneCountInString(*c.Reference) > maxReference || strings.ContainsRune(*c.Reference, 0):
		return model.Invalid("context.reference", "A reference has 1 to %d characters.", maxReference)
	}
	return nil
}

// contextColumns are the columns that hold a context.
func contextColumns(c *model.OperationContext) (kind, key *string) {
	switch {
	case c == nil:
		return nil, nil
	case c.ID != nil:
		return &c.ID.Kind, &c.ID.Key
	}
	return nil, c.Reference
}

// checkData refuses input or output that is too large or no JSON.
func checkData(raw json.RawMessage, field string) error {
	if len(raw) > MaxData {
		return model.Limit("The data is too large: at most 1 MB as JSON. Upload it, and say where it is.").At(field)
	}
	if raw != nil && !json.Valid(raw) {
		return model.Invalid(field, "This is not JSON.")
	}
	return nil
}

// data is JSON as a parameter; nothing at all is NULL.
func data(raw json.RawMessage) any {
	if raw == nil {
		return nil
	}
	return string(raw)
}
