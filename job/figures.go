package job

import (
	"context"

	"github.com/sluicehq/sluice/model"
)

// maxChunkStatistics bounds how many chunks are told apart.
const maxChunkStatistics = 200

// By says how statistics are put together.
type By string

// The ways.
const (
	ByAll     By = "ALL"     // all chunks together, whatever their programs
	ByProgram By = "PROGRAM" // the chunks of each program, the one that was used last first
	ByChunk   By = "CHUNK"   // each chunk, at most 200, in the order of the source
)

// StatisticsBy returns the figures of a job's chunks for a viewer with the
// permission ToView. where limits the chunks they are of. Errors: NOT_FOUND,
// INVALID.
func (e *Engine) StatisticsBy(ctx context.Context, jobID int64, by By, where *Chunks) ([]*ProgramStatistics, error) {
	if by == ByChunk {
		return e.chunkStatistics(ctx, jobID, where)
	}
	list, err := e.Statistics(ctx, jobID, where)
	if err != nil || by == ByProgram {
		return list, err
	}
	return []*ProgramStatistics{Merged(list)}, nil
}

func (e *Engine) chunkStatistics(ctx context.Context, jobID int64, where *Chunks) ([]*ProgramStatistics, error) {
	if _, err := e.Get(ctx, jobID); err != nil {
		return nil, err
	}
	var list []*ProgramStatistics
	match, err := where.expr()
	if err != nil {
		return nil, err
	}
	err = e.eachStatistics(ctx, jobID, match, maxChunkStatistics, nil, func(one *ProgramStatistics) {
		list = append(list, one)
	})
	return list, err
}

// Program returns the program that a job used last, or the one with the given
// hash, weighted with its figures; if the job has used none yet, the one it
// would run now. It is nil if there is none. The viewer needs the permission
// ToView. Errors: NOT_FOUND.
func (e *Engine) Program(ctx context.Context, jobID int64, hash *string) (*ProgramStatistics, error) {
	list, err := e.Statistics(ctx, jobID, nil)
	if err != nil {
		return nil, err
	}
	// A job that was deleted meanwhile may have lost some of its chunks.
	j, err := e.Get(ctx, jobID)
	if err != nil {
		return nil, err
	}
	for _, of := range list {
		if of.Graph != nil && (hash == nil || *hash == of.Program) {
			weighted := of.Graph.Weighted(of.Statistics)
			of.Graph = &weighted
			return of, nil
		}
	}
	present, err := e.presentProgram(j)
	if err != nil || present == nil || hash != nil && *hash != present.Program {
		return nil, err
	}
	return present, nil
}

// presentProgram returns the program that a job would run now, without figures;
// nil if it has none.
func (e *Engine) presentProgram(j *model.Job) (present *ProgramStatistics, err error) {
	app, ok := e.apps[j.Application].(Programmed)
	if !ok {
		return nil, nil
	}
	err = guard(func() error {
		hash, graph, err := app.ProgramOf(j)
		present = &ProgramStatistics{Program: hash, Graph: &graph}
		return err
	})
	return present, err
}
