package operation

import (
	"context"
	"fmt"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// Call says which group runs for an operation, and where.
type Call struct {
	Group  string // empty: the operation's own
	Route  string // in the background; empty: the group's own
	AtOnce bool   // in this process, before the call returns
}

// place completes a call. Errors: INVALID.
func (s *Service) place(call Call) (Call, error) {
	group, ok := s.groups[call.Group]
	if !ok {
		return call, model.Invalid("group", "There is no such action group.")
	}
	if call.Route == "" {
		call.Route = group.Route
	}
	if _, ok := s.opts.Routes[call.Route]; !ok {
		return call, model.Invalid("route", "There is no such route.")
	}
	return call, nil
}

// Run has a group run for an operation now, also before it is due, for a viewer
// with the permission ToRun. In the background it returns as soon as the
// operation is on its route. At once it returns the operation as the first
// attempt has left it; further ones follow in the background. Errors: NOT_FOUND,
// INVALID; CONFLICT unless the operation is unprocessed.
func (s *Service) Run(ctx context.Context, id int64, call Call) (*model.Operation, error) {
	if call.Group == "" {
		o, err := s.Get(ctx, id)
		if err != nil {
			return nil, err
		}
		if o.Group == nil {
			return nil, model.Invalid("group", "Say which action group to run.")
		}
		call.Group = *o.Group
	}
	call, err := s.place(call)
	if err != nil {
		return nil, err
	}
	if call.AtOnce || s.opts.Synchronous {
		return s.runNow(ctx, id, call)
	}
	c, err := newChange(ctx, id, actionSend, ToRun)
	if err != nil {
		return nil, err
	}
	c.call = &call
	var o *model.Operation
	err = postgres.InTx(ctx, s.db, nil, func(ctx context.Context, tx postgres.Tx) error {
		if o, err = c.carryOut(ctx, tx); err != nil {
			return err
		}
		return s.carry(ctx, tx, o)
	})
	return s.announced(o, err)
}

// runNow starts an operation and runs its group in this process.
func (s *Service) runNow(ctx context.Context, id int64, call Call) (*model.Operation, error) {
	c, err := newChange(ctx, id, actionStart, ToRun)
	if err != nil {
		return nil, err
	}
	c.call, c.lease = &call, &s.opts.Lease
	o, err := s.change(ctx, c)
	if err != nil {
		return nil, err
	}
	data, err := s.Data(ctx, id)
	if err != nil {
		return nil, err
	}
	if data[id] != nil {
		o.OperationData = *data[id]
	}
	// Who asks may go away; what has begun goes on.
	if err := s.run(context.WithoutCancel(ctx), o); err != nil {
		return nil, postgres.Error(fmt.Errorf("running a group: %w", err))
	}
	return get(ctx, s.db, id)
}
