package server

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/sluicehq/sluice/upload"
)

// uploadPath is where files come in piece by piece.
const uploadPath = "/upload/"

// uploadSweep is the time between two looks at what broken transfers have left
// and at files that nothing is made from.
const uploadSweep = time.Hour

// receiveUploads opens the store of files, takes files into it, and looks after
// it until Close.
func (a *App) receiveUploads(directory string, logger *slog.Logger) (err error) {
	if err := a.Uploads.Open(); err != nil {
		return err
	}
	if a.Incoming, err = upload.NewIncoming(a.Uploads, directory, uploadPath); err != nil {
		return err
	}
	ctx, stop := context.WithCancel(context.Background())
	a.onStop(func(context.Context) error { stop(); return nil })
	go func() {
		tick := time.NewTicker(uploadSweep)
		defer tick.Stop()
		for {
			if err := errors.Join(a.Incoming.Sweep(), a.Uploads.SweepUnused(ctx)); err != nil && ctx.Err() == nil {
				logger.Warn("could not remove files that nobody needs", "error", err)
			}
			select {
			case <-tick.C:
			case <-ctx.Done():
				return
			}
		}
	}()
	return nil
}
