package job

import (
	"context"
	"io"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// Stager is an Application or a Processor that reads files.
type Stager interface {
	// Stage copies a file, all of it or nothing, to where jobs can read it from
	// any process, and returns the source for them. Errors: INVALID at "file".
	Stage(ctx context.Context, db *postgres.DB, file io.Reader) (source string, err error)
}

// Stage makes a source for jobs of an application of a file, for a viewer with
// the permission ToCreate. Errors: INVALID at "file", also if the application
// reads none.
func (e *Engine) Stage(ctx context.Context, application string, file io.Reader) (source string, err error) {
	if err := auth.Require(ctx, Permission(application, ToCreate)); err != nil {
		return "", err
	}
	stager, ok := e.apps[application].(Stager)
	if !ok {
		return "", errReadsNoFiles()
	}
	return stager.Stage(ctx, e.db, file)
}

// Stage implements Stager.
func (a *processing[T]) Stage(ctx context.Context, db *postgres.DB, file io.Reader) (string, error) {
	if stager, ok := a.Processor.(Stager); ok {
		return stager.Stage(ctx, db, file)
	}
	return "", errReadsNoFiles()
}

func errReadsNoFiles() error {
	return model.Invalid("file", "This application reads no files. Say a source instead.")
}
