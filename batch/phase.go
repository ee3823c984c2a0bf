package batch

import (
	"context"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// phase is a way of going through the rows of a batch: executing them, or
// undoing that. Rows that are through no longer wait, so that a chunk that is
// processed again finds only those that are left.
type phase struct {
	application string
	verb        string // of the job's name
	waiting     string // SQL condition on the row AS r
	done        model.RowOutcome
	failed      model.RowOutcome
	ends        map[model.JobState]action
	apply       func(Handler) func(context.Context, postgres.Tx, *model.Batch, Rows) error
}

var executing = &phase{
	application: applicationExecute,
	verb:        "Execute",
	waiting:     "NOT r.removed AND r.outcome IS NULL",
	done:        model.RowExecuted,
	failed:      model.RowFailed,
	ends: map[model.JobState]action{
		model.JobFinished: actionFinish,
		model.JobFailed:   actionFail,
		model.JobCanceled: actionCancel,
	},
	apply: func(h Handler) func(context.Context, postgres.Tx, *model.Batch, Rows) error { return h.Execute },
}

var undoing = &phase{
	application: applicationUndo,
	verb:        "Undo",
	waiting:     "r.outcome = 'executed'",
	done:        model.RowReverted,
	failed:      model.RowKept,
	ends: map[model.JobState]action{
		model.JobFinished: actionUndone,
		model.JobFailed:   actionUndoStopped,
		model.JobCanceled: actionUndoStopped,
	},
	apply: func(h Handler) func(context.Context, postgres.Tx, *model.Batch, Rows) error { return h.(Undoer).Undo },
}

// through is no phase of its own: its rows are those that were executed.
var through = &phase{waiting: "r.outcome IN ('executed', 'reverted', 'kept')"}

// rows are those rows of a batch that wait for the phase.
func (p *phase) rows(k *Kind, b *model.Batch, within span) Rows {
	return Rows{kind: k, batchID: b.ID, phase: p, span: within}
}
