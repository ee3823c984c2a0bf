package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/sluicehq/sluice/importer"
	"github.com/sluicehq/sluice/server"
	"github.com/sluicehq/sluice/upload/reader"
	"github.com/sluicehq/sluice/words"
)

type importCommand struct {
	Products importProducts `cmd:"" help:"Create and update products from a file: CSV and the like, XLSX or JSON Lines, also packed by gzip. The exit status is 3 if lines were rejected."`
}

type importProducts struct {
	acting
	importFormat
	File    string   `arg:"" help:"The file, or - for the standard input."`
	Map     []string `required:"" placeholder:"FIELD=COLUMN" help:"Which column a field comes from: key=StockCode,description=Description,… The fields are key, gtin, description, size, department, brand, vendor, cost, price and active; key is needed."`
	Rejects string   `type:"path" placeholder:"FILE" help:"Write all rejected lines, with their reasons, to this file of comma-separated values."`
}

func (c *importProducts) Run(s *session) (err error) {
	mapping, err := importer.ParseMapping(c.Map)
	if err != nil {
		return err
	}
	file, err := s.input(c.File)
	if err != nil {
		return err
	}
	defer file.Close()
	rows, inspection, err := reader.Read(s.ctx, file, c.overrides())
	if err != nil {
		return err
	}
	defer rows.Close()
	if err := s.warn(inspection); err != nil {
		return err
	}
	rejects, err := createRejects(c.Rejects)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rejects.close()) }()
	return s.act(c.acting, server.AppOptions{}, func(ctx context.Context, app *server.App) error {
		meter := s.meter()
		report, err := importer.Products(ctx, app.DB.DB, rows, mapping, importer.Options{
			OnBad: rejects.add,
			OnProgress: func(r importer.Report) {
				meter.show("%s, %s rejected", words.Plural(r.Lines, "line", "lines"), words.Thousands(r.Rejected))
			},
		})
		meter.end()
		return s.endImport(report, err)
	})
}

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
		_, _ = fmt.Fprintf(s.err, "The import stopped after line %d of the file. Run it again to go on: what is done will be unchanged.\n",
			report.LastLine)
	}
	switch {
	case errors.Is(err, context.Canceled):
		return statusInterrupted
	case err == nil && report.Rejected > 0:
		return statusIncomplete
	}
	return err
}

// shownBad is how many rejected lines are shown to people.
const shownBad = 10

func (s *session) showReport(report importer.Report) error {
	return s.show(report, func() error {
		_, err := fmt.Fprintf(s.out, "%s: %s created, %s updated, %s unchanged, %s rejected\n",
			words.Plural(report.Lines, "line", "lines"), words.Thousands(report.Created), words.Thousands(report.Updated),
			words.Thousands(report.Unchanged), words.Thousands(report.Rejected))
		for i := 0; i < min(len(report.Bad), shownBad) && err == nil; i++ {
			err = s.complain(report.Bad[i])
		}
		if more := report.Rejected - shownBad; more > 0 && err == nil {
			_, err = fmt.Fprintf(s.err, "… and %s more; --rejects FILE writes all of them to a file.\n", words.Thousands(more))
		}
		return err
	})
}

func (s *session) complain(bad importer.BadLine) error {
	where := fmt.Sprintf("line %d", bad.Line)
	if bad.Column != "" {
		where += ", " + bad.Column
	}
	_, err := fmt.Fprintf(s.err, "%s: %s\n", where, bad.Reason)
	return err
}
