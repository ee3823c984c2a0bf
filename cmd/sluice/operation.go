package main

import (
	"context"
	"encoding/json"
	"time"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/operation"
	"github.com/sluicehq/sluice/server"
)

type operationCommand struct {
	Create operationCreate `cmd:"" help:"Make an operation."`
	List   operationList   `cmd:"" help:"Show the newest operations."`
	Show   operationShow   `cmd:"" help:"Show an operation with what went in and came out."`
	Claim  operationClaim  `cmd:"" help:"Take operations that are due, to do what they ask for."`
	Finish operationFinish `cmd:"" help:"Say how an operation came out."`
	Cancel operationCancel `cmd:"" help:"Take an operation back before it runs."`
	Run    operationRun    `cmd:"" help:"Run an action group for an operation, here and now."`
	Purge  operationPurge  `cmd:"" help:"Delete operations that ended long ago."`
}

// onOperation are the settings of commands for one operation.
type onOperation struct {
	acting
	ID int64 `arg:"" name:"id" help:"The operation's number."`
}

// changeOperation does something with an operation and shows it.
func (s *session) changeOperation(a acting, do func(context.Context, *operation.Service) (*model.Operation, error)) error {
	return s.act(a, server.AppOptions{}, func(ctx context.Context, app *server.App) error {
		o, err := do(ctx, app.Operations)
		if err != nil {
			return err
		}
		return s.showOperation(ctx, app.Operations, o)
	})
}

type operationCreate struct {
	acting
	Type      string        `arg:"" help:"What happens, such as new-blogpost-email."`
	Reference string        `placeholder:"TEXT" help:"What it is about, as a foreign system calls it."`
	About     string        `placeholder:"ID" help:"What it is about: the id of an object of the API."`
	Input     string        `placeholder:"JSON" help:"Whatever the worker has to know."`
	Delay     time.Duration `placeholder:"TIME" help:"Not before so long from now: 15m."`
	Group     string        `placeholder:"NAME" help:"The action group that runs for it when it is due."`
	Route     string        `placeholder:"NAME" help:"Where the group runs."`
}

func (c *operationCreate) Run(s *session) error {
	return s.changeOperation(c.acting, func(ctx context.Context, operations *operation.Service) (*model.Operation, error) {
		spec := operation.Spec{Type: c.Type, Delay: c.Delay, Input: rawJSON(c.Input)}
		if c.Reference != "" {
			spec.Context = &model.OperationContext{Reference: &c.Reference}
		}
		if c.About != "" {
			id, err := model.ParseID(c.About)
			if err != nil {
				return nil, err
			}
			spec.Context = &model.OperationContext{ID: &id}
		}
		if c.Group != "" {
			spec.Call = &operation.Call{Group: c.Group, Route: c.Route}
		}
		return operations.Create(ctx, spec)
	})
}

// rawJSON is a text that was given as JSON; nil for none.
func rawJSON(text string) json.RawMessage {
	if text == "" {
		return nil
	}
	return json.RawMessage(text)
}

type operationList struct {
	acting
	Type   string   `placeholder:"TYPE" help:"Only operations of this type."`
	Status []string `enum:"unprocessed,running,finished,canceled" placeholder:"STATUS" help:"Only operations with this status: unprocessed, running, finished or canceled; can be repeated."`
	Result []string `enum:"successful,failed" placeholder:"RESULT" help:"Only operations with this result: successful or failed; can be repeated."`
	First  int      `default:"20" placeholder:"N" help:"How many; by default ${default}."`
}

func (c *operationList) Run(s *session) error {
	return s.act(c.acting, server.AppOptions{}, func(ctx context.Context, app *server.App) error {
		where := &operation.Filter{}
		if c.Type != "" {
			where.Type = &filter.String{Eq: &c.Type}
		}
		for _, status := range c.Status {
			where.Status = append(where.Status, model.OperationStatus(status))
		}
		for _, result := range c.Result {
			where.Result = append(where.Result, model.OperationResult(result))
		}
		page, err := app.Operations.List(ctx, operation.Query{First: c.First, Where: where})
		if err != nil {
			return err
		}
		return s.listOperations(ctx, app.Operations, page.Nodes())
	})
}

type operationShow struct{ onOperation }

func (c *operationShow) Run(s *session) error {
	return s.changeOperation(c.acting, func(ctx context.Context, operations *operation.Service) (*model.Operation, error) {
		return operations.Get(ctx, c.ID)
	})
}
