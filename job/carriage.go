package job

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// errNotMine means that the lane has another carrier now, or none.
var errNotMine = errors.New("the lane has another carrier")

// longestSnooze is how long a lane may sleep. River makes longer sleeps depend
// on its leader, and control operations would wait for them.
const longestSnooze = 5 * time.Second

// carriage is one carrier's time with its lane.
type carriage struct {
	engine  *Engine
	app     Application
	carrier *river.Job[laneArgs]
	jobID   int64
	lane    int
	until   time.Time    // when the slice is over
	job     *model.Job   // as it was when the slice began
	ahead   *model.Chunk // marked already, to be done next
}

// run works until the slice is over, nothing is left to do, or the lane has
// got another carrier. An error leaves the lane to the sweep.
func (c *carriage) run(ctx context.Context) error {
	ctx = auth.WithViewer(ctx, auth.System())
	next, err := c.begin(ctx)
	for err == nil && next.kind == goOn {
		switch {
		case c.stopping():
			next, err = verdict{kind: wait}, c.putBack(ctx)
		case c.sliceOver() && c.ahead == nil: // the last chunk did not hand the lane on: it failed
			next, err = verdict{kind: leave}, c.inLane(ctx, c.handOn)
		default:
			next, err = c.step(ctx)
			if next.kind == wait && c.sleeps(next.pause) {
				next.kind = goOn
			}
		}
	}
	switch {
	case errors.Is(err, errNotMine):
		return nil
	case err != nil:
		return fmt.Errorf("carrying lane %d of job %d: %w", c.lane, c.jobID, err)
	case next.kind == wait:
		return river.JobSnooze(min(next.pause, longestSnooze))
	default:
		return nil
	}
}

// begin loads the job.
func (c *carriage) begin(ctx context.Context) (verdict, error) {
	c.job = new(model.Job)
	err := c.engine.db.NewSelect().Model(c.job).
		Where("id = ?", c.jobID).
		Where("EXISTS (SELECT FROM job_lane WHERE job_id = ? AND lane = ? AND river_job_id = ?)", c.jobID, c.lane, c.carrier.ID).
		Scan(ctx)
	if isNoRows(err) {
		return verdict{}, errNotMine
	}
	if err != nil {
		return verdict{}, err
	}
	return verdict{kind: goOn}, c.engine.noteProgram(ctx, c.job)
}

// step plans the job, does one chunk, or settles what becomes of the lane.
func (c *carriage) step(ctx context.Context) (verdict, error) {
	if c.job.TotalChunks == nil {
		planned, err := c.plan(ctx)
		if planned || err != nil {
			return verdict{kind: goOn}, err
		}
		return c.settle(ctx)
	}
	chunk, err := c.take(ctx)
	if err != nil {
		return verdict{}, err
	}
	if chunk == nil {
		return c.settle(ctx)
	}
	return c.work(ctx, chunk)
}

// take returns the chunk that was marked ahead, or marks one.
func (c *carriage) take(ctx context.Context) (*model.Chunk, error) {
	if chunk := c.ahead; chunk != nil {
		c.ahead = nil
		return chunk, nil
	}
	return c.mark(ctx)
}

// putBack releases the chunk that was marked ahead, if there is one.
func (c *carriage) putBack(ctx context.Context) error {
	if c.ahead == nil {
		return nil
	}
	return c.release(ctx, c.ahead)
}

// sleeps waits in the lane where that is over before the slice is: River would
// come back too late for short pauses. It reports whether it has.
func (c *carriage) sleeps(pause time.Duration) bool {
	if time.Until(c.until) < pause {
		return false
	}
	select {
	case <-time.After(pause):
	case <-c.engine.stopping:
	}
	return true
}

func (c *carriage) sliceOver() bool { return !time.Now().Before(c.until) }

func (c *carriage) stopping() bool {
	select {
	case <-c.engine.stopping:
		return true
	default:
		return false
	}
}

// inLane runs fn in a transaction that holds the lane against every other
// carrier. It returns errNotMine if the lane has another one already.
func (c *carriage) inLane(ctx context.Context, fn func(ctx context.Context, tx postgres.Tx) error) error {
	return postgres.InTx(ctx, c.engine.db, nil, func(ctx context.Context, tx postgres.Tx) error {
		var session string
		err := queryRow(ctx, tx, `
			SELECT set_config('application_name', $4, true) FROM job_lane
			WHERE job_id = $1 AND lane = $2 AND river_job_id = $3
			FOR UPDATE`,
			[]any{c.jobID, c.lane, c.carrier.ID, sessionName(c.engine.workerID)}, []any{&session})
		if isNoRows(err) {
			return errNotMine
		}
		if err != nil {
			return fmt.Errorf("locking the lane: %w", err)
		}
		return fn(ctx, tx)
	})
}

// retire completes the carrier in the transaction that takes its lane away.
func (c *carriage) retire(ctx context.Context, tx postgres.Tx) error {
	_, err := river.JobCompleteTx[*riverpgxv5.Driver](ctx, tx.River(), c.carrier)
	if err != nil && !errors.Is(err, river.ErrNotFound) {
		return fmt.Errorf("completing the carrier: %w", err)
	}
	return nil
}

// handOn gives the lane to a fresh carrier. Its commit waits until this slice
// is on disk.
func (c *carriage) handOn(ctx context.Context, tx postgres.Tx) error {
	if _, err := exec(ctx, tx, "SET LOCAL synchronous_commit TO DEFAULT"); err != nil {
		return fmt.Errorf("waiting for the disk: %w", err)
	}
	if err := c.engine.giveCarriers(ctx, tx, c.job, c.lane); err != nil {
		return err
	}
	return c.retire(ctx, tx)
}
