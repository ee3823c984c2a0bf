package main

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/server"
)

type batchCommand struct {
	Create   batchCreate   `cmd:"" help:"Make a batch of the products that match, or of the lines of a file. With --wait or --dry-run, the exit status is 3 if lines of the file were rejected."`
	Populate batchPopulate `cmd:"" help:"Resume the population of a batch that failed or was canceled."`
	List     batchList     `cmd:"" help:"Show the newest batches."`
	Show     batchShow     `cmd:"" help:"Show a batch, what executing it would do and what keeps it from that."`
	Refresh  batchRefresh  `cmd:"" help:"Take over what products have become since the rows of a batch, or of all that match, were made. The exit status is 3 if some batches were refused."`
	Preview  batchPreview  `cmd:"" help:"Show what executing a batch would change, and change nothing."`
	Update   batchUpdate   `cmd:"" help:"Change the description, the notes or the dates of a batch."`
	Complete batchComplete `cmd:"" help:"Mark a batch complete, or take it back to review."`
	Approve  batchApprove  `cmd:"" help:"Approve that a batch be executed as it is, or take that back. Only a user can: see --user."`
	Execute  batchExecute  `cmd:"" help:"Execute a batch, or all that match, or resume executions that stopped. The exit status is 3 if some batches were refused or, with --wait, rows failed."`
	Retry    batchRetry    `cmd:"" help:"Execute the failed rows of an executed batch again. With --wait, the exit status is 3 if rows failed."`
	Clone    batchClone    `cmd:"" help:"Make an open batch with the rows of another one."`
	Export   batchExport   `cmd:"" help:"Write the rows of a batch into a CSV or XLSX file."`
	Delete   batchDelete   `cmd:"" help:"Delete a batch, or all that match, that were not executed. The exit status is 3 if some were refused."`
	Undo     batchUndo     `cmd:"" help:"Put back what executing a batch has changed, or resume that. With --wait, the exit status is 3 if rows were kept."`
	Purge    batchPurge    `cmd:"" help:"Delete the rows and files of executed batches, and keep the rest of them."`
}

type batchShow struct {
	acting
	Batch batchNumber `arg:"" help:"The batch's number."`
}

func (c *batchShow) Run(s *session) error {
	return s.act(c.acting, server.AppOptions{}, func(ctx context.Context, app *server.App) error {
		return s.showBatch(ctx, app, int64(c.Batch))
	})
}

type batchExecute struct {
	acting
	waiting
	rehearsing
	batchTarget
	Complete bool              `help:"Mark the batch complete first, if it is under review. For one batch only."`
	Option   map[string]string `mapsep:"none" placeholder:"KEY=VALUE" help:"What the type asks for when a batch is executed, such as first=5; can be repeated. Executions that are resumed keep theirs."`
}

func (c *batchExecute) Run(s *session) error {
	where, err := c.many()
	if err != nil {
		return err
	}
	if where != nil && c.Complete {
		return errors.New("--complete is for one batch: look at many before you mark them complete")
	}
	return s.act(c.acting, c.options(), func(ctx context.Context, app *server.App) error {
		if where != nil {
			return c.all(ctx, s, app, where)
		}
		b, err := c.one(ctx, app)
		if err != nil {
			return err
		}
		if c.DryRun {
			return c.tell(ctx, s, app)
		}
		return s.showBatchAfter(ctx, app, b.ID, c.finish(ctx, s, app, b.ExecutionJobID))
	})
}

// all executes all batches that match.
func (c *batchExecute) all(ctx context.Context, s *session, app *server.App, where *batch.Filter) error {
	kinds, err := app.Batches.Types(ctx)
	if err != nil {
		return err
	}
	var asked []form.Field
	for _, kind := range kinds {
		asked = append(asked, kind.Options...)
	}
	all, err := app.Batches.ExecuteAll(c.on(ctx), where, c.chosen(asked))
	if err != nil {
		return err
	}
	if c.DryRun {
		return s.showAnswers(ctx, app, all, "executed", true)
	}
	waited := c.finishAll(ctx, s, app, all)
	// The command may have been interrupted, and still says how things are.
	return errors.Join(waited, s.showAnswers(context.WithoutCancel(ctx), app, all, "", false))
}

// tell tells what the execution would do.
func (c *batchExecute) tell(ctx context.Context, s *session, app *server.App) error {
	b, err := app.Batches.Get(ctx, int64(*c.Batch))
	if err != nil {
		return err
	}
	would := "be executed"
	d, err := app.Batches.DescribeExecution(ctx, b)
	if d != nil {
		would += ": " + strings.TrimSuffix(d.Summary, ".")
	}
	return errors.Join(err, s.tellRehearsal(b.ID, would))
}

// one executes one batch.
func (c *batchExecute) one(ctx context.Context, app *server.App) (*model.Batch, error) {
	b, err := app.Batches.Get(ctx, int64(*c.Batch))
	if err != nil {
		return nil, err
	}
	kind, err := app.Batches.Kind(b)
	if err != nil {
		return nil, err
	}
	options := c.chosen(kind.Options)
	if b.ExecutionJobID == nil && len(kind.Options) > 0 {
		options = withDefaults(kind.Options, options)
	}
	if c.Complete && b.State == model.BatchOpen {
		return app.Batches.CompleteAndExecute(c.on(ctx), b.ID, options)
	}
	return app.Batches.Execute(c.on(ctx), b.ID, options)
}

// chosen are the options that were given, of those that are asked for; nil: none.
func (c *batchExecute) chosen(asked []form.Field) map[string]any {
	if len(c.Option) == 0 {
		return nil
	}
	return given(asked, c.Option)
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
