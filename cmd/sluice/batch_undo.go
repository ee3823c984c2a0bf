package main

import (
	"context"

	"github.com/sluicehq/sluice/server"
)

type batchUndo struct {
	acting
	waiting
	rehearsing
	Batch batchNumber `arg:"" help:"The batch's number."`
}

func (c *batchUndo) Run(s *session) error {
	return s.act(c.acting, c.options(), func(ctx context.Context, app *server.App) error {
		b, err := app.Batches.Undo(c.on(ctx), int64(c.Batch))
		if err != nil {
			return err
		}
		if c.DryRun {
			return s.tellRehearsal(b.ID, "be undone, but for what has changed since")
		}
		return s.showBatchAfter(ctx, app, b.ID, c.finish(ctx, s, app, b.UndoJobID))
	})
}
