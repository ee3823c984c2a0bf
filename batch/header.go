package batch

import (
	"context"
	"strings"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// HeaderChange changes a batch's header; nil fields stay.
type HeaderChange struct {
	ID          int64
	Version     int // the version it was read at
	Description *string
	Notes       *string
	DueOn       *DateChange
	PurgeOn     *DateChange
}

// DateChange is a new date; nil: none.
type DateChange struct{ To *model.Date }

// The greatest lengths of a header's texts, in characters.
const (
	maxDescription = 200
	maxNotes       = 10_000
)

// fieldPurgeOn is what histories call the purge date.
const fieldPurgeOn = "purgeOn"

// Update changes a batch's header. The viewer needs the permission edit, and for
// another purge date purge, too. Errors: INVALID for a text that is too long;
// CONFLICT for a stale version, and for a frozen batch, of which nothing but the
// purge date can be changed.
func (s *Service) Update(ctx context.Context, in HeaderChange) (*model.Batch, error) {
	if err := checkHeader(in.Description, in.Notes); err != nil {
		return nil, err
	}
	return s.changeBy(ctx, in.ID, "edit", []action{actionDescribe, actionSchedule},
		func(ctx context.Context, tx postgres.Tx, _ *Kind, b *model.Batch, _ model.BatchState) error {
			if in.PurgeOn == nil { // no other version would help
				if _, err := next(b, actionDescribe); err != nil {
					return err
				}
			}
			if b.Version != in.Version {
				return model.Conflict("Somebody else has changed this batch. Look at it again before you change it.").At("version")
			}
			before := *b
			in.apply(b)
			changes := headerChanges(&before, b)
			if err := mayChange(ctx, b, changes); err != nil {
				return err
			}
			if len(changes) > 0 {
				if err := remember(ctx, tx, b, Event{Kind: EventDescribed, Changes: changes}); err != nil {
					return err
				}
				if err := unapproveHeader(ctx, tx, b); err != nil {
					return err
				}
			}
			return save(ctx, tx, b, "description", "notes", "due_on", "purge_on")
		})
}

// unapproveHeader takes the approval from a batch whose header was changed. How
// long an executed batch is kept is no matter of that.
func unapproveHeader(ctx context.Context, tx postgres.Tx, b *model.Batch) error {
	if !allows(b, actionDescribe) {
		return nil
	}
	return unapprove(ctx, tx, b)
}

func (in HeaderChange) apply(b *model.Batch) {
	if in.Description != nil {
		b.Description = strings.TrimSpace(*in.Description)
	}
	if in.Notes != nil {
		b.Notes = *in.Notes
	}
	if in.DueOn != nil {
		b.DueOn = in.DueOn.To
	}
	if in.PurgeOn != nil {
		b.PurgeOn = in.PurgeOn.To
	}
}

// mayChange refuses changes that need another permission or state.
func mayChange(ctx context.Context, b *model.Batch, changes map[string][2]any) error {
	others := len(changes)
	if _, ok := changes[fieldPurgeOn]; ok {
		others--
		if err := auth.Require(ctx, permission(b.Type, "purge")); err != nil {
			return err
		}
	}
	if others == 0 {
		return nil
	}
	_, err := next(b, actionDescribe)
	return err
}

// headerChanges lists what differs between two headers.
func headerChanges(before, after *model.Batch) map[string][2]any {
	changes := map[string][2]any{}
	for field, values := range map[string][2]any{
		"description": {before.Description, after.Description},
		"notes":       {before.Notes, after.Notes},
		"dueOn":       {day(before.DueOn), day(after.DueOn)},
		fieldPurgeOn:  {day(before.PurgeOn), day(after.PurgeOn)},
	} {
		if values[0] != values[1] {
			changes[field] = values
		}
	}
	return changes
}

// day is a date as histories keep it; nil for none.
func day(d *model.Date) any {
	if d == nil {
		return nil
	}
	return string(*d)
}

// checkHeader checks the texts of a header that are given.
func checkHeader(description, notes *string) error {
	if description != nil {
		l := form.Limits{Title: "The description", MaxLength: maxDescription}
		if _, err := l.Text(*description); err != nil {
			return err.At("description")
		}
	}
	if notes != nil {
		l := form.Limits{Title: "The notes", MaxLength: maxNotes}
		if _, err := l.Text(*notes); err != nil {
			return err.At("notes")
		}
	}
	return nil
}
