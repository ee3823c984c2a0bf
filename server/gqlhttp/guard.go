package gqlhttp

import (
	"context"
	"errors"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/sluicehq/sluice/model"
)

func init() {
	// These codes mean that an operation was not carried out, which gqlgen's
	// WebSocket transport has to know.
	for _, code := range []model.Code{model.CodeForbidden, model.CodeInvalid, model.CodeLimit} {
		errcode.RegisterErrorType(string(code), errcode.KindProtocol)
	}
}

// guard refuses operations that are too big, or that ask for the schema when
// that is not allowed, before anything is resolved.
type guard struct {
	schema        graphql.ExecutableSchema
	limits        Limits
	introspection bool
}

// ExtensionName implements graphql.HandlerExtension.
func (*guard) ExtensionName() string { return "Guard" }

// Validate implements graphql.HandlerExtension.
func (g *guard) Validate(schema graphql.ExecutableSchema) error {
	g.schema = schema
	return nil
}

// MutateOperationContext implements graphql.OperationContextMutator.
func (g *guard) MutateOperationContext(ctx context.Context, operation *graphql.OperationContext) *gqlerror.Error {
	meter := newMeter(g.schema, operation.Variables)
	size := meter.selection(ctx, operation.Operation.SelectionSet)
	switch {
	case meter.defers:
		return refuse(&model.Error{Code: model.CodeInvalid, Message: "The directive @defer is not supported."})
	case meter.unreadable:
		return refuse(&model.Error{Code: model.CodeInvalid, Message: "A number in the operation is out of range. Pass it as a string."})
	case size.depth > g.limits.Depth:
		return refuse(model.Limit("The operation is nested too deep: %d levels, at most %d are accepted.", size.depth, g.limits.Depth))
	case size.fields > g.limits.RootFields:
		return refuse(model.Limit("The operation asks for too much at once: it has %d fields at the top, at most %d are accepted.", size.fields, g.limits.RootFields))
	case size.cost > g.limits.Cost:
		return refuse(model.Limit("The operation asks for too much at once: its cost is %d, at most %d is accepted. Ask for smaller pages or fewer fields.", size.cost, g.limits.Cost))
	}
	if g.introspection {
		return nil
	}
	if meter.readsSchema {
		return refuse(&model.Error{
			Code:    model.CodeForbidden,
			Message: "Introspection is off. The schema is published with Sluice; the server's operator can turn introspection on with --introspection.",
		})
	}
	if meter.looksUpType {
		operation.ResolverMiddleware = hideTypes
	}
	return nil
}

// refuse makes the error that stops an operation.
func refuse(err *model.Error) *gqlerror.Error {
	return &gqlerror.Error{Err: err, Message: err.Message, Extensions: map[string]any{"code": string(err.Code)}}
}

// hideTypes answers { __type } as if there were no type of that name.
func hideTypes(ctx context.Context, next graphql.Resolver) (any, error) {
	if graphql.GetFieldContext(ctx).Field.Name == "__type" {
		return nil, nil
	}
	return next(ctx)
}

var errTimeout = model.Limit("This took too long and was stopped. Ask for less, or try again later.")

// timeLimit ends queries and mutations that take too long.
func timeLimit(limit time.Duration) graphql.OperationMiddleware {
	return func(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
		if graphql.GetOperationContext(ctx).Operation.Operation == ast.Subscription {
			return next(ctx)
		}
		limited, cancel := context.WithTimeoutCause(ctx, limit, errTimeout)
		context.AfterFunc(ctx, cancel)
		return next(limited)
	}
}

// timedOut reports whether err comes from the time limit.
func timedOut(ctx context.Context, err error) bool {
	return errors.Is(err, context.DeadlineExceeded) || errors.Is(context.Cause(ctx), errTimeout)
}
