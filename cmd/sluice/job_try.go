package main

import (
	"context"
	"encoding/json"
	"fmt"
	"text/tabwriter"

	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/server"
	"github.com/sluicehq/sluice/words"
)

type jobTry struct {
	onJob
	Items int `default:"100" placeholder:"N" help:"How many items, from all over the source; by default ${default}."`
}

// trialView is a trial as scripts get it.
type trialView struct {
	Program    string               `json:"program"`
	Items      int64                `json:"items"`
	Failed     int64                `json:"failed"`
	Exceptions []trialExceptionView `json:"exceptions"`
	Changes    []changeView         `json:"changes"` // of the first items, at most 100
	Statistics statisticsView       `json:"statistics"`
}

type trialExceptionView struct {
	ItemKey   int64  `json:"itemKey"`
	ItemLabel string `json:"item"`
	Node      string `json:"node"`
	Reason    string `json:"reason"`
	Details   any    `json:"details"`
}

type changeView struct {
	ItemKey   int64          `json:"itemKey"`
	ItemLabel string         `json:"item"`
	Success   bool           `json:"success"`
	Before    map[string]any `json:"before"`
	After     map[string]any `json:"after"`
	Result    any            `json:"result"`
}

func (c *jobTry) Run(s *session) error {
	return s.act(c.acting, server.AppOptions{}, func(ctx context.Context, app *server.App) error {
		trial, err := app.Jobs.Try(ctx, c.ID, c.Items)
		if err != nil {
			return err
		}
		view := viewTrial(trial)
		return s.show(view, func() error { return s.report(view) })
	})
}

func viewTrial(trial *job.Trial) trialView {
	weighted := trial.Graph.Weighted(trial.Statistics)
	view := trialView{
		Program: trial.Program, Items: trial.Items, Failed: trial.Failed,
		Exceptions: make([]trialExceptionView, len(trial.Exceptions)), Changes: make([]changeView, len(trial.Changes)),
		Statistics: statisticsView{
			Program: &trial.Program, Chunks: 1, Items: trial.Items,
			RunSeconds: trial.Statistics.RunTime().Seconds(), Nodes: trial.Statistics, Graph: &weighted,
		},
	}
	for i, x := range trial.Exceptions {
		view.Exceptions[i] = trialExceptionView(x)
	}
	for i, change := range trial.Changes {
		view.Changes[i] = changeView(change)
	}
	return view
}

// report tells people of a trial.
func (s *session) report(view trialView) error {
	_, err := fmt.Fprintf(s.out, "Tried %s, and rolled it back: %s failed, %s would be stored away.\n\n",
		words.Plural(view.Items, "item", "items"), words.Thousands(view.Failed), words.Thousands(int64(len(view.Exceptions))))
	if err != nil {
		return err
	}
	if err := s.tabulate(view.Statistics); err != nil {
		return err
	}
	table := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	if _, err := fmt.Fprintln(table, "\nITEM\tBEFORE\tAFTER\tRESULT"); err != nil {
		return err
	}
	for _, change := range view.Changes {
		if _, err := fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", change.ItemLabel, compact(change.Before), compact(change.After), compact(change.Result)); err != nil {
			return err
		}
	}
	for _, x := range view.Exceptions {
		if _, err := fmt.Fprintf(table, "%s\tstored away by %s: %s\n", x.ItemLabel, x.Node, x.Reason); err != nil {
			return err
		}
	}
	return table.Flush()
}

// compact is a value as JSON on one line.
func compact(value any) string {
	text, err := json.Marshal(value)
	if err != nil || string(text) == "null" {
		return "-"
	}
	return string(text)
}
