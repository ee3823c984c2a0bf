package job

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/model"
)

// markSQL takes the first pending chunk that is due, at or after number $6.
const markSQL = `
	UPDATE job_chunk c SET
		state = 'running', attempt = c.attempt + 1, lane = $2, worker_id = $4,
		build_revision = $5, started_at = clock_timestamp(), finished_at = NULL
	FROM (
		SELECT p.job_id, p.number FROM job_chunk p
		WHERE p.job_id = $1 AND p.state = 'pending' AND p.number >= $6
		  AND (p.not_before IS NULL OR p.not_before <= now())
		  AND EXISTS (
			SELECT FROM job j JOIN job_lane l ON l.job_id = j.id
			WHERE j.id = $1 AND j.state = 'running' AND j.parallelism > $2
			  AND l.lane = $2 AND l.river_job_id = $3
			  AND (j.rate IS NULL OR j.paced_until IS NULL OR j.paced_until <= now()))
		ORDER BY p.number
		LIMIT 1
		FOR UPDATE OF p SKIP LOCKED
	) next
	WHERE c.job_id = next.job_id AND c.number = next.number
	RETURNING c.number, c.bounds, c.items, c.attempt, c.redo, c.started_at`

// mark takes a chunk in hand, visibly and counted, even if it will kill this
// process. It returns nil if there is none to take: none is pending or due, the
// job is not running, or the lane is no longer this carrier's.
func (c *carriage) mark(ctx context.Context) (*model.Chunk, error) {
	// The commit need not wait for the disk: a mark that is lost in a crash
	// leaves its chunk pending.
	const sql = markSQL + ", set_config('synchronous_commit', 'off', true)"
	var synchronous string
	chunk, into := c.nextChunk()
	err := c.engine.db.Pool.QueryRow(ctx, sql, c.markArgs(0)...).Scan(append(into, &synchronous)...)
	if isNoRows(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("marking a chunk: %w", err)
	}
	return chunk, c.pace(ctx, chunk)
}

// markAhead adds to a batch that completes a chunk the mark of one that comes
// after it, which costs no round trip then; those before it other lanes have
// seen to. There may be none; for a job with a rate, none is marked.
func (c *carriage) markAhead(batch *pgx.Batch, done *model.Chunk, ahead **model.Chunk) {
	if c.job.Rate != nil {
		return
	}
	batch.Queue(markSQL, c.markArgs(done.Number)...).QueryRow(func(row pgx.Row) error {
		chunk, into := c.nextChunk()
		err := row.Scan(into...)
		if err == nil {
			*ahead = chunk
		}
		if isNoRows(err) {
			return nil
		}
		return err
	})
}

func (c *carriage) markArgs(from int64) []any {
	return []any{c.jobID, c.lane, c.carrier.ID, c.engine.workerID, c.engine.opts.Revision, from}
}

// nextChunk returns a chunk in this carriage's hand and what of it markSQL
// returns.
func (c *carriage) nextChunk() (chunk *model.Chunk, into []any) {
	chunk = &model.Chunk{
		JobID: c.jobID, State: model.ChunkRunning, Lane: &c.lane,
		WorkerID: &c.engine.workerID, BuildRevision: c.engine.opts.Revision,
	}
	return chunk, []any{&chunk.Number, &chunk.Bounds, &chunk.Items, &chunk.Attempt, &chunk.Redo, &chunk.StartedAt}
}

// catchUp is how much of the time that a job with a rate has lost it may make up
// for by going faster.
const catchUp = time.Second

// pace puts the next chunk of a job with a rate off by as long as this one may
// take. It is no part of the mark, which holds the chunk: whoever holds the job
// may be waiting for that.
func (c *carriage) pace(ctx context.Context, chunk *model.Chunk) error {
	if c.job.Rate == nil {
		return nil
	}
	_, err := c.engine.db.Pool.Exec(ctx, `
		UPDATE job SET paced_until = greatest(coalesce(paced_until, now()), now() - $3::interval) + make_interval(secs => $2::float8 / rate)
		WHERE id = $1 AND rate IS NOT NULL`, c.jobID, chunk.Items, catchUp)
	if err != nil {
		return fmt.Errorf("pacing the job: %w", err)
	}
	return nil
}
