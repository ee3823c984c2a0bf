package job

import (
	"context"
	"fmt"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// Workers lists the processes that work on jobs or did in the last hour, those
// seen last first, for a viewer who may see jobs.
func (e *Engine) Workers(ctx context.Context) ([]*model.Worker, error) {
	if _, err := e.viewable(ctx); err != nil {
		return nil, err
	}
	var workers []*model.Worker
	err := e.db.NewSelect().Model(&workers).ColumnExpr("w.*").
		ColumnExpr("(SELECT count(*) FROM job_chunk c WHERE c.state = 'running' AND c.worker_id = w.id) AS chunks").
		ColumnExpr("w.seen_at < now() - make_interval(secs => ?) AS silent", e.opts.SilentAfter.Seconds()).
		Order("w.seen_at DESC", "w.id").Scan(ctx)
	if err != nil {
		return nil, postgres.Error(fmt.Errorf("listing workers: %w", err))
	}
	return workers, nil
}
