package server

import (
	"context"
	"log/slog"
	"path/filepath"
	"time"

	"github.com/sluicehq/sluice/importer"
	"github.com/sluicehq/sluice/upload"
)

// uploadPath is where files come in piece by piece.
const uploadPath = "/upload/"

// uploadSweep is the time between two looks at what broken transfers have left.
const uploadSweep = time.Hour

// openUploads opens the store of files.
func (a *App) openUploads(directory string, logger *slog.Logger) (err error) {
	if a.Uploads, err = upload.New(a.DB.DB, filepath.Join(directory, "files"), logger); err != nil {
		return err
	}
	a.onStop(func(context.Context) error { return a.Uploads.Close() })
	return nil
}

// files is the store of files, or nil.
func (a *App) files() importer.Files {
	if a.Uploads == nil {
		return nil
	}
	return a.Uploads
}

// startIncoming takes files in, and looks after the store of files until Close.
func (a *App) startIncoming(directory string, logger *slog.Logger) (err error) {
	if a.Incoming, err = upload.NewIncoming(a.Uploads, filepath.Join(directory, "incoming"), uploadPath); err != nil {
		return err
	}
	done := make(chan struct{})
	a.onStop(func(context.Context) error { close(done); return nil })
	go func() {
		tick := time.NewTicker(uploadSweep)
		defer tick.Stop()
		for {
			if err := a.Incoming.Sweep(); err != nil {
				logger.Warn("could not remove what broken uploads have left", "error", err)
			}
			select {
			case <-tick.C:
			case <-done:
				return
			}
		}
	}()
	return nil
}
