package main

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/server"
)

type batchCommand struct {
	Create  batchCreate  `cmd:"" help:"Make a batch of the products that match."`
	Show    batchShow    `cmd:"" help:"Show a batch, what executing it would do and what keeps it from that."`
	Refresh batchRefresh `cmd:"" help:"Take over what products have become since their rows were made."`
	Preview batchPreview `cmd:"" help:"Show what executing a batch would change, and change nothing."`
	Execute batchExecute `cmd:"" help:"Execute a batch, or resume an execution that stopped. With --wait, the exit status is 3 if rows failed."`
	Export  batchExport  `cmd:"" help:"Write the rows of a batch into a CSV or XLSX file."`
	Undo    batchUndo    `cmd:"" help:"Put back what executing a batch has changed, or resume that. With --wait, the exit status is 3 if rows were kept."`
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
	Batch    batchNumber `arg:"" help:"The batch's number."`
	Complete bool        `help:"Mark the batch complete first, if it is under review."`
}

func (c *batchExecute) Run(s *session) error {
	return s.act(c.acting, c.options(), func(ctx context.Context, app *server.App) error {
		b, err := c.start(ctx, app)
		if err != nil {
			return err
		}
		return s.showBatchAfter(ctx, app, b.ID, c.finish(ctx, s, app, b.ExecutionJobID))
	})
}

// start starts the execution. If it is refused, a batch under review stays so.
func (c *batchExecute) start(ctx context.Context, app *server.App) (*model.Batch, error) {
	id := int64(c.Batch)
	completed, err := c.complete(ctx, app, id)
	if err != nil {
		return nil, err
	}
	b, err := app.Batches.Execute(ctx, id)
	if err != nil && completed {
		_, reopenErr := app.Batches.Reopen(ctx, id)
		err = errors.Join(err, reopenErr)
	}
	return b, err
}

// complete marks the batch complete if that is wanted and it is under review,
// and reports whether it did.
func (c *batchExecute) complete(ctx context.Context, app *server.App, id int64) (bool, error) {
	if !c.Complete {
		return false, nil
	}
	b, err := app.Batches.Get(ctx, id)
	if err != nil || b.State != model.BatchOpen {
		return false, err
	}
	_, err = app.Batches.MarkComplete(ctx, id)
	return err == nil, err
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
