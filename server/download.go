package server

import (
	"context"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"time"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/model"
)

// downloadTimeout bounds how long a file may take to get to the client.
const downloadTimeout = 10 * time.Minute

// downloads answers /download/{batch}/{name} with a file of a batch.
func downloads(batches *batch.Service) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		file, writeTo, err := findDownload(r.Context(), batches, r.PathValue("batch"), r.PathValue("name"))
		if err == nil {
			h := w.Header()
			h.Set("Content-Type", file.ContentType)
			h.Set("Content-Disposition", mime.FormatMediaType("inline", map[string]string{"filename": file.Name}))
			h.Set("Cache-Control", "private, no-cache")
			if err := http.NewResponseController(w).SetWriteDeadline(time.Now().Add(downloadTimeout)); err != nil {
				slog.WarnContext(r.Context(), "could not extend the time for a download", "error", err)
			}
			out := &counter{Writer: w}
			if err = writeTo(out); err == nil {
				return
			}
			if out.written {
				slog.ErrorContext(r.Context(), "a download broke off", "file", file.Name, "error", err)
				panic(http.ErrAbortHandler)
			}
			h.Del("Content-Disposition")
		}
		own, ok := asModelError(err)
		if !ok {
			slog.ErrorContext(r.Context(), "a download failed", "error", err)
			own = &model.Error{Code: model.CodeInternal, Message: "An internal error occurred. It has been logged with the id of this request."}
		}
		say(w, statusOf(own.Code), own.Message)
	}
}

func findDownload(ctx context.Context, batches *batch.Service, id, name string) (batch.Download, func(io.Writer) error, error) {
	global, err := model.ParseID(id)
	if err != nil {
		return batch.Download{}, nil, err
	}
	key, err := global.Int("Batch")
	if err != nil {
		return batch.Download{}, nil, err
	}
	return batches.Download(ctx, key, name)
}

// counter knows whether anything was written.
type counter struct {
	io.Writer
	written bool
}

// Write implements io.Writer.
func (c *counter) Write(p []byte) (int, error) {
	c.written = c.written || len(p) > 0
	return c.Writer.Write(p)
}
