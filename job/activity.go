package job

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/sluicehq/sluice/model"
)

// tellingPause is the time between two activities that are shown.
const tellingPause = 250 * time.Millisecond

// errCanceled ends a plan whose job is being canceled.
var errCanceled = errors.New("the job is being canceled")

// teller shows what a plan is about.
type teller struct {
	carriage *carriage
	last     time.Time
}

type tellerKey struct{}

// Tell shows people what an Application's Plan is about, such as "Reading the
// file: 3,200,000 lines"; ctx is that of the Plan. Call it as often as you like:
// it is shown at once, outside of the plan's transaction, but not more than four
// times a second. An error means that the job is being canceled, or the database
// gone; Plan must return it.
func Tell(ctx context.Context, activity func() string) error {
	t, ok := ctx.Value(tellerKey{}).(*teller)
	if !ok || time.Since(t.last) < tellingPause {
		return nil
	}
	t.last = time.Now()
	return t.carriage.tell(ctx, activity())
}

// telling returns a context for Tell.
func (c *carriage) telling(ctx context.Context) context.Context {
	return context.WithValue(ctx, tellerKey{}, &teller{carriage: c})
}

func (c *carriage) tell(ctx context.Context, activity string) error {
	var state model.JobState
	err := c.engine.db.Pool.QueryRow(ctx, "UPDATE job SET activity = $2 WHERE id = $1 RETURNING state", c.jobID, activity).Scan(&state)
	if err != nil {
		return fmt.Errorf("telling what a plan is about: %w", err)
	}
	if state == model.JobCanceling {
		return errCanceled
	}
	c.engine.announce(c.job)
	return nil
}
