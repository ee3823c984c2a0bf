package job

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/sluicehq/sluice/dag"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// The limits of a trial.
const (
	MaxTrialItems     = 1000
	DefaultTrialItems = 100
	maxTrialChanges   = 100
	trialTimeout      = 30 * time.Second
)

// Trial is what a job would do with a sample of its items.
type Trial struct {
	Program    string // its hash
	Graph      dag.Graph
	Items      int64
	Failed     int64
	Exceptions []TrialException
	Changes    []Change // of the first items, at most 100
	Statistics dag.Statistics
}

// TrialException is an item that a job would store away.
type TrialException struct {
	ItemKey   int64
	ItemLabel string
	Node      string
	Reason    string
	Details   any
}

// Change is an item before and after.
type Change struct {
	ItemKey   int64
	ItemLabel string
	Success   bool           // what the program returned
	Before    map[string]any // nil if the application can't tell
	After     map[string]any
	Result    any
}

// errRollBack ends a transaction whose effects are not wanted.
var errRollBack = errors.New("rolled back")

// Try sends a sample of a job's items, spread evenly over its source, through
// the program as it is now, for a viewer with the permission ToRun. All of it is
// rolled back. items is 1 to MaxTrialItems. Errors: NOT_FOUND, INVALID; CONFLICT
// if the job's application has no program; LIMIT if it takes too long.
func (e *Engine) Try(ctx context.Context, id int64, items int) (*Trial, error) {
	if items < 1 || items > MaxTrialItems {
		return nil, model.Invalid("items", "Try 1 to %d items.", MaxTrialItems)
	}
	j, err := e.get(ctx, id, ToRun)
	if err != nil {
		return nil, err
	}
	if _, err := e.nextFor(j, actionTry); err != nil {
		return nil, err
	}
	app, ok := e.apps[j.Application].(trier)
	if !ok {
		return nil, model.Conflict("Jobs of this application can't be tried.")
	}
	ctx, cancel := context.WithTimeoutCause(ctx, trialTimeout, errTooLong)
	defer cancel()
	var trial *Trial
	err = postgres.InTx(ctx, e.db, nil, func(ctx context.Context, tx postgres.Tx) error {
		err := guard(func() (err error) {
			trial, err = app.try(ctx, tx, j, items)
			return err
		})
		return errors.Join(err, errRollBack)
	})
	var known *model.Error
	switch {
	case trial != nil:
		return trial, nil
	case errors.Is(context.Cause(ctx), errTooLong):
		return nil, tooLong(trialTimeout, err)
	case errors.As(err, &known):
		return nil, known
	}
	problem := e.explain(ctx, err, "job", id, "phase", "trial")
	return nil, &model.Error{Code: model.CodeInternal, Message: problem.text}
}

// try implements trier.
func (a *processing[T]) try(ctx context.Context, tx postgres.Tx, j *model.Job, items int) (*Trial, error) {
	sample := *j
	sample.Partitioning = fmt.Sprintf("%s_%d", cutSample, items)
	parts, err := a.Plan(ctx, tx, &sample)
	if err != nil {
		return nil, err
	}
	hash, graph, err := a.ProgramOf(j)
	if err != nil {
		return nil, err
	}
	trial := &Trial{Program: hash, Graph: graph}
	if len(parts) == 0 {
		return trial, nil
	}
	bounds, err := storable(parts[0].Bounds)
	if err != nil {
		return nil, err
	}
	w, err := a.begin(ctx, tx, &sample, &model.Chunk{JobID: j.ID, Items: parts[0].Items, Bounds: bounds})
	if err != nil {
		return nil, err
	}
	return trial, w.try(ctx, tx, trial)
}

// try fills in what becomes of the items in hand.
func (w *work[T]) try(ctx context.Context, tx postgres.Tx, trial *Trial) error {
	shown := w.items[:min(len(w.items), maxTrialChanges)]
	before, err := w.snapshot(ctx, tx, shown)
	if err != nil {
		return err
	}
	if err := w.run(ctx); err != nil {
		return err
	}
	if err := w.store(ctx, tx); err != nil {
		return err
	}
	after, err := w.snapshot(ctx, tx, shown)
	if err != nil {
		return err
	}
	trial.Items, trial.Failed, trial.Statistics = int64(len(w.items)), int64(len(w.failed)), w.statistics
	done := make(map[int64]bool, len(w.done))
	for _, item := range w.done {
		done[(*item).ItemKey()] = true
	}
	for _, x := range w.exceptions {
		trial.Exceptions = append(trial.Exceptions, TrialException{
			ItemKey: (*x.item).ItemKey(), ItemLabel: (*x.item).ItemLabel(),
			Node: x.why.Node, Reason: x.why.Reason, Details: w.detailsOf(x),
		})
	}
	for _, item := range shown {
		key := (*item).ItemKey()
		change := Change{ItemKey: key, ItemLabel: (*item).ItemLabel(), Success: done[key], Before: before[key], After: after[key]}
		if change.Success {
			change.Result = w.app.Result(item)
		}
		trial.Changes = append(trial.Changes, change)
	}
	return nil
}

func (w *work[T]) snapshot(ctx context.Context, tx postgres.Tx, items []*T) (map[int64]map[string]any, error) {
	s, ok := w.app.Processor.(Snapshooter[T])
	if !ok {
		return nil, nil
	}
	fields, err := s.Snapshot(ctx, tx, items)
	if err != nil {
		return nil, fmt.Errorf("looking at items: %w", err)
	}
	return fields, nil
}

// ProgramOf implements Programmed.
func (a *processing[T]) ProgramOf(j *model.Job) (string, dag.Graph, error) {
	program, err := a.programs.get(a.Processor, j)
	if err != nil {
		return "", dag.Graph{}, err
	}
	return program.Hash(), program.Graph(), nil
}
