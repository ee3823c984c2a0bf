package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/sluicehq/sluice/demo"
	"github.com/sluicehq/sluice/importer"
	"github.com/sluicehq/sluice/server"
	"github.com/sluicehq/sluice/upload/reader"
)

type seedCommand struct {
	server.DatabaseOptions
	Products int `default:"${products}" placeholder:"N" help:"How many products to make up; by default ${default}."`
}

func (c *seedCommand) Run(s *session) error {
	return s.withApp(c.DatabaseOptions, func(ctx context.Context, app *server.App) error {
		if err := demo.Seed(ctx, app.DB.DB, c.Products); err != nil {
			return err
		}
		return s.say("Made up a catalog of %d products.", c.Products)
	})
}

type importCommand struct {
	Products importProducts `cmd:"" help:"Create and update products from a file of comma-separated values."`
}

type importProducts struct {
	server.DatabaseOptions
	File      string   `arg:"" type:"existingfile" help:"The file. Its first line names the columns."`
	Map       []string `required:"" placeholder:"FIELD=COLUMN" help:"Which column a field comes from: key=StockCode,description=Description,… The fields are key, gtin, description, size, department, brand, vendor, cost, price and active; key is needed."`
	Delimiter string   `default:"," placeholder:"CHAR" help:"What stands between values; by default a comma."`
}

func (c *importProducts) Run(s *session) error {
	mapping, err := importer.ParseMapping(c.Map)
	if err != nil {
		return err
	}
	if len(c.Delimiter) != 1 {
		return errors.New("the delimiter is one character, such as ; or a tab")
	}
	file, err := os.Open(c.File)
	if err != nil {
		return fmt.Errorf("opening the file: %w", err)
	}
	defer file.Close()
	rows, err := reader.NewCSV(file, reader.CSVOptions{Comma: c.Delimiter[0]})
	if err != nil {
		return err
	}
	return s.withApp(c.DatabaseOptions, func(ctx context.Context, app *server.App) error {
		report, err := importer.Products(ctx, app.DB.DB, rows, mapping, importer.Options{OnBad: s.complain})
		return errors.Join(s.showReport(report), err)
	})
}

// complain tells of a bad line when it is met.
func (s *session) complain(bad importer.BadLine) error {
	if s.json {
		return nil // it is in the report
	}
	where := fmt.Sprintf("line %d", bad.Line)
	if bad.Column != "" {
		where += ", " + bad.Column
	}
	_, err := fmt.Fprintf(s.err, "%s: %s\n", where, bad.Reason)
	return err
}

func (s *session) showReport(report importer.Report) error {
	return s.show(report, func() error {
		_, err := fmt.Fprintf(s.out, "%d lines: %d created, %d updated, %d unchanged, %d rejected\n",
			report.Lines, report.Created, report.Updated, report.Unchanged, report.Rejected)
		return err
	})
}
