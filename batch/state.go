package batch

import (
	"slices"

	"github.com/sluicehq/sluice/model"
)

// action is something that can be done with a batch.
type action string

const (
	actionPopulated    action = "populated" // its population job has finished
	actionPopulate     action = "populated again"
	actionDescribe     action = "changed" // its header
	actionSchedule     action = "given another purge date"
	actionEdit         action = "edited" // its rows
	actionRefresh      action = "refreshed"
	actionApproveRetry action = "approved again" // that its failed rows be executed again
	actionCorrect      action = "corrected"      // its failed rows, and no others
	actionRetry        action = "retried"        // its failed rows are executed again
	actionComplete     action = "marked complete"
	actionReopen       action = "reopened"
	actionApprove      action = "approved"
	actionPreview      action = "previewed"
	actionExecute      action = "executed" // started or resumed
	actionExport       action = "exported"
	actionClone        action = "cloned"
	actionDelete       action = "deleted"
	actionFinish       action = "finished" // its execution job has ended, one way or another
	actionFail         action = "failed"
	actionCancel       action = "canceled"

	actionUndo        action = "undone"   // started or resumed
	actionUndone      action = "reverted" // its undo job has ended, one way or another
	actionUndoStopped action = "left half undone"

	actionPurge      action = "purged"       // started or resumed
	actionPurgeAgain action = "purged again" // which changes nothing
	actionPurged     action = "left without rows"
)

// populated lets an action leave each state in which there are rows as it is.
var populated = map[model.BatchState]model.BatchState{
	model.BatchOpen:      model.BatchOpen,
	model.BatchComplete:  model.BatchComplete,
	model.BatchExecuting: model.BatchExecuting,
	model.BatchFailed:    model.BatchFailed,
	model.BatchCanceled:  model.BatchCanceled,
	model.BatchExecuted:  model.BatchExecuted,
	model.BatchReverting: model.BatchReverting,
	model.BatchReverted:  model.BatchReverted,
}

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
	actionSchedule: {
		model.BatchExecuted: model.BatchExecuted,
		model.BatchReverted: model.BatchReverted,
	},
	actionEdit:    {model.BatchOpen: model.BatchOpen},
	actionRefresh: {model.BatchOpen: model.BatchOpen},
	actionCorrect: {model.BatchExecuted: model.BatchExecuted},
	actionRetry:   {model.BatchExecuted: model.BatchExecuting},
	actionApprove: {
		model.BatchComplete: model.BatchComplete,
		model.BatchFailed:   model.BatchFailed,
		model.BatchCanceled: model.BatchCanceled,
	},
	actionApproveRetry: {model.BatchExecuted: model.BatchExecuted},
	actionComplete:     {model.BatchOpen: model.BatchComplete},
	actionReopen:       {model.BatchComplete: model.BatchOpen},
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
	actionExport: populated,
	actionClone:  populated,
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

	actionPurge: {
		model.BatchExecuted: model.BatchPurging,
		model.BatchReverted: model.BatchPurging,
		model.BatchPurging:  model.BatchPurging,
	},
	actionPurgeAgain: {model.BatchPurged: model.BatchPurged},
	actionPurged:     {model.BatchPurging: model.BatchPurged},
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
	model.BatchPurging:   "its rows are being purged",
	model.BatchPurged:    "its rows have been purged",
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
		model.BatchPurging:   "it is populated",
		model.BatchPurged:    "it is populated",
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
	actionPurge: {
		model.BatchCreated:  "it has not been executed",
		model.BatchOpen:     "it has not been executed",
		model.BatchComplete: "it has not been executed",
	},
}

// retries are the actions that need failed rows of a finished execution which
// nobody has begun to undo: who undoes the rest of it later would miss what they
// execute.
var retries = []action{actionCorrect, actionRetry, actionApproveRetry}

// next returns the state that an action leads to, or a CONFLICT that says why
// the batch's state refuses it.
func next(b *model.Batch, a action) (model.BatchState, error) {
	to, ok := transitions[a][b.State]
	reason := why[b.State]
	switch {
	case ok && slices.Contains(retries, a) && b.FailedCount == 0:
		reason = "it has no failed rows"
	case ok && slices.Contains(retries, a) && b.UndoJobID != nil:
		reason = "its execution is half undone; finish that"
	case ok:
		return to, nil
	case done[a][b.State] != "":
		reason = done[a][b.State]
	}
	return b.State, model.Conflict("Batch %s can't be %s: %s.", model.BatchNumber(b.ID), a, reason)
}

// nextOf is next for the first of some actions that the batch allows. If it allows
// none, the error is that of the first one.
func nextOf(b *model.Batch, actions []action) (a action, to model.BatchState, err error) {
	for _, a := range actions {
		if to, err := next(b, a); err == nil {
			return a, to, nil
		}
	}
	to, err = next(b, actions[0])
	return actions[0], to, err
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
	Correct  Action = "CORRECT"
	Refresh  Action = "REFRESH"
	Complete Action = "COMPLETE"
	Reopen   Action = "REOPEN"
	Approve  Action = "APPROVE"
	Withdraw Action = "WITHDRAW_APPROVAL"
	Execute  Action = "EXECUTE"
	Retry    Action = "RETRY"
	Undo     Action = "UNDO"
	Export   Action = "EXPORT"
	Clone    Action = "CLONE"
	Schedule Action = "SCHEDULE"
	Purge    Action = "PURGE"
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
	{Correct, actionCorrect, "edit"},
	{Refresh, actionRefresh, "refresh"},
	{Complete, actionComplete, "complete"},
	{Reopen, actionReopen, "complete"},
	{Approve, actionApprove, "approve"},
	{Approve, actionApproveRetry, "approve"},
	{Withdraw, actionApprove, "approve"},
	{Withdraw, actionApproveRetry, "approve"},
	{Execute, actionExecute, "execute"},
	{Retry, actionRetry, "execute"},
	{Undo, actionUndo, "undo"},
	{Export, actionExport, "export"},
	{Clone, actionClone, "create"},
	{Schedule, actionSchedule, "purge"},
	{Purge, actionPurge, "purge"},
	{Delete, actionDelete, "delete"},
}
