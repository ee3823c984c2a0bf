package job

import (
	"context"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/dag"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// Processing makes an Application of a Processor: it runs the program on the
// items of each chunk and stores, in the chunk's transaction, its effects,
// results, exceptions and statistics.
func Processing[T Item](p Processor[T]) Application {
	return &processing[T]{Processor: p}
}

type processing[T Item] struct {
	Processor[T]
	programs programs[T]
}

// Topics implements Announcer.
func (a *processing[T]) Topics(j *model.Job) []string {
	if announcer, ok := a.Processor.(Announcer); ok {
		return announcer.Topics(j)
	}
	return nil
}

// CheckSource implements SourceChecker.
func (a *processing[T]) CheckSource(ctx context.Context, db bun.IDB, source string) error {
	if checker, ok := a.Processor.(SourceChecker); ok {
		return checker.CheckSource(ctx, db, source)
	}
	return nil
}

// Plan cuts the source; the application, unless the source is another job.
func (a *processing[T]) Plan(ctx context.Context, tx postgres.Tx, j *model.Job) ([]Partition, error) {
	other, err := otherJob(j.Source)
	if err != nil {
		return nil, err
	}
	if other == nil {
		return a.Processor.Plan(ctx, tx, j)
	}
	return other.plan(ctx, tx, j)
}

// End does nothing: what a Processor does is done with its last chunk.
func (*processing[T]) End(context.Context, postgres.Tx, *model.Job) error { return nil }

// Process sends the items of a chunk through the program.
func (a *processing[T]) Process(ctx context.Context, tx postgres.Tx, j *model.Job, c *model.Chunk) (Outcome, error) {
	work, err := a.begin(ctx, tx, j, c)
	if err != nil {
		return Outcome{}, err
	}
	if err := work.retract(ctx, tx); err != nil {
		return Outcome{}, err
	}
	if err := work.run(ctx); err != nil {
		return Outcome{}, err
	}
	if err := work.store(ctx, tx); err != nil {
		return Outcome{}, err
	}
	return work.record(ctx, tx)
}

// work is what is in hand of one chunk.
type work[T Item] struct {
	app       *processing[T]
	job       *model.Job
	chunk     *model.Chunk
	program   *compiled[T]
	resolving int64 // the job whose resolved exceptions these are; 0: none
	passed    int64 // items of another job that are not processed: nobody asks for them any more
	settled   int64 // items that stay stored away, or processed since: a person said so

	items      []*T
	statistics dag.Statistics
	done       []*T // the program returned true
	failed     []*T // the program returned false
	exceptions []raised[T]
}

// raised is an item that is to be stored away.
type raised[T Item] struct {
	item *T
	why  dag.Exception
}

// begin loads the items and what people have decided about them.
func (a *processing[T]) begin(ctx context.Context, tx postgres.Tx, j *model.Job, c *model.Chunk) (*work[T], error) {
	program, err := a.programs.get(a.Processor, j)
	if err != nil {
		return nil, err
	}
	bounds, err := BoundsOf(c)
	if err != nil {
		return nil, err
	}
	w := &work[T]{app: a, job: j, chunk: c, program: program, resolving: bounds.Resolving}
	if w.items, err = a.Load(ctx, tx, j, c); err != nil {
		return nil, fmt.Errorf("loading items: %w", err)
	}
	return w, w.resolve(ctx, tx)
}

// run sends the items through the program and sorts them by their outcome.
func (w *work[T]) run(ctx context.Context) error {
	outcomes, statistics, release, err := w.program.run(ctx, w.items)
	if err != nil {
		return err
	}
	defer release()
	w.statistics = slices.Clone(statistics)
	for i, outcome := range outcomes {
		switch item := w.items[i]; {
		case outcome.Exception != nil:
			w.exceptions = append(w.exceptions, raised[T]{item, *outcome.Exception})
		case outcome.Success:
			w.done = append(w.done, item)
		default:
			w.failed = append(w.failed, item)
		}
	}
	return nil
}

// record returns the counts, and what is to be written of results and exceptions
// with the completion. What the chunk made before is gone then.
func (w *work[T]) record(ctx context.Context, tx postgres.Tx) (o Outcome, err error) {
	if w.chunk.Redo {
		if o.opened, err = w.clear(ctx, tx); err != nil {
			return o, err
		}
	}
	w.saveResults(&o.writes)
	w.saveExceptions(&o.writes)
	w.closeExceptions(&o.writes)
	o.Done = int64(len(w.items)) + w.passed + w.settled
	o.Failed = int64(len(w.failed))
	o.Exceptions = int64(len(w.exceptions)) + w.settled
	o.opened += int64(len(w.exceptions))
	if w.ofOwn() {
		o.again = o.Done
	}
	o.Program, o.Statistics = w.program.Hash(), w.statistics
	return o, nil
}
