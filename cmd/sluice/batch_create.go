package main

import (
	"context"
	"errors"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/server"
)

type batchCreate struct {
	acting
	waiting
	productFlags
	fileFlags
	Type        string            `required:"" help:"The batch type, such as labels or pricing."`
	Param       map[string]string `mapsep:"none" placeholder:"KEY=VALUE" help:"A parameter of the type, such as percent=5; can be repeated."`
	Description string            `placeholder:"TEXT" help:"What the batch is for."`
}

func (c *batchCreate) Run(s *session) error {
	return s.act(c.acting, c.options(), func(ctx context.Context, app *server.App) error {
		if c.File != "" {
			return c.fromFile(ctx, s, app)
		}
		if c.DryRun {
			return errors.New("--dry-run is for --file")
		}
		where, err := c.filter(ctx, app)
		if err != nil {
			return err
		}
		parameters, err := c.parameters(ctx, app)
		if err != nil {
			return err
		}
		b, err := app.Batches.CreateFromQuery(ctx, batch.FromQuery{
			Draft: batch.Draft{Type: c.Type, Description: c.Description, Parameters: parameters}, Where: where,
		})
		if err != nil {
			return err
		}
		return s.showBatchAfter(ctx, app, b.ID, c.finish(ctx, s, app, b.PopulationJobID))
	})
}

// parameters returns what was given, on top of what a form would start with.
func (c *batchCreate) parameters(ctx context.Context, app *server.App) (map[string]any, error) {
	kinds, err := app.Batches.Types(ctx)
	if err != nil {
		return nil, err
	}
	for _, kind := range kinds {
		if kind.Key == c.Type {
			return withDefaults(kind.Parameters, given(kind.Parameters, c.Param)), nil
		}
	}
	return given(nil, c.Param), nil
}
