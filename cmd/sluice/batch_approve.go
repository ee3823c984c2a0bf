package main

import (
	"context"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/server"
)

type batchApprove struct {
	acting
	rehearsing
	Batch    batchNumber `arg:"" help:"The batch's number."`
	Withdraw bool        `help:"Take the approval back."`
	Version  int         `placeholder:"N" help:"Only if this is still the version that was looked at, as batch show --json tells it. By default whatever is there now."`
}

func (c *batchApprove) Run(s *session) error {
	return s.act(c.acting, server.AppOptions{}, func(ctx context.Context, app *server.App) error {
		b, err := c.do(c.on(ctx), app)
		if err != nil {
			return err
		}
		switch {
		case c.DryRun && c.Withdraw:
			return s.tellRehearsal(b.ID, "have no approval")
		case c.DryRun:
			return s.tellRehearsal(b.ID, "be approved as it is")
		}
		return s.showBatch(ctx, app, b.ID)
	})
}

func (c *batchApprove) do(ctx context.Context, app *server.App) (*model.Batch, error) {
	if c.Withdraw {
		return app.Batches.WithdrawApproval(ctx, int64(c.Batch))
	}
	version, err := versionOf(ctx, app, c.Batch, c.Version)
	if err != nil {
		return nil, err
	}
	return app.Batches.Approve(ctx, int64(c.Batch), version)
}

// versionOf is the version of a batch that a command starts from: the given one, or
// without one (0) the present one.
func versionOf(ctx context.Context, app *server.App, number batchNumber, given int) (int, error) {
	if given != 0 {
		return given, nil
	}
	b, err := app.Batches.Get(ctx, int64(number))
	if err != nil {
		return 0, err
	}
	return b.Version, nil
}
