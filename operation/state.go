package operation

import (
	"context"
	"slices"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
)

// action is something that happens to an operation.
type action string

const (
	actionStart  action = "started"
	actionExtend action = "kept"     // its lease is extended
	actionReturn action = "returned" // nobody works on it any more, and somebody else may
	actionFinish action = "finished"
	actionCancel action = "canceled"
)

// transition is from which statuses an action leads to which.
type transition struct {
	from []model.OperationStatus
	to   model.OperationStatus
}

// transitions is the state machine. What is not listed is refused.
var transitions = map[action]transition{
	actionStart:  {statuses{model.OperationUnprocessed}, model.OperationRunning},
	actionExtend: {statuses{model.OperationRunning}, model.OperationRunning},
	actionReturn: {statuses{model.OperationRunning}, model.OperationUnprocessed},
	actionFinish: {statuses{model.OperationUnprocessed, model.OperationRunning}, model.OperationFinished},
	actionCancel: {statuses{model.OperationUnprocessed}, model.OperationCanceled},
}

type statuses = []model.OperationStatus

// why explains to a person why a status allows less.
var why = map[model.OperationStatus]string{
	model.OperationUnprocessed: "it is not running",
	model.OperationRunning:     "it is running",
	model.OperationFinished:    "it has finished",
	model.OperationCanceled:    "it has been canceled",
}

// done explains why an action has nothing to do.
var done = map[action]map[model.OperationStatus]string{
	actionStart:  {model.OperationRunning: "it is running already"},
	actionFinish: {model.OperationFinished: "it has finished already"},
	actionCancel: {
		model.OperationRunning:  "it is running; finish it instead",
		model.OperationCanceled: "it has been canceled already",
	},
}

// refuse returns the CONFLICT that says why an operation's status refuses an
// action.
func refuse(o *model.Operation, a action) error {
	reason, ok := done[a][o.Status]
	if !ok {
		reason = why[o.Status]
	}
	return model.Conflict("Operation %d can't be %s: %s.", o.ID, a, reason)
}

// Action is what a viewer may be offered to do with an operation.
type Action string

// The actions.
const (
	Start  Action = "START"
	Finish Action = "FINISH"
	Cancel Action = "CANCEL"
)

// offers lists the actions in the order they are shown, with what permission
// each needs.
var offers = []struct {
	action     Action
	state      action
	permission string
}{
	{Start, actionStart, ToRun},
	{Finish, actionFinish, ToRun},
	{Cancel, actionCancel, ToCancel},
}

// Offers lists what the viewer may do with an operation now.
func Offers(ctx context.Context, o *model.Operation) []Action {
	viewer := auth.ViewerFrom(ctx)
	list := []Action{}
	for _, offer := range offers {
		if slices.Contains(transitions[offer.state].from, o.Status) && viewer.Can(Permission(o.Type, offer.permission)) {
			list = append(list, offer.action)
		}
	}
	return list
}
