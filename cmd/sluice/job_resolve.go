package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/server"
	"github.com/sluicehq/sluice/words"
)

type jobResolve struct {
	onJob
	exceptionFlags
	Decision  string            `arg:"" enum:"accept,correct,skip,reopen" help:"What to do with the items: accept (process them as they are), correct (process them with other data, see --set), skip (leave them out for good) or reopen (take a decision back)."`
	Exception []int64           `placeholder:"N" help:"Only this exception; can be repeated."`
	All       bool              `help:"All exceptions. Without this, say which."`
	Set       map[string]string `mapsep:"none" placeholder:"KEY=VALUE" help:"With correct: a value to process the items with; can be repeated."`
}

var decisions = map[string]model.ExceptionState{
	"accept": model.ExceptionAccepted, "correct": model.ExceptionCorrected,
	"skip": model.ExceptionSkipped, "reopen": model.ExceptionOpen,
}

func (c *jobResolve) Run(s *session) error {
	where := c.where()
	where.IDs = c.Exception
	chosen := where.IDs != nil || where.State != nil || where.Node != nil || where.Reason != nil || where.Search != nil
	if chosen == c.All {
		return errors.New("say which exceptions: by --exception, --state, --node, --reason or --search, or else --all of them")
	}
	return s.act(c.acting, server.AppOptions{}, func(ctx context.Context, app *server.App) error {
		j, err := app.Jobs.Get(ctx, c.ID)
		if err != nil {
			return err
		}
		applications, err := app.Jobs.Applications(ctx)
		if err != nil {
			return err
		}
		decision := job.Decision{State: decisions[c.Decision]}
		for _, info := range applications {
			if info.Name == j.Application && c.Set != nil {
				decision.Correction = given(info.Corrections, c.Set)
			}
		}
		resolved, err := app.Jobs.ResolveExceptions(ctx, c.ID, where, decision)
		if err != nil {
			return err
		}
		return s.show(map[string]int64{"resolved": resolved}, func() error {
			text := words.Plural(resolved, "exception", "exceptions") + ": " + string(decision.State) + "."
			if decision.State == model.ExceptionAccepted || decision.State == model.ExceptionCorrected {
				text += fmt.Sprintf(" Process them with: sluice job process %d --exceptions", c.ID)
			}
			return s.say("%s", text)
		})
	})
}
