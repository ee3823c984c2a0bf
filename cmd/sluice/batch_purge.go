package main

import (
	"context"
	"fmt"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/server"
)

type batchPurge struct {
	acting
	waiting
	rehearsing
	Batch *batchNumber `arg:"" optional:"" help:"The batch's number. Without one, all batches are purged whose purge date has come."`
	Early bool         `help:"Purge the batch before its purge date, or without one."`
}

// purgedView is a batch that is purged as scripts get it.
type purgedView struct {
	Number   string           `json:"number"`
	Type     string           `json:"type"`
	State    model.BatchState `json:"state"`
	PurgeOn  *model.Date      `json:"purgeOn"`
	RowCount *int64           `json:"rowCount"` // as many as there were
	DryRun   bool             `json:"dryRun"`
}

func (c *batchPurge) Run(s *session) error {
	return s.act(c.acting, c.options(), func(ctx context.Context, app *server.App) error {
		if c.Batch == nil {
			return c.purgeDue(ctx, s, app)
		}
		b, err := app.Batches.Purge(c.on(ctx), int64(*c.Batch), c.Early)
		if err != nil {
			return err
		}
		if c.DryRun {
			return s.tellRehearsal(b.ID, "be purged")
		}
		return s.showBatchAfter(ctx, app, b.ID, c.finish(ctx, s, app, b.PurgeJobID))
	})
}

// purgeDue purges all batches whose purge date has come.
func (c *batchPurge) purgeDue(ctx context.Context, s *session, app *server.App) error {
	if c.Early {
		return model.Invalid("early", "Say which batch to purge early.")
	}
	batches, err := app.Batches.PurgeDue(c.on(ctx))
	if err != nil {
		return err
	}
	views := make([]purgedView, len(batches))
	for i, b := range batches {
		if !c.DryRun {
			if err := c.finish(ctx, s, app, b.PurgeJobID); err != nil {
				return err
			}
			if b, err = app.Batches.Get(ctx, b.ID); err != nil {
				return err
			}
		}
		views[i] = purgedView{model.BatchNumber(b.ID), b.Type, b.State, b.PurgeOn, b.RowCount, c.DryRun}
	}
	return s.show(views, func() error { return c.tell(s, views) })
}

func (c *batchPurge) tell(s *session, views []purgedView) error {
	verb := "is"
	if c.DryRun {
		verb = "would be"
	}
	for _, v := range views {
		if _, err := fmt.Fprintf(s.out, "Batch %s, %s: %s %s\n", v.Number, v.Type, verb, v.State); err != nil {
			return err
		}
	}
	if len(views) == 0 {
		_, err := fmt.Fprintln(s.out, "No batch is to be purged.")
		return err
	}
	return nil
}
