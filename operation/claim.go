package operation

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// The bounds of a claim.
const (
	MaxClaim = 1000
	MinLease = time.Second
	MaxLease = 24 * time.Hour
)

// Claim asks for work.
type Claim struct {
	Type      string
	OlderThan time.Duration // only operations that were created so long ago
	Limit     int           // 1 to MaxClaim
	Lease     time.Duration // MinLease to MaxLease
}

// claimSQL starts operations that are due, and those again whose lease is over;
// what another worker is just taking is left to it.
const claimSQL = `
	WITH due AS (
		SELECT id AS due_id FROM operation
		WHERE type = $1 AND due_at <= statement_timestamp() AND action_group IS NULL
			AND created_at <= statement_timestamp() - $2::interval
		ORDER BY due_at, id LIMIT $3 FOR UPDATE SKIP LOCKED
	)
	UPDATE operation SET status = $4, attempt = attempt + 1, started_at = statement_timestamp(), started_by = $5,
		due_at = statement_timestamp() + $6::interval, updated_at = statement_timestamp(), version = version + 1
	FROM due WHERE id = due_id
	RETURNING ` + columns

// Claim gives operations of a type to a worker that does what they ask for, the
// viewer, who needs the permission ToRun: each to one worker only, and those
// first that have been due for longest. Who does not finish within the lease,
// or extend it, loses the operation to the next claim. Operations of action
// groups are not for claims. Errors: INVALID.
func (s *Service) Claim(ctx context.Context, claim Claim) ([]*model.Operation, error) {
	if err := claim.check(); err != nil {
		return nil, err
	}
	if err := auth.Require(ctx, Permission(claim.Type, ToRun)); err != nil {
		return nil, err
	}
	claimed, err := read(ctx, s.db, claimSQL, claim.Type, claim.OlderThan, claim.Limit,
		transitions[actionStart].to, auth.ViewerFrom(ctx).ID(), claim.Lease)
	if err != nil {
		return nil, postgres.Error(fmt.Errorf("claiming operations: %w", err))
	}
	sortByID(claimed)
	if len(claimed) > 0 {
		s.announce()
	}
	return claimed, nil
}

func (c Claim) check() error {
	switch {
	case !typeForm.MatchString(c.Type):
		return model.Invalid("type", "Say which type of operations you work on.")
	case c.Limit < 1 || c.Limit > MaxClaim:
		return model.Invalid("limit", "Claim 1 to %d operations at once.", MaxClaim)
	case c.OlderThan < 0 || c.OlderThan > MaxDelay:
		return model.Invalid("olderThan", "An age is between 0 and ten years.")
	}
	return checkLease(c.Lease)
}

func checkLease(lease time.Duration) error {
	if lease < MinLease || lease > MaxLease {
		return model.Invalid("lease", "A lease lasts from a second to 24 hours.")
	}
	return nil
}

// Extend lets the lease of a running operation last for so long from now, for a
// viewer with the permission ToRun; attempt is the one that the worker was
// given. Errors: NOT_FOUND, INVALID; CONFLICT if the operation does not run any
// more, or for somebody else.
func (s *Service) Extend(ctx context.Context, id int64, attempt int, lease time.Duration) (*model.Operation, error) {
	if err := checkLease(lease); err != nil {
		return nil, err
	}
	c, err := newChange(ctx, id, actionExtend, ToRun)
	if err != nil {
		return nil, err
	}
	c.attempt, c.lease = &attempt, &lease
	return s.change(ctx, c)
}

// sortByID puts operations into the order of their creation.
func sortByID(operations []*model.Operation) {
	slices.SortFunc(operations, func(a, b *model.Operation) int { return cmp.Compare(a.ID, b.ID) })
}
