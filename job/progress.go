package job

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// progressSQL counts each item once. An item that was stored away and is
// processed again counts in two chunks: in its own as done and as an exception,
// and in the other as done again, with what became of it. So what was done again
// is one of the items too many, and one of the exceptions.
const progressSQL = `
	SELECT j.id, j.state, j.total_chunks, j.total_items,
		l.chunks_done, r.chunks, l.chunks_failed,
		l.items_done - l.items_again, l.items_failed, l.exceptions - l.items_again, l.exceptions_open,
		j.started_at, j.finished_at, j.run_started_at, l.items_done, j.run_items, now()
	FROM job j
	CROSS JOIN LATERAL (
		SELECT coalesce(sum(chunks_done), 0)::bigint AS chunks_done, coalesce(sum(chunks_failed), 0)::bigint AS chunks_failed,
			coalesce(sum(items_done), 0)::bigint AS items_done, coalesce(sum(items_failed), 0)::bigint AS items_failed,
			coalesce(sum(exceptions), 0)::bigint AS exceptions, coalesce(sum(items_again), 0)::bigint AS items_again,
			coalesce(sum(exceptions_open), 0)::bigint AS exceptions_open
		FROM job_lane WHERE job_id = j.id
	) l
	CROSS JOIN LATERAL (
		SELECT count(*) AS chunks FROM job_chunk WHERE job_id = j.id AND state = 'running'
	) r
	WHERE j.id = ANY ($1) AND j.state <> 'deleting'`

// run is the part of a job's life that its rate is told from.
type run struct {
	startedAt   *time.Time // nil: not planned
	items       int64      // processed by all runs, each as often as it was
	itemsBefore int64      // of these, by the runs before
	now         time.Time
}

// Progress returns how far jobs have come, by id, in one query; jobs that don't
// exist are left out. It checks no permission: ask only for jobs that the
// viewer has been let see.
func (e *Engine) Progress(ctx context.Context, ids ...int64) (map[int64]*model.JobProgress, error) {
	return e.readProgress(ctx, e.db, ids...)
}

func (e *Engine) readProgress(ctx context.Context, db bun.IDB, ids ...int64) (map[int64]*model.JobProgress, error) {
	all := make(map[int64]*model.JobProgress, len(ids))
	err := postgres.Conn(ctx, db, func(conn *pgx.Conn) error {
		rows, err := conn.Query(ctx, progressSQL, ids)
		if err != nil {
			return err
		}
		p, r := new(model.JobProgress), run{}
		_, err = pgx.ForEachRow(rows, []any{
			&p.JobID, &p.State, &p.TotalChunks, &p.TotalItems,
			&p.ChunksDone, &p.ChunksRunning, &p.ChunksFailed, &p.ItemsDone, &p.ItemsFailed, &p.Exceptions, &p.ExceptionsOpen,
			&p.StartedAt, &p.FinishedAt, &r.startedAt, &r.items, &r.itemsBefore, &r.now,
		}, func() error {
			one := *p
			e.rates.tell(&one, r)
			all[one.JobID] = &one
			return nil
		})
		return err
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
