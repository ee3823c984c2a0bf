package importer

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/upload/reader"
)

// Files is where the files are that people have given; *upload.Service is.
type Files interface {
	// Read returns a file of the viewer's and what is in it, which the caller must
	// close.
	Read(ctx context.Context, id int64) (*model.Upload, io.ReadCloser, error)
}

// Request says what to import from where.
type Request struct {
	Importer string `json:"importer"` // its key

	UploadID int64         `json:"uploadId,omitempty"` // the file; 0: the importer has a source of its own
	Format   reader.Format `json:"format"`             // of the file; what is left empty is detected
	Mapping  Mapping       `json:"mapping"`            // of the file's columns; empty: guessed

	Parameters map[string]any `json:"parameters,omitempty"` // of the importer's source

	DeleteMissing bool `json:"deleteMissing"` // see Options
}

// checked is a Request that was checked, with what there is to know about it.
type checked struct {
	Request
	importer *Importer
	columns  []column
	params   form.Values
	name     string // of the file; "" if there is none
}

// check checks a request and completes it, so that all who read the source later
// read the same. Errors: INVALID, NOT_FOUND.
func (r *Registry) check(ctx context.Context, files Files, in Request) (c *checked, err error) {
	c = &checked{Request: in}
	if c.importer, err = r.get(in.Importer); err != nil {
		return nil, err
	}
	if c.params, err = form.Parse(c.importer.Source.Parameters, in.Parameters, "parameters"); err != nil {
		return nil, err
	}
	switch file := c.importer.Source.File(); {
	case file && in.UploadID == 0:
		return nil, model.Invalid("uploadId", "Upload a file, and give the id of the upload.")
	case !file && (in.UploadID != 0 || len(in.Mapping) > 0):
		return nil, model.Invalid("uploadId", "This importer reads a source of its own. Leave the file and the mapping out.")
	case file:
		if err := c.inspect(ctx, files); err != nil {
			return nil, err
		}
		if len(c.Mapping) == 0 {
			c.Mapping = c.importer.Guess(c.Format.Columns)
		}
	}
	return c, c.match()
}

// inspect completes what is known of the file.
func (c *checked) inspect(ctx context.Context, files Files) (err error) {
	u, content, err := files.Read(ctx, c.UploadID)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, content.Close()) }()
	inspection, err := reader.Inspect(ctx, content, c.Format)
	if err != nil {
		return err
	}
	c.name, c.Format = u.Name, inspection.Format
	return nil
}

// match finds the columns that the fields come from.
func (c *checked) match() (err error) {
	if c.importer.Source.File() {
		c.columns, err = c.importer.columns(c.Mapping, c.Format.Columns)
		return err
	}
	c.columns, err = c.importer.columns(nil, c.importer.Source.columns())
	return err
}

// recall takes up a request that was checked before.
func (r *Registry) recall(in Request) (c *checked, err error) {
	c = &checked{Request: in}
	if c.importer = r.byKey[in.Importer]; c.importer == nil {
		return nil, model.Conflict("The importer %q is not part of this server.", in.Importer)
	}
	if c.params, err = form.Parse(c.importer.Source.Parameters, in.Parameters, "parameters"); err != nil {
		return nil, err
	}
	return c, c.match()
}

// open begins to read what is asked for.
func (c *checked) open(ctx context.Context, files Files) (Rows, error) {
	if !c.importer.Source.File() {
		return c.importer.Source.open(ctx, c.params), nil
	}
	_, content, err := files.Read(ctx, c.UploadID)
	if err != nil {
		return nil, err
	}
	rows, err := reader.Open(ctx, content, c.Format)
	if err != nil {
		return nil, errors.Join(err, content.Close())
	}
	return &fileRows{rows, content}, nil
}

// fileRows are rows with their file.
type fileRows struct {
	*reader.Rows
	file io.Closer
}

// Close closes both.
func (r *fileRows) Close() error { return errors.Join(r.Rows.Close(), r.file.Close()) }

// from says in words where the rows come from.
func (c *checked) from() string {
	if c.name != "" {
		return fmt.Sprintf("%s, %s", c.importer.Title, c.name)
	}
	return c.importer.Title
}

// source says where the rows come from, for scripts.
func (c *checked) source() string {
	if c.UploadID != 0 {
		return fmt.Sprintf("upload:%d", c.UploadID)
	}
	return "importer:" + c.Importer
}
