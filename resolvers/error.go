package resolvers

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// Present is the one place that turns errors into what clients see. A
// model.Error shows its message, code and field. What the GraphQL library says
// of a wrong document, variable or argument is INVALID. Everything else is
// logged and becomes INTERNAL.
func Present(ctx context.Context, err error) *gqlerror.Error {
	shown := graphql.DefaultErrorPresenter(ctx, err)
	field := inputField(ctx, shown)
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
	case field != "":
		own = model.Invalid("", "The value does not have the type that is expected here.")
		shown.Message = own.Message
	default:
		own = &model.Error{Code: model.CodeInternal}
		slog.ErrorContext(ctx, "unexpected error", "error", err, "path", shown.Path.String())
		shown.Message = "An internal error occurred. It has been logged with the id of this request."
	}
	if shown.Extensions == nil {
		shown.Extensions = map[string]any{}
	}
	shown.Extensions["code"] = own.Code
	if own.Field != "" {
		field = own.Field
	}
	if field != "" {
		shown.Extensions["field"] = field
	}
	return shown
}

// inputField takes the place of a wrong input value out of the error's path,
// where the library puts it behind the field that has the argument. What is in
// an argument input is named without it, as the domain does.
func inputField(ctx context.Context, shown *gqlerror.Error) string {
	fc := graphql.GetFieldContext(ctx)
	if fc == nil {
		return ""
	}
	path := fc.Path()
	if len(shown.Path) <= len(path) {
		return ""
	}
	rest := shown.Path[len(path):]
	shown.Path = path
	if len(rest) > 1 && rest[0] == ast.PathName("input") {
		rest = rest[1:]
	}
	steps := make([]string, len(rest))
	for i, step := range rest {
		steps[i] = fmt.Sprint(step)
	}
	return strings.Join(steps, ".")
}
