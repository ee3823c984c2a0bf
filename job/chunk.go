package job

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/sluicehq/sluice/dag"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// errTooLong ends the context of a chunk that takes longer than it may.
var errTooLong = errors.New("the chunk took too long")

// errFenced means that the chunk is no longer this carrier's to commit.
var errFenced = errors.New("the chunk was taken away")

// fenceSQL holds the lane and the chunk until the transaction ends, and lets
// nobody pass but the carrier that marked the chunk. It blocks: whoever is
// deciding about the lane must be waited for.
//
// The commit will not wait for the disk. If the database crashes, the last
// chunks may be lost, effects and completion together, and are done again. The
// end of a slice, and of the job, waits for all of it.
const fenceSQL = `
	SELECT set_config('application_name', $6, true) || set_config('synchronous_commit', 'off', true)
	FROM job_lane l JOIN job_chunk c ON c.job_id = l.job_id
	WHERE l.job_id = $1 AND l.lane = $2 AND l.river_job_id = $3
	  AND c.number = $4 AND c.attempt = $5 AND c.state = 'running'
	FOR UPDATE OF l, c`

const doneSQL = `
	WITH done AS (
		UPDATE job_chunk SET
			state = 'done', items_done = $4, items_failed = $5, exceptions = $6, program_hash = $7, statistics = $8, items_again = $9,
			redo = false, not_before = NULL, error = NULL, error_detail = NULL, finished_at = clock_timestamp()
		WHERE job_id = $1 AND number = $3
	)
	UPDATE job_lane SET
		chunks_done = chunks_done + 1, items_done = items_done + $4,
		items_failed = items_failed + $5, exceptions = exceptions + $6, items_again = items_again + $9,
		exceptions_open = exceptions_open + $10, updated_at = clock_timestamp()
	WHERE job_id = $1 AND lane = $2`

// work does a chunk in one transaction. The same transaction marks the next
// chunk or, if the slice is over, hands the lane on.
func (c *carriage) work(ctx context.Context, chunk *model.Chunk) (verdict, error) {
	next := verdict{kind: goOn}
	var ahead *model.Chunk
	err := postgres.InTx(ctx, c.engine.db, nil, func(ctx context.Context, tx postgres.Tx) error {
		if err := c.fence(ctx, tx, chunk); err != nil {
			return err
		}
		outcome, err := c.process(ctx, tx, chunk)
		if err != nil {
			return err
		}
		over := c.sliceOver() || c.stopping()
		if ahead, err = c.complete(ctx, tx, chunk, outcome, !over); err != nil || !over {
			return err
		}
		next.kind = leave
		return c.handOn(ctx, tx)
	})
	switch {
	case err == nil:
		c.ahead = ahead
		c.engine.announce(c.job)
		return next, nil
	case errors.Is(err, errFenced):
		return verdict{kind: goOn}, nil // the next mark tells whether the lane is still ours
	case ctx.Err() != nil:
		return verdict{kind: wait}, c.release(ctx, chunk)
	default:
		return verdict{kind: goOn}, c.fail(ctx, chunk, err)
	}
}

func (c *carriage) fence(ctx context.Context, tx postgres.Tx, chunk *model.Chunk) error {
	var session string
	err := queryRow(ctx, tx, fenceSQL,
		[]any{c.jobID, c.lane, c.carrier.ID, chunk.Number, chunk.Attempt, sessionName(c.engine.workerID)},
		[]any{&session})
	if isNoRows(err) {
		return errFenced
	}
	if err != nil {
		return fmt.Errorf("passing the fence: %w", err)
	}
	return nil
}

// process calls the application with copies that it may change.
func (c *carriage) process(ctx context.Context, tx postgres.Tx, chunk *model.Chunk) (outcome Outcome, err error) {
	job, part := *c.job, *chunk
	limit := c.engine.opts.ChunkTimeout
	ctx, cancel := context.WithTimeoutCause(ctx, limit, errTooLong)
	defer cancel()
	err = guard(func() error {
		outcome, err = c.app.Process(ctx, tx, &job, &part)
		return err
	})
	if err != nil && errors.Is(context.Cause(ctx), errTooLong) {
		return outcome, tooLong(limit, err)
	}
	if err == nil && (min(outcome.Failed, outcome.Exceptions) < 0 || outcome.Done < outcome.Failed+outcome.Exceptions) {
		err = fmt.Errorf("application %s counts %d items done, %d of them failed, %d stored away",
			c.app.Name(), outcome.Done, outcome.Failed, outcome.Exceptions)
	}
	return outcome, err
}

// tooLong says, if it is known, at which node a chunk was when its time was up.
func tooLong(limit time.Duration, err error) error {
	text := fmt.Sprintf("The chunk took longer than %v", limit)
	var at *dag.RunError
	if errors.As(err, &at) {
		text += fmt.Sprintf("; it was at the node %q", at.Node)
	}
	return &model.Error{Code: model.CodeLimit, Message: text + "."}
}

// complete writes what is left to write of a chunk, in one round trip. With
// goOn it marks the next one, which it returns, if there is any to do.
func (c *carriage) complete(ctx context.Context, tx postgres.Tx, chunk *model.Chunk, outcome Outcome, goOn bool) (ahead *model.Chunk, err error) {
	var statistics []byte
	if outcome.Statistics != nil {
		if statistics, err = json.Marshal(outcome.Statistics); err != nil {
			return nil, fmt.Errorf("writing statistics: %w", err)
		}
	}
	batch := &outcome.writes
	batch.Queue(doneSQL, c.jobID, c.lane, chunk.Number,
		outcome.Done, outcome.Failed, outcome.Exceptions, outcome.Program, statistics, outcome.again, outcome.opened)
	if goOn {
		c.markAhead(batch, chunk, &ahead)
	}
	if err := send(ctx, tx, batch); err != nil {
		return nil, fmt.Errorf("completing the chunk: %w", err)
	}
	return ahead, nil
}
