package batch

import (
	"testing"

	"github.com/sluicehq/sluice/model"
)

// allStates are the rows of the table below.
var allStates = []model.BatchState{
	model.BatchCreated, model.BatchOpen, model.BatchComplete, model.BatchExecuting,
	model.BatchFailed, model.BatchCanceled, model.BatchExecuted,
	model.BatchReverting, model.BatchReverted,
	model.BatchPurging, model.BatchPurged,
}

func TestEveryTransition(t *testing.T) {
	t.Parallel()
	// For each action, where it leads from each state in the order of
	// allStates; "-" if it is refused, "gone" if the batch ends.
	table := map[action][]string{
		actionPopulated: {"open", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-"},
		actionPopulate:  {"created", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-"},
		actionDescribe:  {"created", "open", "complete", "-", "failed", "canceled", "-", "-", "-", "-", "-"},
		actionSchedule:  {"-", "-", "-", "-", "-", "-", "executed", "-", "reverted", "-", "-"},
		actionEdit:      {"-", "open", "-", "-", "-", "-", "-", "-", "-", "-", "-"},
		actionComplete:  {"-", "complete", "-", "-", "-", "-", "-", "-", "-", "-", "-"},
		actionReopen:    {"-", "-", "open", "-", "-", "-", "-", "-", "-", "-", "-"},
		actionExecute:   {"-", "-", "executing", "-", "executing", "executing", "-", "-", "-", "-", "-"},
		actionDelete:    {"gone", "gone", "gone", "-", "-", "-", "-", "-", "-", "-", "-"},
		actionFinish:    {"-", "-", "-", "executed", "-", "-", "-", "-", "-", "-", "-"},
		actionFail:      {"-", "-", "-", "failed", "-", "-", "-", "-", "-", "-", "-"},
		actionCancel:    {"-", "-", "-", "canceled", "-", "-", "-", "-", "-", "-", "-"},
		actionRefresh:   {"-", "open", "-", "-", "-", "-", "-", "-", "-", "-", "-"},
		actionExport:    {"-", "open", "complete", "executing", "failed", "canceled", "executed", "reverting", "reverted", "-", "-"},
		actionClone:     {"-", "open", "complete", "executing", "failed", "canceled", "executed", "reverting", "reverted", "-", "-"},
		actionCorrect:   {"-", "-", "-", "-", "-", "-", "executed", "-", "-", "-", "-"},
		actionRetry:     {"-", "-", "-", "-", "-", "-", "executing", "-", "-", "-", "-"},
		actionApprove:   {"-", "-", "complete", "-", "failed", "canceled", "-", "-", "-", "-", "-"},
		actionPreview:   {"-", "open", "complete", "-", "failed", "canceled", "-", "-", "-", "-", "-"},

		actionUndo:        {"-", "-", "-", "-", "-", "-", "reverting", "-", "-", "-", "-"},
		actionUndone:      {"-", "-", "-", "-", "-", "-", "-", "reverted", "-", "-", "-"},
		actionUndoStopped: {"-", "-", "-", "-", "-", "-", "-", "executed", "-", "-", "-"},

		actionApproveRetry: {"-", "-", "-", "-", "-", "-", "executed", "-", "-", "-", "-"},

		actionPurge:      {"-", "-", "-", "-", "-", "-", "purging", "-", "purging", "purging", "-"},
		actionPurgeAgain: {"-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "purged"},
		actionPurged:     {"-", "-", "-", "-", "-", "-", "-", "-", "-", "purged", "-"},
	}
	if len(table) != len(transitions) {
		t.Errorf("the table has %d actions, the state machine %d", len(table), len(transitions))
	}
	for a, wants := range table {
		for i, state := range allStates {
			to, err := next(&model.Batch{ID: 7, State: state, FailedCount: 1}, a)
			got := string(to)
			switch {
			case err != nil && model.CodeOf(err) == model.CodeConflict && to == state:
				got = "-"
			case err != nil:
				t.Errorf("%s from %s: unexpected error %v", a, state, err)
			case got == "":
				got = "gone"
			}
			if got != wants[i] {
				t.Errorf("%s from %s leads to %s, want %s", a, state, got, wants[i])
			}
		}
	}
}

func TestARefusalSaysWhy(t *testing.T) {
	t.Parallel()
	for _, state := range allStates {
		if why[state] == "" {
			t.Errorf("nothing explains the state %s", state)
		}
	}
	_, err := next(&model.Batch{ID: 123, State: model.BatchExecuted}, actionEdit)
	if want := "CONFLICT: Batch #00000123 can't be edited: it has been executed and is frozen."; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
