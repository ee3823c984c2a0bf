package server

import (
	"context"
	"log/slog"
	"path/filepath"

	"github.com/sluicehq/sluice/upload"
)

// uploadPath is where files come in piece by piece.
const uploadPath = "/upload/"

// startUploads opens the store of files, and looks after it until Close.
func (a *App) startUploads(ctx context.Context, directory string, logger *slog.Logger) (err error) {
	if a.Uploads, err = upload.New(a.DB.DB, filepath.Join(directory, "files"), logger); err != nil {
		return err
	}
	a.onStop(func(context.Context) error { return a.Uploads.Close() })
	if a.Incoming, err = upload.NewIncoming(a.Uploads, filepath.Join(directory, "incoming"), uploadPath); err != nil {
		return err
	}
	a.regularly(ctx, logger, "remove what broken uploads have left", func(context.Context) error { return a.Incoming.Sweep() })
	return nil
}
