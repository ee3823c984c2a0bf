package job

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/riverqueue/river"

	"github.com/sluicehq/sluice/event"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// sweepRegularly finds and repairs what dead processes have left, at once and
// then at every interval. Any number of processes may do so side by side.
func (e *Engine) sweepRegularly(ctx context.Context) {
	ticker := time.NewTicker(e.opts.SweepInterval)
	defer ticker.Stop()
	for {
		if err := e.sweep(ctx); err != nil && ctx.Err() == nil {
			e.opts.Logger.WarnContext(ctx, "sweeping after dead workers failed", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

func (e *Engine) sweep(ctx context.Context) error {
	return errors.Join(e.endSilentSessions(ctx), e.sweepChunks(ctx), e.sweepLanes(ctx), e.sweepDeleted(ctx))
}

// forsaken is a lane that nobody carries.
type forsaken struct {
	JobID       int64  `bun:"job_id"`
	Lane        int    `bun:"lane"`
	Application string `bun:"application"`
	Priority    int    `bun:"priority"`
	Carrier     *int64 `bun:"carrier"`
}

// forsakenSQL locks the lanes whose carrier is missing or over, or has been
// running for long without holding its lane, and the first lane of jobs that
// have no carrier at all.
const forsakenSQL = `
	SELECT l.job_id, l.lane, j.application, j.priority, l.river_job_id AS carrier
	FROM job j JOIN job_lane l ON l.job_id = j.id LEFT JOIN river.river_job r ON r.id = l.river_job_id
	WHERE j.state IN ('created', 'running', 'canceling') AND (j.state <> 'created' OR j.total_chunks IS NULL) AND CASE
		WHEN l.river_job_id IS NULL THEN l.lane = 0
			AND NOT EXISTS (SELECT FROM job_lane o WHERE o.job_id = j.id AND o.river_job_id IS NOT NULL)
		WHEN r.id IS NULL THEN true
		WHEN r.state = 'available' THEN false
		WHEN r.state = 'scheduled' THEN r.scheduled_at < now() - make_interval(secs => ?0)
		WHEN r.state = 'running' THEN r.attempted_at < now() - make_interval(secs => ?0)
		ELSE true
	END
	ORDER BY l.job_id, l.lane
	FOR UPDATE OF l SKIP LOCKED`

// sweepLanes gives forsaken lanes fresh carriers.
func (e *Engine) sweepLanes(ctx context.Context) error {
	var lanes []forsaken
	err := postgres.InTx(ctx, e.db, nil, func(ctx context.Context, tx postgres.Tx) error {
		if err := tx.NewRaw(forsakenSQL, e.opts.OrphanAge.Seconds()).Scan(ctx, &lanes); err != nil {
			return err
		}
		for _, l := range lanes {
			if err := e.takeOver(ctx, tx, l); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("sweeping lanes: %w", err)
	}
	for _, l := range lanes {
		e.opts.Logger.InfoContext(ctx, "took a lane over from a dead worker", "job", l.JobID, "lane", l.Lane)
		e.Notify(event.Job(l.JobID))
	}
	return nil
}

// takeOver replaces the lane's carrier and gives back the chunk it had in hand.
// The old carrier is told, in case it lives.
func (e *Engine) takeOver(ctx context.Context, tx postgres.Tx, l forsaken) error {
	if _, err := exec(ctx, tx, laneOrphansSQL, e.opts.MaxAttempts, l.JobID, l.Lane); err != nil {
		return fmt.Errorf("giving back the lane's chunk: %w", err)
	}
	j := &model.Job{ID: l.JobID, Application: l.Application, Priority: l.Priority}
	if err := e.giveCarriers(ctx, tx, j, l.Lane); err != nil {
		return err
	}
	if l.Carrier == nil {
		return nil
	}
	if _, err := e.river.JobCancelTx(ctx, tx.River(), *l.Carrier); err != nil && !errors.Is(err, river.ErrNotFound) {
		return fmt.Errorf("canceling the old carrier: %w", err)
	}
	return nil
}
