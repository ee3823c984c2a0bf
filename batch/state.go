package batch

import (
	"github.com/sluicehq/sluice/model"
)

// action is something that can be done with a batch.
type action string

const (
	actionPopulated action = "populated" // its population job has finished
	actionPopulate  action = "populated again"
	actionDescribe  action = "changed" // its header
	actionEdit      action = "edited"  // its rows
	actionRefresh   action = "refreshed"
	actionComplete  action = "marked complete"
	actionReopen    action = "reopened"
	actionPreview   action = "previewed"
	actionExecute   action = "executed" // started or resumed
	actionDelete    action = "deleted"
	actionFinish    action = "finished" // its execution job has ended, one way or another
	actionFail      action = "failed"
	actionCancel    action = "canceled"

	actionUndo        action = "undone"   // started or resumed
	actionUndone      action = "reverted" // its undo job has ended, one way or another
	actionUndoStopped action = "left half undone"
)

// transitions is the state machine: from which states an action leads where.
// What is not listed is refused.
var transitions = map[action]map[model.BatchState]model.BatchState{
	actionPopulated: {model.BatchCreated: model.BatchOpen},
	actionPopulate:  {model.BatchCreated: model.BatchCreated},
	actionDescribe: {
		model.BatchCreated:  model.BatchCreated,
		model.BatchOpen:     model.BatchOpen,
		model.BatchComplete: model.BatchComplete,
		model.BatchFailed:   model.BatchFailed,
		model.BatchCanceled: model.BatchCanceled,
	},
	actionEdit:     {model.BatchOpen: model.BatchOpen},
	actionRefresh:  {model.BatchOpen: model.BatchOpen},
	actionComplete: {model.BatchOpen: model.BatchComplete},
	actionReopen:   {model.BatchComplete: model.BatchOpen},
	actionPreview: {
		model.BatchOpen:     model.BatchOpen,
		model.BatchComplete: model.BatchComplete,
		model.BatchFailed:   model.BatchFailed,
		model.BatchCanceled: model.BatchCanceled,
	},
	actionExecute: {
		model.BatchComplete: model.BatchExecuting,
		model.BatchFailed:   model.BatchExecuting,
		model.BatchCanceled: model.BatchExecuting,
	},
	actionDelete: {
		model.BatchCreated:  "",
		model.BatchOpen:     "",
		model.BatchComplete: "",
	},
	actionFinish: {model.BatchExecuting: model.BatchExecuted},
	actionFail:   {model.BatchExecuting: model.BatchFailed},
	actionCancel: {model.BatchExecuting: model.BatchCanceled},

	actionUndo:        {model.BatchExecuted: model.BatchReverting},
	actionUndone:      {model.BatchReverting: model.BatchReverted},
	actionUndoStopped: {model.BatchReverting: model.BatchExecuted},
}

// why explains to a person why a state allows less.
var why = map[model.BatchState]string{
	model.BatchCreated:   "it is not populated yet",
	model.BatchOpen:      "it is under review; mark it complete first",
	model.BatchComplete:  "its review is complete; reopen it first",
	model.BatchExecuting: "it is being executed",
	model.BatchFailed:    "its execution stopped half-way; execute it again to finish it",
	model.BatchCanceled:  "its execution was canceled half-way; execute it again to finish it",
	model.BatchExecuted:  "it has been executed and is frozen",
	model.BatchReverting: "its execution is being undone",
	model.BatchReverted:  "its execution was undone, and it is frozen",
}

// done explains why an action has nothing to do.
var done = map[action]map[model.BatchState]string{
	actionPopulate: {
		model.BatchOpen:      "it is populated",
		model.BatchComplete:  "it is populated",
		model.BatchExecuting: "it is populated",
		model.BatchFailed:    "it is populated",
		model.BatchCanceled:  "it is populated",
		model.BatchExecuted:  "it is populated",
		model.BatchReverting: "it is populated",
		model.BatchReverted:  "it is populated",
	},
	actionComplete: {model.BatchComplete: "it is complete already"},
	actionReopen:   {model.BatchOpen: "it is open already"},
	actionExecute:  {model.BatchExecuting: "it is being executed already"},
	actionUndo: {
		model.BatchCreated:   "it has not been executed",
		model.BatchOpen:      "it has not been executed",
		model.BatchComplete:  "it has not been executed",
		model.BatchReverting: "it is being undone already",
		model.BatchReverted:  "it is undone already",
	},
}

// next returns the state that an action leads to, or a CONFLICT that says why
// the batch's state refuses it.
func next(b *model.Batch, a action) (model.BatchState, error) {
	if to, ok := transitions[a][b.State]; ok {
		return to, nil
	}
	reason, ok := done[a][b.State]
	if !ok {
		reason = why[b.State]
	}
	return b.State, model.Conflict("Batch %s can't be %s: %s.", model.BatchNumber(b.ID), a, reason)
}

func allows(b *model.Batch, a action) bool {
	_, err := next(b, a)
	return err == nil
}

// Action is what a viewer may be offered to do with a batch.
type Action string

// The actions.
const (
	Edit     Action = "EDIT"
	Refresh  Action = "REFRESH"
	Complete Action = "COMPLETE"
	Reopen   Action = "REOPEN"
	Execute  Action = "EXECUTE"
	Undo     Action = "UNDO"
	Delete   Action = "DELETE"
)

// offers lists the actions in the order they are shown, with what permission
// each needs.
var offers = []struct {
	action     Action
	state      action
	permission string
}{
	{Edit, actionEdit, "edit"},
	{Refresh, actionRefresh, "refresh"},
	{Complete, actionComplete, "complete"},
	{Reopen, actionReopen, "complete"},
	{Execute, actionExecute, "execute"},
	{Undo, actionUndo, "undo"},
	{Delete, actionDelete, "delete"},
}
