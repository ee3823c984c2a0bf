package job

import (
	"context"
	"fmt"
	"time"

	"github.com/sluicehq/sluice/model"
)

// Census tells whether the list of jobs has changed: two that are equal mean
// that no job was made, changed its state or was deleted in between.
type Census struct {
	Active    int // running or canceling
	Total     int
	ChangedAt *time.Time // when the latest change of a job was; nil without jobs
}

// Census counts the jobs. It checks no permission.
func (e *Engine) Census(ctx context.Context) (Census, error) {
	var c Census
	err := e.db.Pool.QueryRow(ctx, `SELECT count(*) FILTER (WHERE state IN ($1, $2)), count(*), max(updated_at) FROM job`,
		model.JobRunning, model.JobCanceling).Scan(&c.Active, &c.Total, &c.ChangedAt)
	if err != nil {
		return c, fmt.Errorf("counting jobs: %w", err)
	}
	return c, nil
}
