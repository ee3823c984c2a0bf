package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/sluicehq/sluice/importer"
	"github.com/sluicehq/sluice/server"
	"github.com/sluicehq/sluice/upload"
	"github.com/sluicehq/sluice/upload/reader"
	"github.com/sluicehq/sluice/words"
)

type importCommand struct {
	acting
	waiting
	server.SourceOptions
	importFormat
	Importer      string            `arg:"" help:"Which importer: products, customers, vendors, products_from_database if there are --sources, or one of an app's own."`
	File          string            `arg:"" optional:"" help:"The file, or - for the standard input: CSV and the like, XLSX or JSON Lines, also packed by gzip. An importer with a source of its own takes none."`
	Map           []string          `placeholder:"FIELD=COLUMN" help:"Which column a field comes from: key=StockCode,description=Description,… By default the columns' names tell."`
	Param         map[string]string `mapsep:"none" placeholder:"KEY=VALUE" help:"A parameter of the importer's source, such as source=north; can be repeated."`
	DeleteMissing bool              `help:"Delete or retire what the source lacks."`
	DryRun        bool              `help:"Say what would happen, and write nothing."`
	Batch         bool              `help:"Make an importer batch to review, instead of writing at once. The file is kept."`
	Description   string            `placeholder:"TEXT" help:"With --batch: what the batch is for."`
	Rejects       string            `type:"path" placeholder:"FILE" help:"Write all rejected lines, with their reasons, to this file of comma-separated values."`
}

func (c *importCommand) Run(s *session) error {
	mapping, err := importer.ParseMapping(c.Map)
	if err != nil {
		return err
	}
	if c.Batch {
		return c.batch(s, mapping)
	}
	rows, err := c.read(s)
	if err != nil {
		return err
	}
	if rows != nil {
		defer rows.Close()
	}
	return c.run(s, rows, mapping)
}

// fileRows are the rows of a file.
type fileRows struct {
	*reader.Rows
	file io.Closer
}

// Close closes both.
func (r fileRows) Close() error { return errors.Join(r.Rows.Close(), r.file.Close()) }

// read begins to read the file, if there is one.
func (c *importCommand) read(s *session) (importer.Rows, error) {
	if c.File == "" {
		return nil, nil
	}
	file, err := s.input(c.File)
	if err != nil {
		return nil, err
	}
	rows, inspection, err := reader.Read(s.ctx, file, c.overrides())
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return fileRows{rows, file}, s.warn(inspection)
}

// run brings the rows in, in this process.
func (c *importCommand) run(s *session, rows importer.Rows, mapping importer.Mapping) (err error) {
	rejects, err := createRejects(c.Rejects)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rejects.close()) }()
	opts := server.AppOptions{SourceOptions: c.SourceOptions}
	return s.act(c.acting, opts, func(ctx context.Context, app *server.App) error {
		meter := s.meter()
		report, err := app.Importers.RunNow(ctx, importer.Now{Importer: c.Importer, Rows: rows, Mapping: mapping, Parameters: c.parameters()}, importer.Options{
			DeleteMissing: c.DeleteMissing, DryRun: c.DryRun,
			OnBad: rejects.add,
			OnProgress: func(r importer.Report) {
				meter.show("%s, %s rejected", words.Plural(r.Lines, "line", "lines"), words.Thousands(r.Rejected))
			},
		})
		meter.end()
		return s.endImport(report, err)
	})
}

// batch makes an importer batch.
func (c *importCommand) batch(s *session, mapping importer.Mapping) error {
	opts := c.options()
	opts.SourceOptions = c.SourceOptions
	return s.act(c.acting, opts, func(ctx context.Context, app *server.App) error {
		in := importer.BatchInput{Description: c.Description, Request: importer.Request{
			Importer: c.Importer, Format: c.overrides(), Mapping: mapping, Parameters: c.parameters(), DeleteMissing: c.DeleteMissing,
		}}
		if c.File != "" {
			file, err := s.input(c.File)
			if err != nil {
				return err
			}
			defer file.Close()
			kept, err := app.Uploads.Create(ctx, filepath.Base(c.File), "", file, upload.MaxSize)
			if err != nil {
				return err
			}
			in.UploadID = kept.ID
		}
		b, err := app.Importers.CreateBatch(ctx, in)
		if err != nil {
			return err
		}
		return s.showBatchAfter(ctx, app, b.ID, c.finish(ctx, s, app, b.PopulationJobID))
	})
}

// parameters are those given, as texts.
func (c *importCommand) parameters() map[string]any { return given(nil, c.Param) }

// input opens a file for reading.
func (s *session) input(path string) (io.ReadCloser, error) {
	if path == "-" {
		return io.NopCloser(s.in), nil
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("opening the file: %w", err)
	}
	return file, nil
}

// endImport tells what became of an import that ended with err.
func (s *session) endImport(report importer.Report, err error) error {
	if err != nil && report.LastLine == 0 && !errors.Is(err, context.Canceled) {
		return err
	}
	if err := s.showReport(report); err != nil {
		return err
	}
	if err != nil {
		where := fmt.Sprintf("after line %d of the source", report.LastLine)
		if report.LastLine == 0 {
			where = "before anything was written"
		}
		_, _ = fmt.Fprintf(s.err, "The import stopped %s. Run it again to go on: what is done will be unchanged.\n", where)
	}
	switch {
	case errors.Is(err, context.Canceled):
		return statusInterrupted
	case err == nil && report.Rejected+report.Kept > 0:
		return statusIncomplete
	}
	return err
}

// shownBad is how many rejected lines are shown to people.
const shownBad = 10

func (s *session) showReport(report importer.Report) error {
	return s.show(report, func() error {
		deleted := ""
		if report.Deleted+report.Kept > 0 {
			deleted = fmt.Sprintf(", %s deleted, %s kept", words.Thousands(report.Deleted), words.Thousands(report.Kept))
		}
		_, err := fmt.Fprintf(s.out, "%s: %s created, %s updated, %s unchanged, %s rejected%s\n",
			words.Plural(report.Lines, "line", "lines"), words.Thousands(report.Created), words.Thousands(report.Updated),
			words.Thousands(report.Unchanged), words.Thousands(report.Rejected), deleted)
		for i := 0; i < min(len(report.Bad), shownBad) && err == nil; i++ {
			err = s.complain(report.Bad[i])
		}
		if more := report.Rejected + report.Kept - shownBad; more > 0 && err == nil {
			_, err = fmt.Fprintf(s.err, "… and %s more; --rejects FILE writes all of them to a file.\n", words.Thousands(more))
		}
		return err
	})
}

func (s *session) complain(bad importer.BadLine) error {
	where := ""
	if bad.Line > 0 {
		where = fmt.Sprintf("line %d: ", bad.Line)
	}
	if bad.Column != "" {
		where = fmt.Sprintf("line %d, %s: ", bad.Line, bad.Column)
	}
	_, err := fmt.Fprintf(s.err, "%s%s\n", where, bad.Reason)
	return err
}
