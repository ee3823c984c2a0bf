package job

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/model"
)

const progressSQL = `
	SELECT j.id, j.state, j.total_chunks, j.total_items,
		l.chunks_done, r.chunks, l.chunks_failed, l.items_done, l.items_failed, l.exceptions,
		j.started_at, j.finished_at, j.run_started_at, j.run_items, now()
	FROM job j
	CROSS JOIN LATERAL (
		SELECT coalesce(sum(chunks_done), 0)::bigint AS chunks_done, coalesce(sum(chunks_failed), 0)::bigint AS chunks_failed,
			coalesce(sum(items_done), 0)::bigint AS items_done, coalesce(sum(items_failed), 0)::bigint AS items_failed,
			coalesce(sum(exceptions), 0)::bigint AS exceptions
		FROM job_lane WHERE job_id = j.id
	) l
	CROSS JOIN LATERAL (
		SELECT count(*) AS chunks FROM job_chunk WHERE job_id = j.id AND state = 'running'
	) r
	WHERE j.id = ANY ($1) AND j.state <> 'deleting'`

// run is the part of a job's life that its rate is told from.
type run struct {
	startedAt   *time.Time // nil: not planned
	itemsBefore int64
	now         time.Time
}

// Progress returns how far jobs have come, by id, in one query; jobs that don't
// exist are left out. It checks no permission: ask only for jobs that the
// viewer has been let see.
func (e *Engine) Progress(ctx context.Context, ids ...int64) (map[int64]*model.JobProgress, error) {
	rows, err := e.db.Pool.Query(ctx, progressSQL, ids)
	if err != nil {
		return nil, fmt.Errorf("reading progress: %w", err)
	}
	all := make(map[int64]*model.JobProgress, len(ids))
	p, r := new(model.JobProgress), run{}
	_, err = pgx.ForEachRow(rows, []any{
		&p.JobID, &p.State, &p.TotalChunks, &p.TotalItems,
		&p.ChunksDone, &p.ChunksRunning, &p.ChunksFailed, &p.ItemsDone, &p.ItemsFailed, &p.Exceptions,
		&p.StartedAt, &p.FinishedAt, &r.startedAt, &r.itemsBefore, &r.now,
	}, func() error {
		one := *p
		e.rates.tell(&one, r)
		all[one.JobID] = &one
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading progress: %w", err)
	}
	return all, nil
}

// Watch returns the progress of a job now and after every change, for a viewer
// with the permission ToView, until ctx ends or the job is deleted. See event.Feed.
// Errors: NOT_FOUND.
func (e *Engine) Watch(ctx context.Context, id int64) (<-chan *model.JobProgress, error) {
	if _, err := e.Get(ctx, id); err != nil {
		return nil, err
	}
	return e.feed.Subscribe(ctx, id), nil
}

func (e *Engine) progressOf(ctx context.Context, id int64) (*model.JobProgress, error) {
	all, err := e.Progress(ctx, id)
	if err == nil && all[id] == nil {
		err = model.NotFound("job")
	}
	return all[id], err
}
