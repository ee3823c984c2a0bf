package server

import (
	"context"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"net/url"
	"time"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/importer"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/upload"
)

// downloadTimeout bounds how long a file may take to get to the client.
const downloadTimeout = 10 * time.Minute

// What browsers do with a file: show it if they can, or keep it.
const (
	inline   = "inline"
	attached = "attachment"
)

// download is a file that can be written.
type download struct {
	name, contentType string
	disposition       string // inline or attached
	writeTo           func(io.Writer) error
}

// downloads answers /download/{object}/{name} with a file of a batch or a job; its
// query says what of it.
func downloads(app *App) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		file, err := findDownload(r.Context(), app, r.PathValue("object"), r.PathValue("name"), r.URL.Query())
		if err == nil {
			h := w.Header()
			h.Set("Content-Type", file.contentType)
			h.Set("Content-Disposition", mime.FormatMediaType(file.disposition, map[string]string{"filename": file.name}))
			h.Set("Cache-Control", "private, no-cache")
			if err := http.NewResponseController(w).SetWriteDeadline(time.Now().Add(downloadTimeout)); err != nil {
				slog.WarnContext(r.Context(), "could not extend the time for a download", "error", err)
			}
			out := &counter{Writer: w}
			if err = file.writeTo(out); err == nil {
				return
			}
			if out.written {
				slog.ErrorContext(r.Context(), "a download broke off", "file", file.name, "error", err)
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

func findDownload(ctx context.Context, app *App, id, name string, query url.Values) (download, error) {
	object, err := model.ParseID(id)
	if err != nil {
		return download{}, err
	}
	switch object.Kind {
	case "Job":
		return jobDownload(ctx, app, object, name, query)
	case "Upload":
		return uploadDownload(ctx, app.Uploads, object)
	}
	key, err := object.Int("Batch")
	if err != nil {
		return download{}, err
	}
	if export, ok, err := batch.ParseExport(name, query); ok || err != nil {
		if err != nil {
			return download{}, err
		}
		file, writeTo, err := app.Batches.Export(ctx, key, export)
		return download{file.Name, file.ContentType, attached, writeTo}, err
	}
	if name == batch.RejectsName {
		file, writeTo, err := app.Batches.Rejects(ctx, key)
		return download{file.Name, file.ContentType, attached, writeTo}, err
	}
	file, writeTo, err := app.Batches.Download(ctx, key, name)
	return download{file.Name, file.ContentType, inline, writeTo}, err
}

// uploadDownload is a file as it came. A browser must not take it for a page.
func uploadDownload(ctx context.Context, uploads *upload.Service, object model.ID) (download, error) {
	key, err := object.Int("Upload")
	if err != nil {
		return download{}, err
	}
	u, err := uploads.Get(ctx, key)
	if err != nil {
		return download{}, err
	}
	return download{u.Name, "application/octet-stream", attached, func(out io.Writer) error {
		_, content, err := uploads.Read(ctx, key)
		if err != nil {
			return err
		}
		defer content.Close()
		_, err = io.Copy(out, content)
		return err
	}}, nil
}

func jobDownload(ctx context.Context, app *App, object model.ID, name string, query url.Values) (download, error) {
	key, err := object.Int("Job")
	if err != nil {
		return download{}, err
	}
	switch name {
	case job.ExportName:
		where, err := job.ParseExportQuery(query)
		return download{job.ExportName, job.ExportType, inline, func(out io.Writer) error {
			return app.Jobs.ExportExceptions(ctx, out, key, where)
		}}, err
	case importer.RejectsName:
		return download{importer.RejectsName, job.ExportType, attached, func(out io.Writer) error {
			return app.Importers.ExportRejects(ctx, out, key)
		}}, nil
	}
	return download{}, model.NotFound("file")
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
