package job

import (
	"context"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
)

// action is something that people do with a job.
type action string

const (
	actionStart     action = "started"
	actionPause     action = "paused"
	actionResume    action = "resumed"
	actionCancel    action = "canceled"
	actionAdjust    action = "changed"           // its description, parallelism, rate, priority
	actionProcess   action = "processed further" // some of its chunks
	actionReprocess action = "processed again"   // chunks that are done
	actionTry       action = "tried"
	actionDelete    action = "deleted"
)

// transitions is the state machine: from which states an action leads where.
// What is not listed is refused. The lanes make the other transitions.
var transitions = map[action]map[model.JobState]model.JobState{
	actionStart: {model.JobCreated: model.JobRunning},
	actionPause: {model.JobRunning: model.JobPaused},
	actionResume: {
		model.JobPaused:   model.JobRunning,
		model.JobFailed:   model.JobRunning,
		model.JobCanceled: model.JobRunning,
	},
	actionCancel: {
		model.JobCreated:   model.JobCanceling,
		model.JobRunning:   model.JobCanceling,
		model.JobPaused:    model.JobCanceling,
		model.JobCanceling: model.JobCanceling,
	},
	actionAdjust: {
		model.JobCreated:   model.JobCreated,
		model.JobRunning:   model.JobRunning,
		model.JobPaused:    model.JobPaused,
		model.JobCanceling: model.JobCanceling,
		model.JobFinished:  model.JobFinished,
		model.JobFailed:    model.JobFailed,
		model.JobCanceled:  model.JobCanceled,
	},
	actionProcess: {
		model.JobCreated:  model.JobRunning,
		model.JobRunning:  model.JobRunning,
		model.JobPaused:   model.JobRunning,
		model.JobFailed:   model.JobRunning,
		model.JobCanceled: model.JobRunning,
	},
	actionReprocess: {
		model.JobRunning:  model.JobRunning,
		model.JobPaused:   model.JobRunning,
		model.JobFinished: model.JobRunning,
		model.JobFailed:   model.JobRunning,
		model.JobCanceled: model.JobRunning,
	},
	actionTry: {
		model.JobCreated:  model.JobCreated,
		model.JobRunning:  model.JobRunning,
		model.JobPaused:   model.JobPaused,
		model.JobFinished: model.JobFinished,
		model.JobFailed:   model.JobFailed,
		model.JobCanceled: model.JobCanceled,
	},
	actionDelete: {
		model.JobCreated:  model.JobDeleting,
		model.JobPaused:   model.JobDeleting,
		model.JobFinished: model.JobDeleting,
		model.JobFailed:   model.JobDeleting,
		model.JobCanceled: model.JobDeleting,
	},
}

// why explains to a person why a state allows less.
var why = map[model.JobState]string{
	model.JobCreated:   "it has not been started yet",
	model.JobRunning:   "it is running",
	model.JobPaused:    "it is paused",
	model.JobCanceling: "it is being canceled; wait until it has stopped",
	model.JobFinished:  "it has finished",
	model.JobFailed:    "it has failed; resume it to try again",
	model.JobCanceled:  "it has been canceled; resume it to go on",
}

// done explains why an action has nothing to do.
var done = map[action]map[model.JobState]string{
	actionStart: {
		model.JobRunning:  "it has been started already",
		model.JobPaused:   "it has been started already; resume it to go on",
		model.JobFinished: "it has been started already, and has finished",
	},
	actionPause:   {model.JobPaused: "it is paused already"},
	actionResume:  {model.JobFinished: "it has finished; there is nothing left to do"},
	actionCancel:  {model.JobFinished: "it has finished; there is nothing to cancel"},
	actionProcess: {model.JobFinished: "it has finished; all its chunks are done"},
	actionDelete:  {model.JobRunning: "it is still running; cancel it first"},
}

// next returns the state that an action leads to, or a CONFLICT that says why
// the job's state refuses it.
func next(j *model.Job, a action) (model.JobState, error) {
	if to, ok := transitions[a][j.State]; ok {
		return to, nil
	}
	reason, ok := done[a][j.State]
	if !ok {
		reason = why[j.State]
	}
	return j.State, model.Conflict("Job %d can't be %s: %s.", j.ID, a, reason)
}

// Action is what a viewer may be offered to do with a job.
type Action string

// The actions.
const (
	Start     Action = "START"
	Try       Action = "TRY"
	Pause     Action = "PAUSE"
	Resume    Action = "RESUME"
	Cancel    Action = "CANCEL"
	Adjust    Action = "ADJUST"
	Process   Action = "PROCESS"
	Reprocess Action = "REPROCESS"
	Delete    Action = "DELETE"
)

// offers lists the actions in the order they are shown, with what permission
// each needs.
var offers = []struct {
	action     Action
	state      action
	permission string
}{
	{Start, actionStart, ToRun},
	{Try, actionTry, ToRun},
	{Pause, actionPause, ToRun},
	{Resume, actionResume, ToRun},
	{Cancel, actionCancel, ToRun},
	{Adjust, actionAdjust, ToRun},
	{Process, actionProcess, ToRun},
	{Reprocess, actionReprocess, ToRun},
	{Delete, actionDelete, ToDelete},
}

// Offers lists what the viewer may do with a job now.
func (e *Engine) Offers(ctx context.Context, j *model.Job) []Action {
	viewer := auth.ViewerFrom(ctx)
	list := []Action{}
	for _, o := range offers {
		_, err := e.nextFor(j, o.state)
		possible := err == nil && (o.action != Cancel || j.State != model.JobCanceling)
		if possible && viewer.Can(Permission(j.Application, o.permission)) {
			list = append(list, o.action)
		}
	}
	return list
}
