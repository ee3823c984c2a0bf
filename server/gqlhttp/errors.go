package gqlhttp

import (
	"context"
	"errors"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/errcode"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/sluicehq/sluice/model"
)

// presenter puts what the libraries say into our own words, which do not repeat
// the request, and leaves the rest to opts.Present.
func presenter(schema *ast.Schema, opts Options) graphql.ErrorPresenterFunc {
	return func(ctx context.Context, err error) *gqlerror.Error {
		var library *gqlerror.Error
		switch {
		case timedOut(ctx, err):
			err = errTimeout
		case errors.Is(err, context.Canceled) && ctx.Err() != nil:
			err = &model.Error{Code: model.CodeInternal, Message: "The request was canceled."}
		case errors.As(err, &library) && library.Err == nil:
			err = reword(ctx, schema, library, opts.Introspection)
		}
		return opts.Present(ctx, err)
	}
}

// reword returns the error of a library as a model.Error at the same place.
// With detail, the library's own words about a document are kept.
func reword(ctx context.Context, schema *ast.Schema, err *gqlerror.Error, detail bool) error {
	own := model.Invalid("", "The request is not valid.")
	path := err.Path
	switch {
	case strings.HasPrefix(err.Message, "exceeded token limit"):
		own = model.Limit("The document is too long. Ask for less at once.")
	case err.Extensions["code"] == errcode.ParseFailed:
		own = model.Invalid("", "The document has a syntax error.")
	case err.Rule != "":
		own = model.Invalid("", "%s", ruleMeaning(err.Rule))
	case len(path) > 1 && path[0] == ast.PathName("variable"):
		own = variableError(ctx, schema, path[1:], err.Message)
		path = nil
	case err.Extensions["code"] == errcode.ValidationFailed:
		own = model.Invalid("", "There is no such operation in the document. If it has several, name one of them in operationName.")
	}
	if detail && own.Field == "" {
		own.Message = err.Message
	}
	return &gqlerror.Error{Err: own, Message: own.Message, Path: path, Locations: err.Locations}
}

// variableError explains a variable that has not the form that the schema asks
// for. The path is followed as far as the schema knows it.
func variableError(ctx context.Context, schema *ast.Schema, path ast.Path, cause string) *model.Error {
	var known []string
	fields := ast.FieldList{}
	for _, v := range graphql.GetOperationContext(ctx).Operation.VariableDefinitions {
		fields = append(fields, &ast.FieldDefinition{Name: v.Variable, Type: v.Type})
	}
	complete := true
	for _, step := range path {
		name, ok := step.(ast.PathName)
		if !ok {
			continue
		}
		field := fields.ForName(string(name))
		if field == nil {
			complete = false
			break
		}
		known = append(known, string(name))
		if def := schema.Types[field.Type.Name()]; def != nil {
			fields = def.Fields
		}
	}
	field := strings.Join(known, ".")
	switch {
	case !complete:
		return model.Invalid(field, "An input object has a field that does not exist in its type.")
	case cause == "must be defined", cause == "cannot be null":
		return model.Invalid(field, "A value is required here.")
	default:
		return model.Invalid(field, "The value does not have the type that is expected here.")
	}
}
