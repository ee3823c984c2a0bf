package operation

import (
	"context"
	"slices"
	"strings"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
)

// action is something that happens to an operation.
type action string

const (
	actionStart  action = "started"
	actionExtend action = "kept"     // its lease is extended
	actionSend   action = "run"      // a group is to run for it in the background
	actionReturn action = "returned" // nobody works on it any more, and somebody else may
	actionFinish action = "finished"
	actionCancel action = "canceled"
	actionUse    action = "added to"
	actionRepeat action = "run again" // as another operation
)

// transition is from which statuses an action leads to which.
type transition struct {
	from []model.OperationStatus
	to   model.OperationStatus
}

// transitions is the state machine. What is not listed is refused.
var transitions = map[action]transition{
	actionStart:  {statuses{model.OperationUnprocessed}, model.OperationRunning},
	actionSend:   {statuses{model.OperationUnprocessed}, model.OperationUnprocessed},
	actionExtend: {statuses{model.OperationRunning}, model.OperationRunning},
	actionReturn: {statuses{model.OperationRunning}, model.OperationUnprocessed},
	actionFinish: {statuses{model.OperationUnprocessed, model.OperationRunning}, model.OperationFinished},
	actionCancel: {statuses{model.OperationUnprocessed}, model.OperationCanceled},
}

type statuses = []model.OperationStatus

// joined are statuses as one text.
func joined(list statuses) string {
	names := make([]string, len(list))
	for i, status := range list {
		names[i] = string(status)
	}
	return strings.Join(names, ",")
}

// why explains to a person why a status allows less.
var why = map[model.OperationStatus]string{
	model.OperationUnprocessed: "it does not run yet",
	model.OperationRunning:     "it is running",
	model.OperationFinished:    "it has finished",
	model.OperationCanceled:    "it has been canceled",
}

// done explains why an action has nothing to do.
var done = map[action]map[model.OperationStatus]string{
	actionStart:  {model.OperationRunning: "it is running already"},
	actionSend:   {model.OperationRunning: "it is running already"},
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

// Offer is what a viewer may be offered to do with an operation.
type Offer string

// The offers.
const (
	OfferStart  Offer = "START"
	OfferFinish Offer = "FINISH"
	OfferCancel Offer = "CANCEL"
	OfferRepeat Offer = "REPEAT"
)

// offers lists what changes an operation in the order it is shown, with what
// permission each needs.
var offers = []struct {
	offer      Offer
	action     action
	permission string
}{
	{OfferStart, actionStart, ToRun},
	{OfferFinish, actionFinish, ToRun},
	{OfferCancel, actionCancel, ToCancel},
}

// Offers lists what the viewer may do with an operation now.
func Offers(ctx context.Context, o *model.Operation) []Offer {
	viewer := auth.ViewerFrom(ctx)
	list := []Offer{}
	for _, of := range offers {
		if slices.Contains(transitions[of.action].from, o.Status) && viewer.Can(Permission(o.Type, of.permission)) {
			list = append(list, of.offer)
		}
	}
	if o.Status.Ended() && viewer.Can(Permission(o.Type, ToCreate)) && (o.Group == nil || viewer.Can(Permission(o.Type, ToRun))) {
		list = append(list, OfferRepeat)
	}
	return list
}
