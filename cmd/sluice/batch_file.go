package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/server"
	"github.com/sluicehq/sluice/upload"
	"github.com/sluicehq/sluice/words"
)

// fileFlags say how a batch is made of a file.
type fileFlags struct {
	importFormat
	File            string            `placeholder:"FILE" help:"Make the batch of the lines of this file: CSV and the like, XLSX or JSON Lines, also packed by gzip."`
	Map             map[string]string `placeholder:"FIELD=COLUMN" help:"Which column of the file a field comes from. By default the names of the columns tell."`
	BadLines        string            `enum:"reject-file,skip-lines,keep-good-cells" default:"skip-lines" help:"What becomes of lines that can't be used: reject-file, skip-lines or keep-good-cells."`
	Duplicates      string            `enum:"keep-all,keep-first,keep-last,add-up" default:"keep-all" help:"What becomes of lines with the same code: keep-all, keep-first, keep-last or add-up."`
	LeaveOutWaiting bool              `help:"Leave out lines whose product waits in another open batch of the type."`
	DryRun          bool              `help:"Tell what would become of the lines of the file, and write nothing."`
}

var (
	badLines = map[string]batch.BadLines{
		"reject-file": batch.RejectFile, "skip-lines": batch.SkipLines, "keep-good-cells": batch.KeepGoodCells,
	}
	duplicates = map[string]batch.Duplicates{
		"keep-all": batch.KeepAll, "keep-first": batch.KeepFirst, "keep-last": batch.KeepLast, "add-up": batch.AddUp,
	}
)

func (c *batchCreate) fromFile(ctx context.Context, s *session, app *server.App) error {
	parameters, err := c.parameters(ctx, app)
	if err != nil {
		return err
	}
	in := batch.FromUpload{
		Draft:       batch.Draft{Type: c.Type, Description: c.Description, Parameters: parameters},
		FileChoices: batch.FileChoices{BadLines: badLines[c.BadLines], Duplicates: duplicates[c.Duplicates], LeaveOutWaiting: c.LeaveOutWaiting},
		Format:      c.overrides(), Mapping: c.Map,
	}
	file, err := os.Open(c.File)
	if err != nil {
		return fmt.Errorf("opening the file: %w", err)
	}
	defer file.Close()
	if c.DryRun {
		return s.tryFile(ctx, app, in, file)
	}
	u, err := app.Uploads.Create(ctx, c.File, "", file, upload.MaxSize)
	if err != nil {
		return err
	}
	in.Upload = u.ID
	b, err := app.Batches.CreateFromUpload(ctx, in)
	if err != nil {
		return errors.Join(err, app.Uploads.Release(ctx, u.ID))
	}
	err = s.showBatchAfter(ctx, app, b.ID, c.finish(ctx, s, app, b.PopulationJobID))
	if err != nil || !c.Wait {
		return err
	}
	if b, err = app.Batches.Get(ctx, b.ID); err != nil || b.FileReport == nil {
		return err
	}
	return s.endFile(b.FileReport)
}

// tryFile tells what would become of a file's lines.
func (s *session) tryFile(ctx context.Context, app *server.App, in batch.FromUpload, file *os.File) error {
	inspection, report, err := app.Batches.TryFile(ctx, in, file, func(int, string, string, string) error { return nil })
	if inspection != nil {
		if err := s.warn(inspection); err != nil {
			return err
		}
	}
	if err != nil {
		return err
	}
	if err := s.show(report, func() error { return s.tellFile(report) }); err != nil {
		return err
	}
	return s.endFile(report)
}

func (s *session) tellFile(r *model.FileReport) error {
	_, err := fmt.Fprintf(s.out, "%s: %s, %s rejected, %s blank\n", words.Plural(r.LinesRead, "line", "lines"),
		words.Plural(r.RowsMade, "row", "rows"), words.Thousands(r.Rejected), words.Thousands(r.Blank))
	return err
}

// endFile shows the first problems of a file to people.
func (s *session) endFile(r *model.FileReport) error {
	for _, p := range r.Problems {
		where := "line " + strconv.Itoa(p.Line)
		if p.Column != "" {
			where += ", " + p.Column
		}
		if _, err := fmt.Fprintf(s.err, "%s: %s\n", where, p.Reason); err != nil {
			return err
		}
	}
	if r.Rejected > 0 {
		return statusIncomplete
	}
	return nil
}

type batchPopulate struct {
	acting
	waiting
	rehearsing
	Batch batchNumber `arg:"" help:"The batch's number."`
}

func (c *batchPopulate) Run(s *session) error {
	return s.act(c.acting, c.options(), func(ctx context.Context, app *server.App) error {
		b, err := app.Batches.Populate(c.on(ctx), int64(c.Batch))
		if err != nil {
			return err
		}
		if c.DryRun {
			return c.tell(ctx, s, app, b)
		}
		return s.showBatchAfter(ctx, app, b.ID, c.finish(ctx, s, app, b.PopulationJobID))
	})
}

// tell tells what populating goes on with.
func (c *batchPopulate) tell(ctx context.Context, s *session, app *server.App, b *model.Batch) error {
	text, err := batch.SourceText(b)
	if err != nil {
		return err
	}
	progress, err := app.Jobs.Progress(ctx, *b.PopulationJobID)
	if err != nil {
		return err
	}
	would := "be populated from " + text
	if p := progress[*b.PopulationJobID]; p != nil && p.ItemsDone > 0 {
		would += ", after the " + words.Plural(p.ItemsDone, "row", "rows") + " that it has"
	}
	return s.tellRehearsal(b.ID, would)
}
