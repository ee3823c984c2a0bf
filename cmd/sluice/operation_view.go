package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/operation"
)

// operationView is an operation as scripts get it.
type operationView struct {
	ID         int64                  `json:"id"`
	Type       string                 `json:"type"`
	Status     model.OperationStatus  `json:"status"`
	Result     *model.OperationResult `json:"result"`
	Kind       *string                `json:"contextKind"`
	About      *model.ID              `json:"contextId"`
	Reference  *string                `json:"contextReference"`
	Input      json.RawMessage        `json:"input"`
	Output     json.RawMessage        `json:"output"`
	Error      *string                `json:"error"`
	Group      *string                `json:"group"`
	Route      *string                `json:"route"`
	Attempt    int                    `json:"attempt"`
	RunAt      time.Time              `json:"runAt"`
	LeaseUntil *time.Time             `json:"leaseUntil"`
	CreatedAt  time.Time              `json:"createdAt"`
	StartedAt  *time.Time             `json:"startedAt"`
	FinishedAt *time.Time             `json:"finishedAt"`
}

func viewOperation(o *model.Operation) operationView {
	view := operationView{
		ID: o.ID, Type: o.Type, Status: o.Status, Result: o.Result, Input: o.Input, Output: o.Output, Error: o.Error,
		Group: o.Group, Route: o.Route, Attempt: o.Attempt, RunAt: o.RunAt, LeaseUntil: o.LeaseUntil(),
		CreatedAt: o.CreatedAt, StartedAt: o.StartedAt, FinishedAt: o.FinishedAt,
	}
	if o.Context != nil {
		view.Kind, view.About, view.Reference = o.Context.Kind(), o.Context.ID, o.Context.Reference
	}
	return view
}

// readData completes operations with their data.
func readData(ctx context.Context, service *operation.Service, operations ...*model.Operation) error {
	ids := make([]int64, len(operations))
	for i, o := range operations {
		ids[i] = o.ID
	}
	data, err := service.Data(ctx, ids...)
	if err != nil {
		return err
	}
	for _, o := range operations {
		if data[o.ID] != nil {
			o.OperationData = *data[o.ID]
		}
	}
	return nil
}

// showOperation shows one operation.
func (s *session) showOperation(ctx context.Context, service *operation.Service, o *model.Operation) error {
	if err := readData(ctx, service, o); err != nil {
		return err
	}
	view := viewOperation(o)
	return s.show(view, func() error {
		_, err := fmt.Fprint(s.out, view.words())
		return err
	})
}

// words is the view for people.
func (v *operationView) words() string {
	var text strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&text, format+"\n", args...) }
	line("Operation %d, %s: %s", v.ID, v.Type, v.outcome())
	switch {
	case v.About != nil:
		line("  about %s %s", v.About.Kind, v.About.Key)
	case v.Reference != nil:
		line("  about %s", *v.Reference)
	}
	if v.Group != nil {
		line("  action group %s on route %s, attempt %d", *v.Group, *v.Route, v.Attempt)
	}
	if v.Error != nil {
		line("  %s", *v.Error)
	}
	if v.Input != nil {
		line("  in:  %s", v.Input)
	}
	if v.Output != nil {
		line("  out: %s", v.Output)
	}
	return text.String()
}

// outcome is the result, or the status if there is none yet.
func (v *operationView) outcome() string {
	if v.Result != nil {
		return string(*v.Result)
	}
	return string(v.Status)
}

// listOperations shows several, to scripts with their data.
func (s *session) listOperations(ctx context.Context, service *operation.Service, operations []*model.Operation) error {
	if s.json {
		if err := readData(ctx, service, operations...); err != nil {
			return err
		}
	}
	views := make([]operationView, len(operations))
	for i, o := range operations {
		views[i] = viewOperation(o)
	}
	return s.show(views, func() error {
		table := tabwriter.NewWriter(s.out, 0, 0, 2, ' ', 0)
		if _, err := fmt.Fprintln(table, "OPERATION\tTYPE\tOUTCOME\tATTEMPT\tCREATED"); err != nil {
			return err
		}
		for _, v := range views {
			if _, err := fmt.Fprintf(table, "%d\t%s\t%s\t%d\t%s\n", v.ID, v.Type, v.outcome(), v.Attempt, day(&v.CreatedAt)); err != nil {
				return err
			}
		}
		return table.Flush()
	})
}
