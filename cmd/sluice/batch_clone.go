package main

import (
	"context"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/server"
)

type batchClone struct {
	acting
	waiting
	rehearsing
	Batch       batchNumber `arg:"" help:"The batch's number."`
	Description *string     `placeholder:"TEXT" help:"What the new batch is for; by default the same."`
}

func (c *batchClone) Run(s *session) error {
	return s.act(c.acting, c.options(), func(ctx context.Context, app *server.App) error {
		b, err := app.Batches.Clone(c.on(ctx), batch.CloneDraft{BatchID: int64(c.Batch), Description: c.Description})
		if err != nil {
			return err
		}
		if c.DryRun {
			return s.tellRehearsal(int64(c.Batch), "be cloned into an open batch of the type "+b.Type)
		}
		return s.showBatchAfter(ctx, app, b.ID, c.finish(ctx, s, app, b.PopulationJobID))
	})
}
