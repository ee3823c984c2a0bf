package job

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/riverqueue/river"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// giveCarriers makes a fresh carrier for each of the lanes, which must exist
// and be locked, or not yet visible to others.
func (e *Engine) giveCarriers(ctx context.Context, tx postgres.Tx, j *model.Job, lanes ...int) error {
	if len(lanes) == 0 {
		return nil
	}
	params := make([]river.InsertManyParams, len(lanes))
	for i, lane := range lanes {
		params[i] = river.InsertManyParams{
			Args:       laneArgs{Application: j.Application, JobID: j.ID, Lane: lane},
			InsertOpts: &river.InsertOpts{Priority: j.Priority},
		}
	}
	inserted, err := e.river.InsertManyTx(ctx, tx.River(), params)
	if err != nil {
		return fmt.Errorf("inserting carriers: %w", err)
	}
	carried, carriers := make([]int, len(inserted)), make([]int64, len(inserted))
	for i, result := range inserted {
		var args laneArgs
		if err := json.Unmarshal(result.Job.EncodedArgs, &args); err != nil {
			return fmt.Errorf("reading a carrier: %w", err)
		}
		carried[i], carriers[i] = args.Lane, result.Job.ID
	}
	rows, err := exec(ctx, tx, `
		UPDATE job_lane l SET river_job_id = c.id, updated_at = now()
		FROM unnest($2::integer[], $3::bigint[]) AS c (lane, id)
		WHERE l.job_id = $1 AND l.lane = c.lane`, j.ID, carried, carriers)
	if err == nil && rows != int64(len(lanes)) {
		err = fmt.Errorf("%d of %d lanes exist", rows, len(lanes))
	}
	if err != nil {
		return fmt.Errorf("giving lanes their carriers: %w", err)
	}
	return nil
}

// addLanes makes those of the lanes from first to last that are missing,
// without carriers. The job is locked, or not yet visible to others.
func addLanes(ctx context.Context, tx postgres.Tx, jobID int64, first, last int) error {
	// ON CONFLICT would wait for locks that running chunks hold.
	_, err := exec(ctx, tx, `
		INSERT INTO job_lane (job_id, lane)
		SELECT $1, n FROM generate_series($2::integer, $3::integer) AS n
		WHERE NOT EXISTS (SELECT FROM job_lane WHERE job_id = $1 AND lane = n)`, jobID, first, last)
	if err != nil {
		return fmt.Errorf("adding lanes: %w", err)
	}
	return nil
}

// startLanes sees to it that the first so many lanes of a job exist and have
// carriers. It waits for none that has one.
func (e *Engine) startLanes(ctx context.Context, tx postgres.Tx, j *model.Job, count int) error {
	if err := addLanes(ctx, tx, j.ID, 0, count-1); err != nil {
		return err
	}
	var idle []int
	err := tx.NewRaw(`
		SELECT lane FROM job_lane
		WHERE job_id = ? AND lane BETWEEN 0 AND ? AND river_job_id IS NULL
		ORDER BY lane FOR UPDATE`, j.ID, count-1).Scan(ctx, &idle)
	if err != nil {
		return fmt.Errorf("finding idle lanes: %w", err)
	}
	return e.giveCarriers(ctx, tx, j, idle...)
}

// wakeLanes ends the sleep of the job's lanes, so that they see at once what
// has been decided about the job.
func (e *Engine) wakeLanes(ctx context.Context, tx postgres.Tx, jobID int64) error {
	var sleeping []int64
	err := tx.NewRaw(`
		SELECT r.id FROM job_lane l JOIN river.river_job r ON r.id = l.river_job_id
		WHERE l.job_id = ? AND r.state IN ('available', 'scheduled') AND r.scheduled_at > now()`,
		jobID).Scan(ctx, &sleeping)
	if err != nil {
		return fmt.Errorf("finding sleeping lanes: %w", err)
	}
	for _, carrier := range sleeping {
		if _, err := e.river.JobRetryTx(ctx, tx.River(), carrier); err != nil && !errors.Is(err, river.ErrNotFound) {
			return fmt.Errorf("waking a lane: %w", err)
		}
	}
	return nil
}
