package server

import (
	"context"

	"github.com/sluicehq/sluice/auth"
)

// purgeBatches starts to purge the batches whose purge date has come.
func (a *App) purgeBatches(ctx context.Context) error {
	_, err := a.Batches.PurgeDue(auth.WithViewer(ctx, auth.System()))
	return err
}
