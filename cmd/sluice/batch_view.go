package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/server"
	"github.com/sluicehq/sluice/words"
)

// batchView is a batch as scripts get it.
type batchView struct {
	Number           string           `json:"number"`
	Type             string           `json:"type"`
	Description      string           `json:"description"`
	Source           string           `json:"source"`
	State            model.BatchState `json:"state"`
	DueOn            *model.Date      `json:"dueOn"`
	Overdue          bool             `json:"overdue"`
	PurgeOn          *model.Date      `json:"purgeOn"`
	Approved         bool             `json:"approved"`
	Options          json.RawMessage  `json:"options"` // what it is executed with
	Version          int              `json:"version"`
	RowCount         *int64           `json:"rowCount"` // removed rows included; null while it is populated
	Rows             []rowCount       `json:"rows"`
	Execution        *executionView   `json:"execution"` // what it would do; null once it has run
	Result           *executionView   `json:"result"`    // what it has done; null before it has ended or stopped
	WhyNotExecutable []string         `json:"whyNotExecutable"`
	PopulationJob    *int64           `json:"populationJob"`
	ExecutionJob     *int64           `json:"executionJob"`
	RowsDone         int64            `json:"rowsDone"` // by the execution
	RowsFailed       int64            `json:"rowsFailed"`
}

type rowCount struct {
	Status   string         `json:"status"`
	Severity model.Severity `json:"severity"`
	Count    int            `json:"count"`
	Removed  int            `json:"removed"`
}

type executionView struct {
	Summary  string     `json:"summary"`
	Facts    []factView `json:"facts"`
	Warnings []string   `json:"warnings"`
}

type factView struct {
	Label string `json:"label"`
	Value string `json:"value"`
}

// showBatchAfter shows a batch after its job was waited for with the result
// err. If the job did not come to its end, err says so.
func (s *session) showBatchAfter(ctx context.Context, app *server.App, id int64, err error) error {
	var status exitStatus
	if err != nil && !errors.As(err, &status) {
		return err
	}
	// The command may have been interrupted, and still says how things are.
	return errors.Join(s.showBatch(context.WithoutCancel(ctx), app, id), err)
}

func (s *session) showBatch(ctx context.Context, app *server.App, id int64) error {
	b, err := app.Batches.Get(ctx, id)
	if err != nil {
		return err
	}
	view, err := viewBatch(ctx, app, b)
	if err != nil {
		return err
	}
	return s.show(view, func() error {
		_, err := fmt.Fprint(s.out, view.words())
		return err
	})
}

func viewBatch(ctx context.Context, app *server.App, b *model.Batch) (*batchView, error) {
	v := &batchView{
		Number: model.BatchNumber(b.ID), Type: b.Type, Description: b.Description, State: b.State, RowCount: b.RowCount,
		DueOn: b.DueOn, Overdue: b.Overdue(), PurgeOn: b.PurgeOn, Approved: b.ApprovedAt != nil, Options: b.Options, Version: b.Version,
		Rows: []rowCount{}, PopulationJob: b.PopulationJobID, ExecutionJob: b.ExecutionJobID,
	}
	var err error
	if v.Source, err = batch.SourceText(b); err != nil {
		return nil, err
	}
	counts, err := app.Batches.StatusBreakdown(ctx, b)
	if err != nil {
		return nil, err
	}
	for _, c := range counts {
		v.Rows = append(v.Rows, rowCount{c.Status.Key, c.Status.Severity, c.Count, c.Removed})
	}
	description, err := app.Batches.DescribeExecution(ctx, b)
	if err != nil {
		return nil, err
	}
	result, err := app.Batches.Result(ctx, b)
	if err != nil {
		return nil, err
	}
	v.Execution, v.Result = viewDescription(description), viewDescription(result)
	reasons, err := app.Batches.WhyNotExecutable(ctx, b)
	v.WhyNotExecutable = append([]string{}, reasons...)
	if err != nil || b.ExecutionJobID == nil {
		return v, err
	}
	progress, err := app.Jobs.Progress(ctx, *b.ExecutionJobID)
	if p := progress[*b.ExecutionJobID]; p != nil {
		v.RowsDone, v.RowsFailed = p.ItemsDone, p.ItemsFailed
	}
	return v, err
}

func viewDescription(d *batch.Description) *executionView {
	if d == nil {
		return nil
	}
	v := &executionView{d.Summary, []factView{}, append([]string{}, d.Warnings...)}
	for _, fact := range d.Facts {
		v.Facts = append(v.Facts, factView{fact.Label, fact.Value})
	}
	return v
}

// words is the view for people.
func (v *batchView) words() string {
	var text strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&text, format+"\n", args...) }
	line("Batch %s, %s: %s", v.Number, v.Type, v.State)
	for _, words := range []string{v.Description, v.Source} {
		if words != "" {
			line("  %s", words)
		}
	}
	if v.Overdue {
		line("  Due on %s: it is overdue", *v.DueOn)
	} else if v.DueOn != nil {
		line("  Due on %s", *v.DueOn)
	}
	if v.PurgeOn != nil {
		line("  To be purged from %s on", *v.PurgeOn)
	}
	if v.Approved {
		line("  It is approved as it is")
	}
	if string(v.Options) != "{}" {
		line("  Options: %s", v.Options)
	}
	for _, c := range v.Rows {
		removed := ""
		if c.Removed > 0 {
			removed = fmt.Sprintf(" (and %s removed)", words.Thousands(int64(c.Removed)))
		}
		line("  %9s  %s%s", words.Thousands(int64(c.Count)), c.Status, removed)
	}
	if v.ExecutionJob != nil {
		line("  Executed: %s, %s failed", words.Plural(v.RowsDone, "row", "rows"), words.Thousands(v.RowsFailed))
	}
	for _, described := range []struct {
		when string
		what *executionView
	}{{"When executed", v.Execution}, {"Result", v.Result}} {
		if described.what == nil {
			continue
		}
		line("  %s: %s", described.when, described.what.Summary)
		for _, fact := range described.what.Facts {
			line("    %s: %s", fact.Label, fact.Value)
		}
		for _, warning := range described.what.Warnings {
			line("  Note: %s", warning)
		}
	}
	for _, reason := range v.WhyNotExecutable {
		if v.State != model.BatchExecuted {
			line("  Can't be executed: %s", reason)
		}
	}
	return text.String()
}
