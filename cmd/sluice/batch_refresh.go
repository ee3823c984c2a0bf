package main

import (
	"context"
	"fmt"

	"github.com/sluicehq/sluice/server"
	"github.com/sluicehq/sluice/words"
)

type batchRefresh struct {
	acting
	rehearsing
	batchTarget
}

// refreshView is a refresh as scripts get it.
type refreshView struct {
	Rows    int64 `json:"rows"`
	Changed int64 `json:"changed"`
}

func (c *batchRefresh) Run(s *session) error {
	where, err := c.many()
	if err != nil {
		return err
	}
	return s.act(c.acting, server.AppOptions{}, func(ctx context.Context, app *server.App) error {
		if where != nil {
			all, err := app.Batches.RefreshAll(c.on(ctx), where)
			if err != nil {
				return err
			}
			return s.showAnswers(ctx, app, all, "refreshed", c.DryRun)
		}
		result, err := app.Batches.RefreshWhere(c.on(ctx), int64(*c.Batch), nil)
		if err != nil {
			return err
		}
		if c.DryRun {
			return s.tellRehearsal(int64(*c.Batch), "change "+words.Plural(result.Changed, "row", "rows")+" of "+words.Thousands(result.Matched))
		}
		return s.show(refreshView{result.Matched, result.Changed}, func() error {
			_, err := fmt.Fprintf(s.out, "Refreshed %s, of which %s changed.\n",
				words.Plural(result.Matched, "row", "rows"), words.Thousands(result.Changed))
			return err
		})
	})
}
