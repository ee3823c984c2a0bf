package main

import (
	"context"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/sluicehq/sluice/server"
)

type workerCommand struct {
	Run  workerRun  `cmd:"" default:"withargs" help:"Work on jobs only. This is what happens without a subcommand."`
	List workerList `cmd:"" help:"Show the processes that work on jobs."`
}

type workerRun struct {
	server.DatabaseOptions
	server.SourceOptions
	server.ReviewOptions
	server.WorkOptions
}

func (c *workerRun) Run(s *session) error {
	return server.RunWorker(s.ctx, server.AppOptions{
		DatabaseOptions: c.DatabaseOptions, SourceOptions: c.SourceOptions, ReviewOptions: c.ReviewOptions, WorkOptions: c.WorkOptions, Logger: s.logger(),
	})
}

type workerList struct{ acting }

// workerView is a process that works on jobs as scripts get it.
type workerView struct {
	ID        string    `json:"id"`
	Host      string    `json:"host"`
	PID       int       `json:"pid"`
	Revision  string    `json:"revision"`
	Slots     int       `json:"slots"`
	Chunks    int64     `json:"chunks"` // in hand
	StartedAt time.Time `json:"startedAt"`
	SeenAt    time.Time `json:"seenAt"`
	Silent    bool      `json:"silent"`
}

func (c *workerList) Run(s *session) error {
	return s.act(c.acting, server.AppOptions{}, func(ctx context.Context, app *server.App) error {
		workers, err := app.Jobs.Workers(ctx)
		if err != nil {
			return err
		}
		views := make([]workerView, len(workers))
		for i, w := range workers {
			views[i] = workerView{w.ID, w.Host, w.PID, w.Revision, w.Slots, w.Chunks, w.StartedAt, w.SeenAt, w.Silent}
		}
		return s.show(views, func() error {
			table := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
			if _, err := fmt.Fprintln(table, "HOST\tPID\tREVISION\tSLOTS\tCHUNKS\tSEEN\tWORKER"); err != nil {
				return err
			}
			for _, v := range views {
				seen := time.Since(v.SeenAt).Round(time.Second).String() + " ago"
				if v.Silent {
					seen += ", silent"
				}
				if _, err := fmt.Fprintf(table, "%s\t%d\t%s\t%d\t%d\t%s\t%s\n", v.Host, v.PID, v.Revision, v.Slots, v.Chunks, seen, v.ID); err != nil {
					return err
				}
			}
			return table.Flush()
		})
	})
}
