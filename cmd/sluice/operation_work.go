package main

import (
	"context"
	"time"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/operation"
	"github.com/sluicehq/sluice/server"
	"github.com/sluicehq/sluice/words"
)

type operationClaim struct {
	acting
	Type      string        `arg:"" help:"Which type of operations."`
	OlderThan time.Duration `default:"0s" placeholder:"TIME" help:"Only operations that were made so long ago."`
	Limit     int           `default:"1" placeholder:"N" help:"How many at most; by default ${default}."`
	Lease     time.Duration `default:"1m" placeholder:"TIME" help:"How long they are yours; by default ${default}."`
}

func (c *operationClaim) Run(s *session) error {
	return s.act(c.acting, server.AppOptions{}, func(ctx context.Context, app *server.App) error {
		claimed, err := app.Operations.Claim(ctx, operation.Claim{Type: c.Type, OlderThan: c.OlderThan, Limit: c.Limit, Lease: c.Lease})
		if err != nil {
			return err
		}
		return s.listOperations(ctx, app.Operations, claimed)
	})
}

type operationFinish struct {
	onOperation
	Result  string `arg:"" enum:"successful,failed" help:"How it came out: successful or failed."`
	Output  string `placeholder:"JSON" help:"What came out."`
	Error   string `placeholder:"TEXT" help:"Why it failed."`
	Attempt *int   `placeholder:"N" help:"The attempt that was claimed; another one is refused."`
}

func (c *operationFinish) Run(s *session) error {
	return s.changeOperation(c.acting, func(ctx context.Context, operations *operation.Service) (*model.Operation, error) {
		outcome := operation.Outcome{Result: model.OperationResult(c.Result), Output: rawJSON(c.Output), Attempt: c.Attempt}
		if c.Error != "" {
			outcome.Error = &c.Error
		}
		return operations.Finish(ctx, c.ID, outcome)
	})
}

type operationCancel struct{ onOperation }

func (c *operationCancel) Run(s *session) error {
	return s.changeOperation(c.acting, func(ctx context.Context, operations *operation.Service) (*model.Operation, error) {
		return operations.Cancel(ctx, c.ID)
	})
}

type operationRun struct {
	onOperation
	Group string `placeholder:"NAME" help:"The action group to run; by default the operation's own."`
}

func (c *operationRun) Run(s *session) error {
	return s.changeOperation(c.acting, func(ctx context.Context, operations *operation.Service) (*model.Operation, error) {
		return operations.Run(ctx, c.ID, operation.Call{Group: c.Group, AtOnce: true})
	})
}

type operationPurge struct {
	acting
	Type      string        `arg:"" help:"Which type of operations."`
	OlderThan time.Duration `required:"" placeholder:"TIME" help:"Those that ended so long ago: 2160h."`
}

func (c *operationPurge) Run(s *session) error {
	return s.act(c.acting, server.AppOptions{}, func(ctx context.Context, app *server.App) error {
		deleted, err := app.Operations.Purge(ctx, c.Type, c.OlderThan)
		if err != nil {
			return err
		}
		return s.say("Deleted %s.", words.Plural(deleted, "operation", "operations"))
	})
}
