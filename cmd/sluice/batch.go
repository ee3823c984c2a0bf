package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/catalog"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/server"
)

type batchCommand struct {
	Create  batchCreate  `cmd:"" help:"Make a batch of the products that match."`
	Show    batchShow    `cmd:"" help:"Show a batch and what keeps it from being executed."`
	Execute batchExecute `cmd:"" help:"Execute a batch, or resume an execution that stopped."`
}

// waitFlags let a command see its job through.
type waitFlags struct {
	Wait bool `help:"Wait until it is done, and work on it, too. Without this, a server or worker does it."`
}

type batchCreate struct {
	server.DatabaseOptions
	server.WorkOptions
	waitFlags
	Type        string            `arg:"" help:"The batch type, such as labels or pricing."`
	Where       string            `placeholder:"JSON" help:"Which products, as the API's ProductFilter: {\"price\": {\"lt\": \"5\"}}. All if left out."`
	Search      string            `placeholder:"WORDS" help:"Only products with all of these words."`
	Param       map[string]string `mapsep:"none" placeholder:"KEY=VALUE" help:"A parameter of the type, such as percent=5; can be repeated."`
	Description string            `help:"What the batch is for."`
}

func (c *batchCreate) Run(s *session) error {
	where, err := c.filter()
	if err != nil {
		return err
	}
	return s.withJobs(c.DatabaseOptions, c.WorkOptions, c.Wait, func(ctx context.Context, app *server.App) error {
		parameters, err := c.parameters(ctx, app)
		if err != nil {
			return err
		}
		b, err := app.Batches.CreateFromQuery(ctx, batch.FromQuery{
			Type: c.Type, Description: c.Description, Where: where, Parameters: parameters,
		})
		if err != nil {
			return err
		}
		if err := s.follow(ctx, app, c.Wait, b.PopulationJobID); err != nil {
			return err
		}
		return s.showBatch(ctx, app, b.ID)
	})
}

func (c *batchCreate) filter() (*catalog.Filter, error) {
	var where catalog.Filter
	if c.Where != "" {
		decoder := json.NewDecoder(strings.NewReader(c.Where))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&where); err != nil {
			return nil, fmt.Errorf("--where is not a ProductFilter as JSON: %w", err)
		}
	}
	if c.Search != "" {
		return &catalog.Filter{Search: &c.Search, And: []*catalog.Filter{&where}}, nil
	}
	return &where, nil
}

// parameters returns what was given, on top of what a form would start with.
func (c *batchCreate) parameters(ctx context.Context, app *server.App) (map[string]any, error) {
	kinds, err := app.Batches.Types(ctx)
	if err != nil {
		return nil, err
	}
	values := map[string]any{}
	for key, text := range c.Param {
		values[key] = text
	}
	for _, kind := range kinds {
		if kind.Key != c.Type {
			continue
		}
		for _, p := range kind.Parameters {
			text, given := values[p.Key]
			switch {
			case !given && p.Default != nil:
				values[p.Key] = p.Default
			case p.Type == batch.Boolean && (text == "true" || text == "false"):
				values[p.Key] = text == "true"
			}
		}
	}
	return values, nil
}

type batchShow struct {
	server.DatabaseOptions
	Batch batchNumber `arg:"" help:"The batch's number."`
}

func (c *batchShow) Run(s *session) error {
	return s.withApp(c.DatabaseOptions, func(ctx context.Context, app *server.App) error {
		return s.showBatch(ctx, app, int64(c.Batch))
	})
}

type batchExecute struct {
	server.DatabaseOptions
	server.WorkOptions
	waitFlags
	Batch    batchNumber `arg:"" help:"The batch's number."`
	Reviewed bool        `help:"Mark the batch complete first: its review is done."`
}

func (c *batchExecute) Run(s *session) error {
	return s.withJobs(c.DatabaseOptions, c.WorkOptions, c.Wait, func(ctx context.Context, app *server.App) error {
		if c.Reviewed {
			if _, err := app.Batches.MarkComplete(ctx, int64(c.Batch)); err != nil {
				return err
			}
		}
		b, err := app.Batches.Execute(ctx, int64(c.Batch))
		if err != nil {
			return err
		}
		if err := s.follow(ctx, app, c.Wait, b.ExecutionJobID); err != nil {
			return err
		}
		return s.showBatch(ctx, app, b.ID)
	})
}

// batchNumber is a batch's number as people write it: 123, #123 or #00000123.
type batchNumber int64

// UnmarshalText implements encoding.TextUnmarshaler.
func (n *batchNumber) UnmarshalText(text []byte) error {
	number, err := strconv.ParseInt(strings.TrimPrefix(string(text), "#"), 10, 64)
	if err != nil {
		return errors.New("a batch's number looks like 123 or #00000123")
	}
	*n = batchNumber(number)
	return nil
}

// batchView is a batch as scripts get it.
type batchView struct {
	Number           string           `json:"number"`
	Type             string           `json:"type"`
	Description      string           `json:"description"`
	Source           string           `json:"source"`
	State            model.BatchState `json:"state"`
	Rows             []rowCount       `json:"rows"`
	WhyNotExecutable []string         `json:"whyNotExecutable"`
	PopulationJob    *int64           `json:"populationJob"`
	ExecutionJob     *int64           `json:"executionJob"`
}

type rowCount struct {
	Status   string         `json:"status"`
	Severity model.Severity `json:"severity"`
	Count    int            `json:"count"`
	Removed  int            `json:"removed"`
}

func (s *session) showBatch(ctx context.Context, app *server.App, id int64) error {
	b, err := app.Batches.Get(ctx, id)
	if err != nil {
		return err
	}
	view := batchView{
		Number: model.BatchNumber(b.ID), Type: b.Type, Description: b.Description, State: b.State,
		Rows: []rowCount{}, PopulationJob: b.PopulationJobID, ExecutionJob: b.ExecutionJobID,
	}
	counts, err := app.Batches.StatusBreakdown(ctx, b)
	if err != nil {
		return err
	}
	for _, c := range counts {
		view.Rows = append(view.Rows, rowCount{c.Status.Key, c.Status.Severity, c.Count, c.Removed})
	}
	if view.WhyNotExecutable, err = app.Batches.WhyNotExecutable(ctx, b); err != nil {
		return err
	}
	if view.Source, err = batch.SourceText(b); err != nil {
		return err
	}
	return s.show(view, func() error { return s.describe(view) })
}

func (s *session) describe(view batchView) error {
	text := fmt.Sprintf("Batch %s, %s: %s\n", view.Number, view.Type, view.State)
	for _, line := range []string{view.Description, view.Source} {
		if line != "" {
			text += "  " + line + "\n"
		}
	}
	for _, c := range view.Rows {
		text += fmt.Sprintf("  %8d  %s", c.Count, c.Status)
		if c.Removed > 0 {
			text += fmt.Sprintf(" (and %d removed)", c.Removed)
		}
		text += "\n"
	}
	for _, reason := range view.WhyNotExecutable {
		text += "  Can't be executed: " + reason + "\n"
	}
	_, err := fmt.Fprint(s.out, text)
	return err
}
