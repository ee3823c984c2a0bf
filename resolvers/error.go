package resolvers

import (
	"context"
	"errors"
	"log/slog"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// Present is the one place that turns errors into what clients see. A
// model.Error shows its message, code and field. What the GraphQL library says
// of a wrong document or variable is INVALID. Everything else is logged and
// becomes INTERNAL.
func Present(ctx context.Context, err error) *gqlerror.Error {
	shown := graphql.DefaultErrorPresenter(ctx, err)
	var own *model.Error
	var library *gqlerror.Error
	switch {
	case errors.As(postgres.Error(err), &own):
		shown.Message = own.Message
	case errors.Is(err, context.DeadlineExceeded):
		own = model.Limit("This took too long and was stopped. Ask for less, or try again later.")
		shown.Message = own.Message
	case errors.As(err, &library) && library.Unwrap() == nil:
		own = &model.Error{Code: model.CodeInvalid}
	default:
		own = &model.Error{Code: model.CodeInternal}
		shown.Message = "An internal error occurred. It has been logged with the id of this request."
		slog.ErrorContext(ctx, "unexpected error", "error", err, "path", shown.Path.String())
	}
	if shown.Extensions == nil {
		shown.Extensions = map[string]any{}
	}
	shown.Extensions["code"] = own.Code
	if own.Field != "" {
		shown.Extensions["field"] = own.Field
	}
	return shown
}
