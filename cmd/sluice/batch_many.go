package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/server"
	"github.com/sluicehq/sluice/words"
)

// answersView is what became of many batches as scripts get it.
type answersView struct {
	DryRun   bool         `json:"dryRun"`
	Done     int          `json:"done"`
	Rejected int          `json:"rejected"`
	Batches  []answerView `json:"batches"`
}

type answerView struct {
	Number      string           `json:"number"`
	State       model.BatchState `json:"state,omitempty"` // left out: it is deleted
	Done        bool             `json:"done"`
	Code        model.Code       `json:"code,omitempty"`
	Message     string           `json:"message,omitempty"`
	ChangedRows *int64           `json:"changedRows,omitempty"`
}

// showAnswers tells what became of many batches: "deleted"; by default, their state.
// If some were left as they were, that is statusIncomplete.
func (s *session) showAnswers(ctx context.Context, app *server.App, all *batch.Answers, what string, dryRun bool) error {
	view, err := viewAnswers(ctx, app, all)
	if err != nil {
		return err
	}
	view.DryRun = dryRun
	err = s.show(view, func() error {
		_, err := fmt.Fprint(s.out, view.words(what))
		return err
	})
	if err == nil && all.Rejected > 0 {
		return statusIncomplete
	}
	return err
}

func viewAnswers(ctx context.Context, app *server.App, all *batch.Answers) (*answersView, error) {
	view := &answersView{Done: all.Done, Rejected: all.Rejected, Batches: []answerView{}}
	if len(all.Answers) == 0 {
		return view, nil
	}
	ids := make([]int64, len(all.Answers))
	for i, a := range all.Answers {
		ids[i] = a.ID
	}
	now, err := app.Batches.Visible(ctx, ids...)
	for _, a := range all.Answers {
		v := answerView{Number: a.Number(), Done: a.Done(), ChangedRows: a.ChangedRows}
		if b := now[a.ID]; b != nil {
			v.State = b.State
		}
		if a.Error != nil {
			v.Code, v.Message = a.Error.Code, a.Error.Message
		}
		view.Batches = append(view.Batches, v)
	}
	return view, err
}

// words is the view for people.
func (v *answersView) words(what string) string {
	if v.DryRun {
		what = "would be " + what
	}
	var text strings.Builder
	for _, b := range v.Batches {
		what := cmp.Or(what, string(b.State))
		switch {
		case !b.Done:
			fmt.Fprintf(&text, "%s  not done: %s\n", b.Number, b.Message)
		case b.ChangedRows != nil:
			fmt.Fprintf(&text, "%s  %s: %s\n", b.Number, what, words.Plural(*b.ChangedRows, "row changed", "rows changed"))
		default:
			fmt.Fprintf(&text, "%s  %s\n", b.Number, what)
		}
	}
	fmt.Fprintf(&text, "%s of %s.", words.Thousands(int64(v.Done)), words.Plural(int64(len(v.Batches)), "batch", "batches"))
	if v.DryRun {
		text.WriteString(" Nothing is changed.")
	}
	return text.String() + "\n"
}

// finishAll waits until the executions that were started have ended, if that is
// wanted. Those that did not finish are told, and make it statusIncomplete.
func (w waiting) finishAll(ctx context.Context, s *session, app *server.App, all *batch.Answers) error {
	var end error
	for _, a := range all.Answers {
		if a.Error != nil {
			continue
		}
		err := w.finish(ctx, s, app, a.Batch.ExecutionJobID)
		var status exitStatus
		switch {
		case err == nil:
			continue
		case !errors.As(err, &status):
			_, _ = fmt.Fprintf(s.err, "%s: %v\n", a.Number(), err)
		case status == statusInterrupted:
			return status
		}
		end = statusIncomplete
	}
	return end
}
