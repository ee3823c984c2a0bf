package main

import (
	"context"

	"github.com/sluicehq/sluice/server"
)

type batchComplete struct {
	acting
	rehearsing
	Batch  batchNumber `arg:"" help:"The batch's number."`
	Reopen bool        `help:"Take a complete batch back to review."`
}

func (c *batchComplete) Run(s *session) error {
	return s.act(c.acting, server.AppOptions{}, func(ctx context.Context, app *server.App) error {
		move, would := app.Batches.MarkComplete, "be marked complete"
		if c.Reopen {
			move, would = app.Batches.Reopen, "be reopened"
		}
		b, err := move(c.on(ctx), int64(c.Batch))
		if err != nil {
			return err
		}
		if c.DryRun {
			return s.tellRehearsal(b.ID, would)
		}
		return s.showBatch(ctx, app, b.ID)
	})
}
