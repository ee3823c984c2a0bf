package main

import (
	"context"
	"fmt"
	"text/tabwriter"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/server"
	"github.com/sluicehq/sluice/words"
)

type batchPreview struct {
	acting
	Batch batchNumber `arg:"" help:"The batch's number."`
	Rows  int         `default:"20" placeholder:"N" help:"How many rows to show, at most 200; by default ${default}."`
}

// previewView is a preview as scripts get it.
type previewView struct {
	Changed   int64        `json:"changed"`
	Unchanged int64        `json:"unchanged"`
	Failing   int64        `json:"failing"`
	Blocked   int64        `json:"blocked"`
	Rows      []effectView `json:"rows"`
}

type effectView struct {
	Sequence int64            `json:"sequence"`
	Before   map[string]any   `json:"before"`
	After    map[string]any   `json:"after"`
	Outcome  model.RowOutcome `json:"outcome"`
	Reason   *string          `json:"reason"`
}

func (c *batchPreview) Run(s *session) error {
	return s.act(c.acting, server.AppOptions{}, func(ctx context.Context, app *server.App) error {
		preview, err := app.Batches.Preview(ctx, int64(c.Batch), c.Rows, nil)
		if err != nil {
			return err
		}
		view := viewPreview(preview)
		return s.show(view, func() error { return s.tellPreview(view) })
	})
}

func viewPreview(p *batch.Preview) previewView {
	view := previewView{Changed: p.Changed, Unchanged: p.Unchanged, Failing: p.Failing, Blocked: p.Blocked, Rows: []effectView{}}
	for _, row := range p.Rows.Nodes() {
		view.Rows = append(view.Rows, effectView{row.Row.Sequence, row.Before, row.After, row.Outcome, row.OutcomeReason})
	}
	return view
}

// tellPreview tells people of a preview.
func (s *session) tellPreview(view previewView) error {
	_, err := fmt.Fprintf(s.out, "%s would change something, %s nothing, %s would fail, and %s the execution.\n",
		words.Plural(view.Changed, "row", "rows"), words.Thousands(view.Unchanged), words.Thousands(view.Failing),
		words.Plural(view.Blocked, "blocks", "block"))
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	if _, err := fmt.Fprintln(table, "ROW\tBEFORE\tAFTER\tOUTCOME"); err != nil {
		return err
	}
	for _, row := range view.Rows {
		outcome := string(row.Outcome)
		if row.Reason != nil {
			outcome += ": " + *row.Reason
		}
		if _, err := fmt.Fprintf(table, "%d\t%s\t%s\t%s\n", row.Sequence, compact(row.Before), compact(row.After), outcome); err != nil {
			return err
		}
	}
	return table.Flush()
}
