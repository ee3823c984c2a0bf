package job

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/sluicehq/sluice/dag"
	"github.com/sluicehq/sluice/model"
)

const (
	// keptPrograms bounds how many programs an application keeps compiled.
	keptPrograms = 32
	// stopGrace is how long a program may take to notice that it has to stop.
	stopGrace = time.Second
)

// programs are the compiled programs of an application, by job parameters.
type programs[T Item] struct {
	mu     sync.Mutex
	byText map[string]*compiled[T]
}

// get returns the program of a job.
func (ps *programs[T]) get(p Processor[T], j *model.Job) (*compiled[T], error) {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	if known := ps.byText[string(j.Parameters)]; known != nil {
		return known, nil
	}
	program, err := p.Program(j)
	if err != nil {
		return nil, fmt.Errorf("making the program: %w", err)
	}
	if ps.byText == nil || len(ps.byText) >= keptPrograms {
		ps.byText = make(map[string]*compiled[T])
	}
	c := &compiled[T]{Program: program}
	ps.byText[string(j.Parameters)] = c
	return c, nil
}

// compiled is a program and runners of it that are not in use.
type compiled[T Item] struct {
	*dag.Program[T]
	runners sync.Pool
}

// run runs the program. Outcomes and statistics are valid until release. If ctx
// ends and a node does not return, run gives the runner up and leaves it, with
// the items, to the goroutine that is stuck.
func (c *compiled[T]) run(ctx context.Context, items []*T) (outcomes []dag.Outcome, statistics dag.Statistics, release func(), err error) {
	runner, ok := c.runners.Get().(*dag.Runner[T])
	if !ok {
		runner = c.NewRunner()
	}
	runner.Reset()
	ended := make(chan runEnd, 1)
	go func() {
		outcomes, err := runner.Run(ctx, items)
		ended <- runEnd{outcomes, err}
	}()
	end, ok := returned(ctx, ended)
	if !ok {
		return nil, nil, nil, &dag.RunError{Node: runner.Current(), Err: context.Cause(ctx)}
	}
	if end.err != nil {
		return nil, nil, nil, end.err
	}
	return end.outcomes, runner.Statistics(), func() { c.runners.Put(runner) }, nil
}

type runEnd struct {
	outcomes []dag.Outcome
	err      error
}

// returned waits until the run has ended; false: it has not, and ctx ended a
// while ago.
func returned(ctx context.Context, ended <-chan runEnd) (runEnd, bool) {
	select {
	case end := <-ended:
		return end, true
	case <-ctx.Done():
	}
	select {
	case end := <-ended:
		return end, true
	case <-time.After(stopGrace):
		return runEnd{}, false
	}
}
