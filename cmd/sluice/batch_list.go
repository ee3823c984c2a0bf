package main

import (
	"context"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/server"
	"github.com/sluicehq/sluice/words"
)

type batchList struct {
	acting
	batchFlags
	First int `default:"20" placeholder:"N" help:"How many; by default ${default}."`
}

// listedBatch is a batch of a list as scripts get it.
type listedBatch struct {
	Number      string           `json:"number"`
	Type        string           `json:"type"`
	State       model.BatchState `json:"state"`
	Description string           `json:"description"`
	RowCount    *int64           `json:"rowCount"` // removed rows included; null while it is populated
	CreatedAt   time.Time        `json:"createdAt"`
}

func (c *batchList) Run(s *session) error {
	where, err := c.filter()
	if err != nil {
		return err
	}
	return s.act(c.acting, server.AppOptions{}, func(ctx context.Context, app *server.App) error {
		page, err := app.Batches.List(ctx, batch.List{Where: where, First: c.First})
		if err != nil {
			return err
		}
		views := []listedBatch{}
		for _, b := range page.Nodes() {
			views = append(views, listedBatch{model.BatchNumber(b.ID), b.Type, b.State, b.Description, b.RowCount, b.CreatedAt})
		}
		return s.show(views, func() error { return s.listBatches(views) })
	})
}

func (s *session) listBatches(views []listedBatch) error {
	table := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	if _, err := fmt.Fprintln(table, "BATCH\tTYPE\tSTATE\tROWS\tCREATED\tDESCRIPTION"); err != nil {
		return err
	}
	for _, v := range views {
		rows := "–"
		if v.RowCount != nil {
			rows = words.Thousands(*v.RowCount)
		}
		_, err := fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\n", v.Number, v.Type, v.State, rows, day(&v.CreatedAt), v.Description)
		if err != nil {
			return err
		}
	}
	return table.Flush()
}
