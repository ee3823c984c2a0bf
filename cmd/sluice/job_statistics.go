package main

import (
	"context"
	"errors"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/sluicehq/sluice/dag"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/server"
	"github.com/sluicehq/sluice/words"
)

type jobStatistics struct {
	onJob
	chunkFlags
	By   string `enum:"all,program,chunk" default:"program" help:"How to put the figures together: all, by program, or by chunk (the first 200); by default ${default}."`
	Text bool   `xor:"form" help:"As a table; this is the default."`
	DOT  bool   `name:"dot" xor:"form" help:"The program that was used last, or the one with --program, for Graphviz."`
}

var ways = map[string]job.By{"all": job.ByAll, "program": job.ByProgram, "chunk": job.ByChunk}

// statisticsView are figures as scripts get them.
type statisticsView struct {
	Program      *string        `json:"program"` // null: of several together
	Chunk        *int64         `json:"chunk"`   // null: of several together
	Chunks       int64          `json:"chunks"`
	Items        int64          `json:"items"`
	QueueSeconds float64        `json:"queueSeconds"`
	ChunkSeconds float64        `json:"chunkSeconds"`
	RunSeconds   float64        `json:"runSeconds"`
	Nodes        dag.Statistics `json:"nodes"`
	Graph        *dag.Graph     `json:"graph"` // null, unless by program
}

func (c *jobStatistics) Run(s *session) error {
	return s.act(c.acting, server.AppOptions{}, func(ctx context.Context, app *server.App) error {
		if c.DOT {
			return c.draw(ctx, s, app)
		}
		list, err := app.Jobs.StatisticsBy(ctx, c.ID, ways[c.By], c.where())
		if err != nil {
			return err
		}
		views := make([]statisticsView, len(list))
		for i, of := range list {
			views[i] = statisticsView{
				Chunk: of.Chunk, Chunks: of.Chunks, Items: of.Items,
				QueueSeconds: of.Queued.Seconds(), ChunkSeconds: of.Took.Seconds(), RunSeconds: of.Statistics.RunTime().Seconds(),
				Nodes: of.Statistics, Graph: of.Graph,
			}
			if of.Program != "" {
				views[i].Program = &of.Program
			}
		}
		return s.show(views, func() error {
			for _, view := range views {
				if err := s.tabulate(view); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

func (c *jobStatistics) draw(ctx context.Context, s *session, app *server.App) error {
	var hash *string
	if c.Program != "" {
		hash = &c.Program
	}
	program, err := app.Jobs.Program(ctx, c.ID, hash)
	if err != nil {
		return err
	}
	if program == nil {
		return errors.New("the job has no such program")
	}
	_, err = fmt.Fprint(s.out, program.Graph.DOT(program.Program))
	return err
}

// tabulate writes figures for people.
func (s *session) tabulate(view statisticsView) error {
	what := "All programs"
	if view.Program != nil {
		what = "Program " + *view.Program
	}
	if view.Chunk != nil {
		what += fmt.Sprintf(", chunk %d", *view.Chunk)
	}
	_, err := fmt.Fprintf(s.out, "%s: %s in %s; waited %s, took %s\n", what,
		words.Plural(view.Items, "item", "items"), words.Plural(view.Chunks, "chunk", "chunks"),
		duration(view.QueueSeconds), duration(view.ChunkSeconds))
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	if _, err := fmt.Fprintln(table, "NODE\tKIND\tITEMS\tYES\tNO\tEXCEPTIONS\tTIME\tMEAN\tSHARE"); err != nil {
		return err
	}
	for _, n := range view.Nodes {
		_, err := fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%.1f %%\n", n.Node, n.Kind,
			words.Thousands(n.Items), words.Thousands(n.Successes), words.Thousands(n.Failures), words.Thousands(n.Exceptions),
			n.RunTime.Round(time.Microsecond), n.Mean(), 100*view.Nodes.Share(n.Node))
		if err != nil {
			return err
		}
	}
	return table.Flush()
}

func duration(seconds float64) time.Duration {
	return time.Duration(seconds * float64(time.Second)).Round(time.Millisecond)
}
