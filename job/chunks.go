package job

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// The limits of what is said of chunks at once.
const (
	MaxChunkNumbers = 10_000
	MaxChunkPage    = 10_000 // chunks are small, and drawn all at once
)

// Chunks is a set of conditions on a job's chunks, combined with AND; the zero
// value means all.
type Chunks struct {
	Numbers  []int64            `json:"numbers,omitempty"`
	State    []model.ChunkState `json:"state,omitempty"`    // any of these
	Program  *filter.String     `json:"program,omitempty"`  // the hash of the program it was completed with
	Revision *filter.String     `json:"revision,omitempty"` // the build's
}

func (c *Chunks) expr() (filter.Expr, error) {
	if c == nil {
		return filter.SQL("true"), nil
	}
	var numbers, state filter.Expr
	if c.Numbers != nil {
		if len(c.Numbers) == 0 || len(c.Numbers) > MaxChunkNumbers {
			return filter.Expr{}, model.Invalid("where.numbers", "Name 1 to %d chunks, or leave the numbers out to mean all.", MaxChunkNumbers)
		}
		numbers = filter.SQL("number IN (?)", bun.List(c.Numbers))
	}
	if c.State != nil {
		state = filter.SQL("state IN (?)", bun.List(c.State))
	}
	program, err := c.Program.Expr("program_hash", "where.program")
	if err != nil {
		return filter.Expr{}, err
	}
	revision, err := c.Revision.Expr("build_revision", "where.revision")
	return filter.And(filter.SQL("true"), numbers, state, program, revision), err
}

var chunkList = listing[model.Chunk]{
	what: "chunks", max: MaxChunkPage, order: byNumber, omit: []string{"statistics", "bounds"},
	cursor: func(c *model.Chunk) string { return byNumber.Cursor(nil, c.Number) },
}

var byNumber = filter.Order{Name: "NUMBER", Key: "number"}

// ListChunks returns a page of a job's chunks, at most MaxChunkPage, in the
// order of the source, for a viewer with the permission ToView. Errors:
// NOT_FOUND, INVALID.
func (e *Engine) ListChunks(ctx context.Context, jobID int64, where *Chunks, first int, after *string) (*model.Page[*model.Chunk], error) {
	return chunkList.page(ctx, e, jobID, where.expr, first, after)
}

// CountChunks returns how many of a job's chunks match, for a viewer with the
// permission ToView. Errors: NOT_FOUND, INVALID.
func (e *Engine) CountChunks(ctx context.Context, jobID int64, where *Chunks) (int, error) {
	return chunkList.count(ctx, e, jobID, where.expr)
}

// ProcessChunks processes some of a job's chunks that have not been done, and
// no others, for a viewer with the permission ToRun; the job pauses behind them.
// Errors: NOT_FOUND, INVALID; CONFLICT if there is no such chunk.
func (e *Engine) ProcessChunks(ctx context.Context, id int64, where *Chunks) (*model.Job, error) {
	return e.processSome(ctx, id, where, actionProcess, unfinished)
}

// RetryChunks tries failed chunks of a job again; see ProcessChunks.
func (e *Engine) RetryChunks(ctx context.Context, id int64, where *Chunks) (*model.Job, error) {
	return e.processSome(ctx, id, where, actionProcess, filter.SQL("state = ?", model.ChunkFailed))
}

// ReprocessChunks processes chunks of a job again that are done: their results,
// exceptions and statistics are replaced; items whose exceptions a person has
// left out, or had processed, stay as they are. See ProcessChunks.
func (e *Engine) ReprocessChunks(ctx context.Context, id int64, where *Chunks) (*model.Job, error) {
	return e.processSome(ctx, id, where, actionReprocess, filter.SQL("state = ?", model.ChunkDone))
}

func (e *Engine) processSome(ctx context.Context, id int64, where *Chunks, a action, of filter.Expr) (*model.Job, error) {
	match, err := where.expr()
	if err != nil {
		return nil, err
	}
	match = filter.And(match, of)
	return e.control(ctx, id, ToRun, a, func(ctx context.Context, tx postgres.Tx, j *model.Job) error {
		if j.TotalChunks == nil {
			return model.Conflict("Job %d is still being cut into chunks. Try again in a moment.", id)
		}
		found, err := tx.NewSelect().Model((*model.Chunk)(nil)).Where("job_id = ?", id).Where(match.SQL, match.Args...).Exists(ctx)
		if err != nil {
			return fmt.Errorf("looking for chunks: %w", err)
		}
		if !found {
			return model.Conflict("Job %d has no such chunk to process.", id)
		}
		// The others wait until somebody asks for them, unless somebody has.
		_, err = exec(ctx, tx, `
			UPDATE job_chunk SET state = 'held' WHERE job_id = $1 AND state = 'pending'
			AND EXISTS (SELECT FROM job WHERE id = $1 AND state <> 'running')`, id)
		if err != nil {
			return fmt.Errorf("holding chunks: %w", err)
		}
		pending, err := requeue(ctx, tx, id, match)
		if err != nil {
			return err
		}
		return e.run(ctx, tx, j, pending)
	})
}
