package main

import (
	"context"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/server"
	"github.com/sluicehq/sluice/words"
)

type batchRetry struct {
	acting
	waiting
	rehearsing
	Batch   batchNumber `arg:"" help:"The batch's number."`
	Status  []string    `placeholder:"STATUS" help:"Only failed rows with this status; can be repeated."`
	Search  string      `placeholder:"WORDS" help:"Only failed rows with these words in their texts."`
	Refresh bool        `help:"Take over first what their products have become."`
}

func (c *batchRetry) Run(s *session) error {
	where := &batch.RowFilter{Search: optional(c.Search)}
	if len(c.Status) > 0 {
		where.Status = c.Status
	}
	return s.act(c.acting, c.options(), func(ctx context.Context, app *server.App) error {
		if c.Refresh {
			if _, err := app.Batches.RefreshWhere(c.on(ctx), int64(c.Batch), where); err != nil {
				return err
			}
		}
		result, err := app.Batches.Retry(c.on(ctx), int64(c.Batch), where)
		if err != nil {
			return err
		}
		if c.DryRun {
			return s.tellRehearsal(int64(c.Batch), "execute "+words.Plural(result.Retried, "failed row", "failed rows")+" again")
		}
		return s.showBatchAfter(ctx, app, result.Batch.ID, c.finish(ctx, s, app, result.Batch.ExecutionJobID))
	})
}
