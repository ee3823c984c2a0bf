package job

import (
	"context"
	"fmt"
	"unicode/utf8"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// Adjustment says what to change of a job; what is nil stays.
type Adjustment struct {
	Description *string
	Parallelism *int
	Priority    *int
	Rate        *int // items per second at most; 0: as many as it can
}

// AdjustJob changes a job, also while it runs, for a viewer with the permission
// ToRun. It takes effect at the next chunk boundary. Errors: NOT_FOUND, INVALID.
func (e *Engine) AdjustJob(ctx context.Context, id int64, a Adjustment) (*model.Job, error) {
	if err := a.check(); err != nil {
		return nil, err
	}
	return e.control(ctx, id, ToRun, actionAdjust, func(ctx context.Context, tx postgres.Tx, j *model.Job) error {
		a.apply(j)
		err := tx.NewUpdate().Model(j).Column("description", "parallelism", "priority", "rate").
			Set("paced_until = NULL").Set("updated_at = now()").Set("version = version + 1").
			WherePK().Returning("*").Scan(ctx)
		if err != nil {
			return fmt.Errorf("adjusting a job: %w", err)
		}
		if j.State != model.JobRunning || j.TotalChunks == nil {
			return nil
		}
		if err := e.wakeLanes(ctx, tx, id); err != nil {
			return err
		}
		return e.startLanes(ctx, tx, j, int(max(1, min(int64(j.Parallelism), *j.TotalChunks))))
	})
}

func (a Adjustment) apply(j *model.Job) {
	if a.Description != nil {
		j.Description = *a.Description
	}
	if a.Parallelism != nil {
		j.Parallelism = *a.Parallelism
	}
	if a.Priority != nil {
		j.Priority = *a.Priority
	}
	if a.Rate != nil {
		j.Rate = nil
		if *a.Rate > 0 {
			j.Rate = a.Rate
		}
	}
}

func (a Adjustment) check() error {
	if a.Description != nil {
		if err := checkDescription(*a.Description); err != nil {
			return err
		}
	}
	if a.Parallelism != nil {
		if err := checkParallelism(*a.Parallelism); err != nil {
			return err
		}
	}
	if a.Priority != nil {
		if err := checkPriority(*a.Priority); err != nil {
			return err
		}
	}
	if a.Rate != nil && *a.Rate != 0 {
		return checkRate(*a.Rate)
	}
	return nil
}

func checkDescription(text string) error {
	if utf8.RuneCountInString(text) > maxDescription {
		return model.Invalid("description", "Describe the job with at most %d characters.", maxDescription)
	}
	return nil
}

func checkParallelism(n int) error {
	if n < 1 || n > MaxParallelism {
		return model.Invalid("parallelism", "Choose a parallelism of 1 to %d.", MaxParallelism)
	}
	return nil
}

func checkPriority(n int) error {
	if n < 1 || n > MaxPriority {
		return model.Invalid("priority", "Choose a priority of 1 (first) to %d (last).", MaxPriority)
	}
	return nil
}

func checkRate(n int) error {
	if n < 1 || n > MaxRate {
		return model.Invalid("rate", "Choose a rate of 1 to %d items per second, or none.", MaxRate)
	}
	return nil
}
