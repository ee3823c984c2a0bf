package job

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/dag"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// ProgramStatistics are the figures of the chunks that were completed with one
// program.
type ProgramStatistics struct {
	Program    string // its hash; "" for all programs together
	Chunk      *int64 // the only chunk that they are of; nil for several together
	Graph      *dag.Graph
	Chunks     int64
	Items      int64
	Queued     time.Duration // how long the chunks waited, added up
	Took       time.Duration // how long they took, with loading and storing
	Statistics dag.Statistics

	lastDone time.Time // when the last of the chunks was completed
}

// Statistics returns the figures of a job's programs, the one that was used
// last first, for a viewer with the permission ToView. where limits the chunks
// they are of. Errors: NOT_FOUND, INVALID.
func (e *Engine) Statistics(ctx context.Context, jobID int64, where *Chunks) ([]*ProgramStatistics, error) {
	j, err := e.Get(ctx, jobID)
	if err != nil {
		return nil, err
	}
	match, err := where.expr()
	if err != nil {
		return nil, err
	}
	counting := newTally(j)
	if where == nil {
		counting = e.tallies.of(j)
	}
	list, err := counting.update(ctx, e, jobID, match)
	if err != nil {
		return nil, err
	}
	return list, e.addGraphs(ctx, list)
}

// eachStatistics reads the figures of a job's chunks that are done with a
// program and match, in their order, at most limit of them; 0: all. It leaves
// out those that are known.
func (e *Engine) eachStatistics(ctx context.Context, jobID int64, match filter.Expr, limit int, known map[int64]bool, yield func(*ProgramStatistics)) error {
	q := e.db.NewSelect().Model((*model.Chunk)(nil)).
		Column("number", "program_hash", "items_done", "queued_at", "started_at", "finished_at", "statistics").
		Where("job_id = ? AND state = ? AND program_hash <> ''", jobID, model.ChunkDone).Where(match.SQL, match.Args...).
		Order("number")
	if limit > 0 {
		q = q.Limit(int64(limit))
	}
	rows, err := q.Rows(ctx)
	if err != nil {
		return postgres.Error(fmt.Errorf("reading statistics: %w", err))
	}
	defer rows.Close()
	for rows.Next() {
		one, text := &ProgramStatistics{Chunks: 1}, sql.RawBytes(nil)
		var queuedAt *time.Time
		var startedAt time.Time
		if err := rows.Scan(&one.Chunk, &one.Program, &one.Items, &queuedAt, &startedAt, &one.lastDone, &text); err != nil {
			return fmt.Errorf("reading statistics: %w", err)
		}
		if known[*one.Chunk] {
			continue
		}
		one.Took = one.lastDone.Sub(startedAt)
		if queuedAt != nil {
			one.Queued = max(0, startedAt.Sub(*queuedAt))
		}
		if err := json.Unmarshal(text, &one.Statistics); err != nil {
			return fmt.Errorf("reading a chunk's statistics: %w", err)
		}
		yield(one)
	}
	if err := rows.Err(); err != nil {
		return postgres.Error(fmt.Errorf("reading statistics: %w", err))
	}
	return nil
}

func (s *ProgramStatistics) add(other *ProgramStatistics) {
	s.Chunks += other.Chunks
	s.Items += other.Items
	s.Queued += other.Queued
	s.Took += other.Took
	if other.lastDone.After(s.lastDone) {
		s.lastDone = other.lastDone
	}
	s.Statistics = s.Statistics.Merge(other.Statistics)
}

// addGraphs reads what the programs look like.
func (e *Engine) addGraphs(ctx context.Context, list []*ProgramStatistics) error {
	hashes := make([]string, len(list))
	for i, of := range list {
		hashes[i] = of.Program
	}
	rows, err := e.db.Pool.Query(ctx, "SELECT hash, graph FROM program WHERE hash = ANY ($1)", hashes)
	if err != nil {
		return postgres.Error(fmt.Errorf("reading programs: %w", err))
	}
	graphs := map[string]*dag.Graph{}
	var hash string
	var text []byte
	_, err = pgx.ForEachRow(rows, []any{&hash, &text}, func() error {
		graph := new(dag.Graph)
		graphs[hash] = graph
		return json.Unmarshal(text, graph)
	})
	if err != nil {
		return postgres.Error(fmt.Errorf("reading programs: %w", err))
	}
	for _, of := range list {
		of.Graph = graphs[of.Program]
	}
	return nil
}

// Merged returns the figures of several programs together.
func Merged(list []*ProgramStatistics) *ProgramStatistics {
	all := &ProgramStatistics{}
	for i, of := range list {
		if i == 0 {
			all.Graph = of.Graph
		}
		all.add(of)
	}
	return all
}

// noteProgram records which program a job runs now, and what it looks like, so
// that its statistics can be shown when it is long gone.
func (e *Engine) noteProgram(ctx context.Context, j *model.Job) error {
	app, ok := e.apps[j.Application].(Programmed)
	if !ok {
		return nil
	}
	var hash string
	var graph dag.Graph
	err := guard(func() (err error) {
		hash, graph, err = app.ProgramOf(j)
		return err
	})
	if err != nil || hash == j.ProgramHash {
		return nil // the first chunk says what is wrong
	}
	text, err := json.Marshal(graph)
	if err != nil {
		return fmt.Errorf("writing a program's graph: %w", err)
	}
	_, err = e.db.Pool.Exec(ctx, `
		WITH kept AS (INSERT INTO program (hash, name, graph) VALUES ($2, $3, $4) ON CONFLICT DO NOTHING)
		UPDATE job SET program_hash = $2 WHERE id = $1`, j.ID, hash, j.Application, text)
	if err != nil {
		return fmt.Errorf("noting the program: %w", err)
	}
	j.ProgramHash = hash
	return nil
}
