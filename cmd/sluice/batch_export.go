package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/server"
	"github.com/sluicehq/sluice/words"
)

type batchExport struct {
	acting
	rowFlags
	rehearsing
	Batch  batchNumber `arg:"" help:"The batch's number."`
	Output string      `short:"o" default:"-" placeholder:"FILE" help:"The file to write, as XLSX if its name ends so; - is the standard output."`
	Format string      `enum:"auto,csv,xlsx" default:"auto" placeholder:"FORMAT" help:"csv or xlsx, whatever the file's name; by default what the name says, and csv otherwise."`
}

// rowFlags choose rows of a batch, and their order.
type rowFlags struct {
	Status  []string `placeholder:"STATUS" help:"Only rows with this status; can be repeated."`
	Outcome string   `enum:",executed,failed,reverted,kept" default:"" placeholder:"OUTCOME" help:"Only rows of which this became: executed, failed, reverted or kept."`
	Search  string   `placeholder:"WORDS" help:"Only rows with these words in their texts."`
	All     bool     `help:"Removed rows, too."`
	OrderBy string   `placeholder:"COLUMN" help:"Order by this column: a key, sequence or status."`
	Down    bool     `help:"Order from the greatest to the least."`
}

func (f *rowFlags) where() *batch.RowFilter {
	where := &batch.RowFilter{Search: optional(f.Search)}
	if len(f.Status) > 0 {
		where.Status = f.Status
	}
	if !f.All {
		where.Removed = new(bool)
	}
	if f.Outcome != "" {
		where.Outcome = new(model.RowOutcome(f.Outcome))
	}
	return where
}

func (f *rowFlags) order() *batch.RowOrder {
	switch {
	case f.OrderBy == "" && !f.Down:
		return nil
	case f.Down:
		return &batch.RowOrder{Column: cmp.Or(f.OrderBy, "sequence"), Direction: model.Descending}
	}
	return &batch.RowOrder{Column: f.OrderBy, Direction: model.Ascending}
}

func (c *batchExport) format() batch.ExportFormat {
	if c.Format == "xlsx" || c.Format == "auto" && strings.EqualFold(filepath.Ext(c.Output), ".xlsx") {
		return batch.XLSX
	}
	return batch.CSV
}

func (c *batchExport) Run(s *session) error {
	return s.act(c.acting, server.AppOptions{}, func(ctx context.Context, app *server.App) error {
		_, writeTo, err := app.Batches.Export(ctx, int64(c.Batch), batch.RowExport{Format: c.format(), Where: c.where(), OrderBy: c.order()})
		if err != nil {
			return err
		}
		if c.DryRun {
			return c.tell(ctx, s, app)
		}
		if c.Output == "-" {
			return writeTo(s.out)
		}
		file, err := os.Create(c.Output)
		if err != nil {
			return fmt.Errorf("creating the file for rows: %w", err)
		}
		return errors.Join(writeTo(file), file.Close())
	})
}

// tell tells how many rows would be written.
func (c *batchExport) tell(ctx context.Context, s *session, app *server.App) error {
	b, err := app.Batches.Get(ctx, int64(c.Batch))
	if err != nil {
		return err
	}
	n, err := app.Batches.CountRows(ctx, b, c.where())
	if err != nil {
		return err
	}
	to := "the standard output"
	if c.Output != "-" {
		to = c.Output
	}
	return s.tellRehearsal(b.ID, fmt.Sprintf("be exported: %s to %s", words.Plural(int64(n), "row", "rows"), to))
}
