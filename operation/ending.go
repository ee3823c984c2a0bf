package operation

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/model"
)

// ending is what becomes of an operation after an attempt of its group.
type ending struct {
	id      int64
	attempt int
	status  model.OperationStatus
	result  *model.OperationResult
	failure *string
	pause   *time.Duration // until the next attempt; nil: there is none
}

// ending says what becomes of an operation after an attempt that failed for a
// reason, or succeeded if that is empty; final: another attempt is no use.
func (g Group) ending(o *model.Operation, failure string, final bool) ending {
	e := ending{id: o.ID, attempt: o.Attempt, status: transitions[actionFinish].to}
	if failure == "" {
		e.result = new(model.OperationSuccessful)
		return e
	}
	e.failure = &failure
	if !final && o.Attempt < g.Attempts {
		e.status, e.pause = transitions[actionReturn].to, new(g.Backoff(o.Attempt))
	} else {
		e.result = new(model.OperationFailed)
	}
	return e
}

// settle writes endings of attempts that are not over yet, and returns how many
// those were. It needs no transaction.
func settle(ctx context.Context, db bun.IDB, endings ...ending) (int64, error) {
	n := len(endings)
	ids, attempts := make([]int64, n), make([]int, n)
	statuses, results := make([]model.OperationStatus, n), make([]*model.OperationResult, n)
	failures, pauses := make([]*string, n), make([]*time.Duration, n)
	for i, e := range endings {
		ids[i], attempts[i], statuses[i], results[i], failures[i], pauses[i] = e.id, e.attempt, e.status, e.result, e.failure, e.pause
	}
	rows, err := execute(ctx, db, `
		UPDATE operation SET status = e.status, result = e.result, error = e.failure,
			due_at = statement_timestamp() + e.pause,
			finished_at = CASE WHEN e.result IS NOT NULL THEN statement_timestamp() END,
			updated_at = statement_timestamp(), version = version + 1
		FROM unnest($1::bigint[], $2::integer[], $3::text[], $4::text[], $5::text[], $6::interval[])
			AS e (of, try, status, result, failure, pause)
		WHERE id = e.of AND attempt = e.try AND operation.status = ANY ($7)`,
		ids, attempts, statuses, results, failures, pauses, transitions[actionReturn].from)
	if err != nil {
		return 0, fmt.Errorf("writing how operations came out: %w", err)
	}
	return rows, nil
}
