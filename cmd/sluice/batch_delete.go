package main

import (
	"context"
	"fmt"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/server"
)

type batchDelete struct {
	acting
	rehearsing
	batchTarget
}

// deletedView is a deletion as scripts get it.
type deletedView struct {
	Deleted string `json:"deleted"`
}

func (c *batchDelete) Run(s *session) error {
	where, err := c.many()
	if err != nil {
		return err
	}
	return s.act(c.acting, server.AppOptions{}, func(ctx context.Context, app *server.App) error {
		if where != nil {
			all, err := app.Batches.DeleteAll(c.on(ctx), where)
			if err != nil {
				return err
			}
			return s.showAnswers(ctx, app, all, "deleted", c.DryRun)
		}
		id := int64(*c.Batch)
		if err := app.Batches.Delete(c.on(ctx), id); err != nil {
			return err
		}
		if c.DryRun {
			return s.tellRehearsal(id, "be deleted")
		}
		return s.show(deletedView{model.BatchNumber(id)}, func() error {
			_, err := fmt.Fprintf(s.out, "Batch %s is deleted.\n", model.BatchNumber(id))
			return err
		})
	})
}
