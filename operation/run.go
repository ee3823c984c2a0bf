package operation

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/sluicehq/sluice/fault"
	"github.com/sluicehq/sluice/model"
)

// recordTimeout bounds what is written when a group has ended, even if the
// process stops.
const recordTimeout = 5 * time.Second

// errLost means that the operation is somebody else's by now.
var errLost = errors.New("the operation has been taken over or finished by somebody else")

// begin starts an operation that is due in the background; nil if somebody else
// has, or it was taken back.
func (s *Service) begin(ctx context.Context, id int64) (*model.Operation, error) {
	t := transitions[actionStart]
	o, err := readOne(ctx, s.db, `
		UPDATE operation SET status = $2, attempt = attempt + 1, started_at = statement_timestamp(), started_by = NULL,
			due_at = statement_timestamp() + $4::interval, updated_at = statement_timestamp(), version = version + 1
		WHERE id = $1 AND status = ANY ($3) AND due_at <= statement_timestamp() AND action_group IS NOT NULL
		RETURNING `+withData, id, t.to, t.from, s.opts.Lease)
	if err != nil {
		return nil, fmt.Errorf("starting an operation: %w", err)
	}
	if o != nil {
		s.announce()
	}
	return o, nil
}

// attempt is one try of a group for an operation that this process has started.
type attempt struct {
	*Service
	o     *model.Operation
	group Group
	lose  context.CancelCauseFunc // ends it when the operation is somebody else's
}

// run carries out an attempt and writes down how it came out. What goes wrong
// in an action is no error; if even that can't be written, the lease runs out.
func (s *Service) run(ctx context.Context, o *model.Operation) error {
	group, known := s.groups[*o.Group]
	failure := "This program has no action group named " + *o.Group + "."
	final := true
	if known {
		ctx, lose := context.WithCancelCause(ctx)
		failure, final = attempt{s, o, group, lose}.actions(ctx)
		lose(nil)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), recordTimeout)
	defer cancel()
	settled, err := settle(ctx, s.db, group.ending(o, failure, final))
	switch {
	case err != nil:
		return err
	case settled == 0:
		s.opts.Logger.WarnContext(ctx, errLost.Error(), "operation", o.ID, "attempt", o.Attempt)
	default:
		s.announce()
	}
	return nil
}

// actions runs the actions that are not done yet. It returns why the attempt
// failed, in words for people, or ""; final means that another one is no use.
func (a attempt) actions(ctx context.Context) (failure string, final bool) {
	ctx, cancel := context.WithTimeoutCause(ctx, a.group.Timeout,
		model.Limit("The actions took longer than %s.", a.group.Timeout))
	defer cancel()
	defer a.hold(ctx)()

	done := map[string]json.RawMessage{}
	if a.o.Output != nil {
		if err := json.Unmarshal(a.o.Output, &done); err != nil {
			return "The output of the operation is no object that actions could add to.", true
		}
	}
	for _, action := range a.group.Actions {
		if _, is := done[action.Name]; is {
			continue
		}
		text, hopeless := a.act(ctx, action)
		if text == "" {
			continue
		}
		if failure == "" {
			failure = text
		}
		final = final || hopeless
		if !a.group.GoOn || ctx.Err() != nil {
			break
		}
	}
	return failure, final
}

// act runs one action and puts its value on record.
func (a attempt) act(ctx context.Context, action Action) (failure string, final bool) {
	var value any
	err := fault.Guard(func() (err error) {
		value, err = action.Run(ctx, a.o)
		return err
	})
	if ctx.Err() != nil && err != nil {
		err = interruption(ctx, err)
	}
	var raw json.RawMessage
	if err == nil {
		raw, err, final = a.encode(action, value)
	}
	if err == nil {
		err = a.record(context.WithoutCancel(ctx), action.Name, raw)
	}
	switch {
	case err == nil:
		return "", false
	case errors.Is(err, errLost):
		return errLost.Error(), true
	}
	return fault.Explain(ctx, a.opts.Logger, "an action", err,
		"operation", a.o.ID, "group", a.group.Name, "action", action.Name, "attempt", a.o.Attempt), final
}

// interruption says why an action was interrupted.
func interruption(ctx context.Context, err error) error {
	var own *model.Error
	switch cause := context.Cause(ctx); {
	case errors.As(cause, &own):
		return own
	case errors.Is(cause, errLost):
		return errLost
	}
	return fmt.Errorf("the process stopped: %w", err)
}

// encode writes what an action returned as JSON; what can't be written won't be
// the next time either.
func (a attempt) encode(action Action, value any) (raw json.RawMessage, err error, final bool) {
	if err = fault.Guard(func() error { raw, err = json.Marshal(value); return err }); err != nil {
		return nil, model.Invalid("", "The action %s returned something that is not JSON.", action.Name), true
	}
	if len(raw)+len(a.o.Output) > MaxData {
		return nil, model.Limit("The action %s returned too much: at most 1 MB in all.", action.Name), true
	}
	return raw, nil, false
}
