package main

import (
	"context"
	"fmt"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/model"
)

// rehearsing are the settings of commands that can say what they would do.
type rehearsing struct {
	DryRun bool `help:"Say what would happen, or why it can't, and change nothing."`
}

// on is the context in which a command does its work.
func (r rehearsing) on(ctx context.Context) context.Context {
	if r.DryRun {
		return batch.Rehearse(ctx)
	}
	return ctx
}

// rehearsalView is what would happen as scripts get it.
type rehearsalView struct {
	DryRun bool   `json:"dryRun"`
	Batch  string `json:"batch"`
	Would  string `json:"would"`
}

// tellRehearsal tells what a command would do with a batch: "be executed".
func (s *session) tellRehearsal(id int64, would string) error {
	view := rehearsalView{DryRun: true, Batch: model.BatchNumber(id), Would: would}
	return s.show(view, func() error {
		_, err := fmt.Fprintf(s.out, "Batch %s would %s. Nothing is changed.\n", view.Batch, would)
		return err
	})
}
