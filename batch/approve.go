package batch

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// Approve approves that a batch be executed as it is at a version of its header,
// or that its failed rows be executed again. The viewer needs the permission
// approve, and must have had no hand in the batch. Approving again changes nothing.
// Errors: CONFLICT for another version, unless the type needs approvals, and unless
// the batch could be executed next; FORBIDDEN for those who made or changed it, and
// for the command line, which is nobody in particular.
func (s *Service) Approve(ctx context.Context, id int64, version int) (*model.Batch, error) {
	return s.changeBy(ctx, id, "approve", approving,
		func(ctx context.Context, tx postgres.Tx, k *Kind, b *model.Batch, _ model.BatchState) error {
			switch {
			case !k.fourEyes:
				return model.Conflict("Batches of the type %s need no approval.", k.Title)
			case b.Version != version:
				return model.Conflict("Batch %s has been changed since you looked at it. Look at it again before you approve it.", model.BatchNumber(b.ID)).At("version")
			}
			switch hand, err := involved(ctx, tx, b); {
			case err != nil:
				return err
			case hand != "":
				return &model.Error{Code: model.CodeForbidden, Message: hand}
			case b.ApprovedAt != nil:
				return nil
			}
			now := time.Now()
			b.ApprovedAt, b.ApprovedBy = &now, auth.ViewerFrom(ctx).ID()
			if err := remember(ctx, tx, b, Event{Kind: EventApproved}); err != nil {
				return err
			}
			return save(ctx, tx, b, "approved_at", "approved_by")
		})
}

// WithdrawApproval takes an approval back; without one it changes nothing. The
// viewer needs the permission approve. Errors: CONFLICT unless the batch could be
// executed next.
func (s *Service) WithdrawApproval(ctx context.Context, id int64) (*model.Batch, error) {
	return s.changeBy(ctx, id, "approve", approving,
		func(ctx context.Context, tx postgres.Tx, _ *Kind, b *model.Batch, _ model.BatchState) error {
			if b.ApprovedAt == nil {
				return nil
			}
			if err := unapprove(ctx, tx, b); err != nil {
				return err
			}
			return save(ctx, tx, b, "approved_at", "approved_by")
		})
}

// approving are the actions that wait for an approval.
var approving = []action{actionApprove, actionApproveRetry}

// waits reports whether a batch waits for an approval.
func (k *Kind) waits(b *model.Batch) bool {
	return k.fourEyes && b.ApprovedAt == nil
}

// NeedsApproval reports whether a batch can't be executed, or its failed rows not
// again, before someone has approved it.
func (s *Service) NeedsApproval(b *model.Batch) (bool, error) {
	k, err := s.types.of(b)
	if err != nil {
		return false, err
	}
	_, _, refused := nextOf(b, approving)
	return k.waits(b) && (refused == nil || b.State == model.BatchCreated || b.State == model.BatchOpen), nil
}

// approved refuses to execute what waits for an approval.
func (k *Kind) approved(b *model.Batch) error {
	if k.waits(b) {
		return model.Conflict("Batch %s can't be executed: %s", model.BatchNumber(b.ID), lacksApproval)
	}
	return nil
}

const lacksApproval = "It needs the approval of someone who has not made or changed it."

// WhyNotApprovable says why the viewer can't approve a batch that waits for an
// approval; "" if the viewer can, or if it does not wait for one.
func (s *Service) WhyNotApprovable(ctx context.Context, b *model.Batch) (string, error) {
	needed, err := s.NeedsApproval(b)
	if err != nil || !needed {
		return "", err
	}
	if !auth.ViewerFrom(ctx).Can(permission(b.Type, "approve")) {
		return "You don't have the permission to approve it.", nil
	}
	if _, _, err := nextOf(b, approving); err != nil {
		return "It is not complete yet.", nil
	}
	return involved(ctx, s.db, b)
}

// involved says why a viewer can't approve a batch that may approve others: the
// viewer had a hand in it, or is nobody in particular. "" if neither is so.
func involved(ctx context.Context, db bun.IDB, b *model.Batch) (string, error) {
	id := auth.ViewerFrom(ctx).ID()
	if id == nil {
		return "Only a user can approve a batch: someone has to answer for it.", nil
	}
	changed := b.CreatedBy != nil && *b.CreatedBy == *id
	if !changed {
		err := db.NewRaw(`SELECT EXISTS (SELECT FROM batch_event WHERE batch_id = ?0 AND done_by = ?1 AND kind NOT IN (?2))
			OR EXISTS (SELECT FROM batch.bulk_change WHERE batch_id = ?0 AND changed_by = ?1)
			OR EXISTS (SELECT FROM batch.row_change WHERE batch_id = ?0 AND changed_by = ?1 AND action <> ?3)`,
			b.ID, *id, bun.List(harmless), RowRetried).Scan(ctx, &changed)
		if err != nil {
			return "", fmt.Errorf("looking for who has changed a batch: %w", err)
		}
	}
	if changed {
		return "You have made or changed this batch, or marked it complete. Someone else has to approve it.", nil
	}
	return "", nil
}

// harmless are events after which a batch would do what it would have done before.
var harmless = []EventKind{
	EventApproved, EventUnapproved, EventStarted, EventRetried, EventUndoStarted, EventPurgeStarted,
}

// unapprove takes the approval from a batch, if it has one. It belongs into the
// transaction that changes the batch.
func unapprove(ctx context.Context, db bun.IDB, b *model.Batch) error {
	if b.ApprovedAt == nil {
		return nil
	}
	// A column that becomes NULL leaves a pointer to a zero value.
	b.ApprovedAt, b.ApprovedBy = nil, nil
	_, err := db.NewUpdate().Model(b).Column("approved_at", "approved_by").WherePK().Exec(ctx)
	if err != nil {
		return fmt.Errorf("taking the approval from a batch: %w", err)
	}
	return remember(ctx, db, b, Event{Kind: EventUnapproved})
}
