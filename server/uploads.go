package server

import (
	"context"
	"errors"
	"log/slog"

	"github.com/sluicehq/sluice/upload"
)

// uploadPath is where files come in piece by piece.
const uploadPath = "/upload/"

// receiveUploads opens the store of files, takes files into it, and looks after
// it until Close.
func (a *App) receiveUploads(ctx context.Context, directory string, logger *slog.Logger) (err error) {
	if err := a.Uploads.Open(); err != nil {
		return err
	}
	if a.Incoming, err = upload.NewIncoming(a.Uploads, directory, uploadPath); err != nil {
		return err
	}
	a.regularly(ctx, logger, "remove files that nobody needs", func(ctx context.Context) error {
		return errors.Join(a.Incoming.Sweep(), a.Uploads.SweepUnused(ctx))
	})
	return nil
}
