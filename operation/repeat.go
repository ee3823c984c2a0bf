package operation

import (
	"context"

	"github.com/sluicehq/sluice/model"
)

// Repeat makes another operation like one that has ended: of the same type and
// context, with the same input and group, and due at once. The viewer needs the
// permissions ToView and ToCreate, with a group ToRun as well. Errors:
// NOT_FOUND; CONFLICT if it has not ended; INVALID if its group is gone.
func (s *Service) Repeat(ctx context.Context, id int64) (*model.Operation, error) {
	o, err := s.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	if !o.Status.Ended() {
		return nil, refuse(o, actionRepeat)
	}
	spec := Spec{Type: o.Type, Context: o.Context, Input: o.Input}
	if o.Group != nil {
		spec.Call = &Call{Group: *o.Group, Route: *o.Route}
	}
	return s.Create(ctx, spec)
}
