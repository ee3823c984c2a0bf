package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"text/tabwriter"
	"time"

	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/server"
	"github.com/sluicehq/sluice/words"
)

// exceptionFlags choose exceptions.
type exceptionFlags struct {
	State  []string `enum:"open,accepted,corrected,skipped,processed" placeholder:"STATE" help:"Only those in this state: open, accepted, corrected, skipped or processed; can be repeated."`
	Node   string   `placeholder:"NAME" help:"Only those of this node."`
	Reason string   `placeholder:"TEXT" help:"Only those for this reason."`
	Search string   `placeholder:"WORDS" help:"Only those with these words in item or reason."`
}

func (c *exceptionFlags) where() *job.Exceptions {
	where := &job.Exceptions{Node: equal(c.Node, ""), Reason: equal(c.Reason, "")}
	for _, state := range c.State {
		where.State = append(where.State, model.ExceptionState(state))
	}
	if c.Search != "" {
		where.Search = &c.Search
	}
	return where
}

type jobExceptions struct {
	onJob
	exceptionFlags
	Groups bool   `help:"Count them by node, reason and state instead."`
	First  int    `default:"50" placeholder:"N" help:"How many; by default ${default}."`
	CSV    string `name:"csv" placeholder:"FILE" help:"Write all of them to this file as CSV; - is the standard output."`
}

// exceptionView is an exception as scripts get it.
type exceptionView struct {
	ID         int64                `json:"id"`
	ItemKey    int64                `json:"itemKey"`
	Item       string               `json:"item"`
	Chunk      int64                `json:"chunk"`
	Node       string               `json:"node"`
	Reason     string               `json:"reason"`
	State      model.ExceptionState `json:"state"`
	Details    json.RawMessage      `json:"details"`
	Data       json.RawMessage      `json:"data"`
	Correction json.RawMessage      `json:"correction"`
	RaisedAt   time.Time            `json:"raisedAt"`
	ResolvedAt *time.Time           `json:"resolvedAt"`
}

func (c *jobExceptions) Run(s *session) error {
	return s.act(c.acting, server.AppOptions{}, func(ctx context.Context, app *server.App) error {
		switch {
		case c.CSV != "":
			return c.export(ctx, s, app)
		case c.Groups:
			return c.groups(ctx, s, app)
		}
		page, err := app.Jobs.ListExceptions(ctx, c.ID, c.where(), c.First, nil)
		if err != nil {
			return err
		}
		views := make([]exceptionView, len(page.Edges))
		for i, x := range page.Nodes() {
			views[i] = exceptionView{
				ID: x.ID, ItemKey: x.ItemKey, Item: x.ItemLabel, Chunk: x.Chunk, Node: x.Node, Reason: x.Reason, State: x.State,
				Details: x.Details, Data: x.Item, Correction: x.Correction, RaisedAt: x.RaisedAt, ResolvedAt: x.ResolvedAt,
			}
		}
		return s.show(views, func() error {
			table := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
			if _, err := fmt.Fprintln(table, "EXCEPTION\tSTATE\tITEM\tNODE\tREASON"); err != nil {
				return err
			}
			for _, v := range views {
				if _, err := fmt.Fprintf(table, "%d\t%s\t%s\t%s\t%s\n", v.ID, v.State, v.Item, v.Node, v.Reason); err != nil {
					return err
				}
			}
			return table.Flush()
		})
	})
}

func (c *jobExceptions) groups(ctx context.Context, s *session, app *server.App) error {
	groups, err := app.Jobs.ExceptionGroups(ctx, c.ID)
	if err != nil {
		return err
	}
	type view struct {
		Node   string               `json:"node"`
		Reason string               `json:"reason"`
		State  model.ExceptionState `json:"state"`
		Count  int64                `json:"count"`
	}
	views := make([]view, len(groups))
	for i, group := range groups {
		views[i] = view(*group)
	}
	return s.show(views, func() error {
		table := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
		if _, err := fmt.Fprintln(table, "COUNT\tSTATE\tNODE\tREASON"); err != nil {
			return err
		}
		for _, v := range views {
			if _, err := fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", words.Thousands(v.Count), v.State, v.Node, v.Reason); err != nil {
				return err
			}
		}
		return table.Flush()
	})
}

func (c *jobExceptions) export(ctx context.Context, s *session, app *server.App) error {
	if c.CSV == "-" {
		return app.Jobs.ExportExceptions(ctx, s.out, c.ID, c.where())
	}
	file, err := os.Create(c.CSV)
	if err != nil {
		return fmt.Errorf("creating the file for exceptions: %w", err)
	}
	return errors.Join(app.Jobs.ExportExceptions(ctx, file, c.ID, c.where()), file.Close())
}
