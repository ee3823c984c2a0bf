package main

import (
	"context"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/server"
	"github.com/sluicehq/sluice/words"
)

// chunkFlags choose chunks.
type chunkFlags struct {
	Chunk       []int64 `placeholder:"N" help:"Only this chunk; can be repeated."`
	Program     string  `placeholder:"HASH" help:"Only chunks that were completed with this program."`
	NotProgram  string  `placeholder:"HASH" help:"Only chunks that were completed with another program."`
	Revision    string  `placeholder:"REVISION" help:"Only chunks that were completed with this build."`
	NotRevision string  `placeholder:"REVISION" help:"Only chunks that were completed with another build."`
}

func (c *chunkFlags) where() *job.Chunks {
	return &job.Chunks{
		Numbers: c.Chunk, Program: equal(c.Program, c.NotProgram), Revision: equal(c.Revision, c.NotRevision),
	}
}

// whole reports whether no chunk is left out.
func (c *chunkFlags) whole() bool {
	return c.Chunk == nil && c.Program == "" && c.NotProgram == "" && c.Revision == "" && c.NotRevision == ""
}

// equal is a condition on a text; nil if it is to be nothing.
func equal(text, not string) *filter.String {
	if text == "" && not == "" {
		return nil
	}
	condition := &filter.String{}
	if text != "" {
		condition.Eq = &text
	}
	if not != "" {
		condition.Ne = &not
	}
	return condition
}

type jobChunks struct {
	onJob
	chunkFlags
	State []string `enum:"held,pending,running,done,failed" placeholder:"STATE" help:"Only chunks in this state: held, pending, running, done or failed; can be repeated."`
	First int      `default:"100" placeholder:"N" help:"How many; by default ${default}."`
}

// chunkView is a chunk as scripts get it.
type chunkView struct {
	Number      int64            `json:"number"`
	State       model.ChunkState `json:"state"`
	Attempts    int              `json:"attempts"`
	Items       int64            `json:"items"`
	ItemsDone   int64            `json:"itemsDone"` // includes itemsFailed and exceptions
	ItemsFailed int64            `json:"itemsFailed"`
	Exceptions  int64            `json:"exceptions"`
	Program     string           `json:"program"`
	Revision    string           `json:"revision"`
	Worker      *string          `json:"worker"`
	Error       *string          `json:"error"`
	QueuedAt    *time.Time       `json:"queuedAt"`
	StartedAt   *time.Time       `json:"startedAt"`
	FinishedAt  *time.Time       `json:"finishedAt"`
}

func (c *jobChunks) Run(s *session) error {
	return s.act(c.acting, server.AppOptions{}, func(ctx context.Context, app *server.App) error {
		where := c.where()
		for _, state := range c.State {
			where.State = append(where.State, model.ChunkState(state))
		}
		page, err := app.Jobs.ListChunks(ctx, c.ID, where, c.First, nil)
		if err != nil {
			return err
		}
		views := make([]chunkView, len(page.Edges))
		for i, chunk := range page.Nodes() {
			views[i] = chunkView{
				Number: chunk.Number, State: chunk.State, Attempts: chunk.Attempt, Items: chunk.Items,
				ItemsDone: chunk.ItemsDone, ItemsFailed: chunk.ItemsFailed, Exceptions: chunk.Exceptions,
				Program: chunk.ProgramHash, Revision: chunk.BuildRevision, Worker: chunk.WorkerID, Error: chunk.Error,
				QueuedAt: chunk.QueuedAt, StartedAt: chunk.StartedAt, FinishedAt: chunk.FinishedAt,
			}
		}
		return s.show(views, func() error { return s.listChunks(views) })
	})
}

func (s *session) listChunks(views []chunkView) error {
	table := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
	if _, err := fmt.Fprintln(table, "CHUNK\tSTATE\tATTEMPTS\tITEMS\tFAILED\tEXCEPTIONS\tTOOK\tPROGRAM\tERROR"); err != nil {
		return err
	}
	for _, v := range views {
		took, failure := "", ""
		if v.StartedAt != nil && v.FinishedAt != nil {
			took = v.FinishedAt.Sub(*v.StartedAt).Round(time.Millisecond).String()
		}
		if v.Error != nil {
			failure = *v.Error
		}
		_, err := fmt.Fprintf(table, "%d\t%s\t%d\t%s\t%s\t%s\t%s\t%.8s\t%s\n",
			v.Number, v.State, v.Attempts, words.Thousands(v.Items), words.Thousands(v.ItemsFailed), words.Thousands(v.Exceptions),
			took, v.Program, failure)
		if err != nil {
			return err
		}
	}
	return table.Flush()
}
