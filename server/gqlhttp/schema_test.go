package gqlhttp_test

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http/httptest"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/server/gqlhttp"
)

var document = gqlparser.MustLoadSchema(&ast.Source{Input: `
	type Query {
		echo(text: String, where: Where): String
		viewer: String
		list(first: Int! = 10): List
		wait: String
		fail: String
		panic: String
	}
	type List { nodes: [List!] name: String list(first: Int! = 10): List }
	input Where { text: String number: Int color: Color and: [Where!] }
	enum Color { RED GREEN }
	type Mutation { touch: String }
	type Subscription { count(to: Int!): String forever: String }
`})

// testSchema answers with each field's own value and nothing below it.
type testSchema struct{}

func (testSchema) Schema() *ast.Schema { return document }

func (testSchema) Complexity(_ context.Context, _, field string, below int, args map[string]any) (int, bool) {
	first, ok := args["first"].(int64)
	return 1 + below*int(min(first, 500)), ok && field == "list"
}

func (testSchema) Exec(ctx context.Context) graphql.ResponseHandler {
	operation := graphql.GetOperationContext(ctx)
	if operation.Operation.Operation != ast.Subscription {
		done := false
		return func(ctx context.Context) *graphql.Response {
			if done {
				return nil
			}
			done = true
			return answerAll(ctx, operation)
		}
	}
	field, _ := operation.Operation.SelectionSet[0].(*ast.Field)
	left, ok := field.ArgumentMap(operation.Variables)["to"].(int64)
	if !ok {
		left = 1
	}
	return func(ctx context.Context) *graphql.Response {
		if left == 0 && field.Name == "forever" {
			<-ctx.Done()
		}
		if left == 0 {
			return nil
		}
		left--
		return &graphql.Response{Data: json.RawMessage(`{"` + field.Alias + `":"` + auth.ViewerFrom(ctx).Login + `"}`)}
	}
}

func answerAll(ctx context.Context, operation *graphql.OperationContext) *graphql.Response {
	data := map[string]any{}
	for _, selection := range operation.Operation.SelectionSet {
		field, ok := selection.(*ast.Field)
		if !ok {
			continue
		}
		ctx := graphql.WithFieldContext(ctx, &graphql.FieldContext{Field: graphql.CollectedField{Field: field}})
		value, err := operation.ResolverMiddleware(ctx, func(ctx context.Context) (any, error) {
			return resolve(ctx, operation, field)
		})
		if err != nil {
			graphql.AddError(ctx, err)
		}
		data[field.Alias] = value
	}
	body, err := json.Marshal(data)
	if err != nil {
		panic(err)
	}
	return &graphql.Response{Data: body}
}

func resolve(ctx context.Context, operation *graphql.OperationContext, field *ast.Field) (value any, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = operation.Recover(ctx, cause)
		}
	}()
	switch field.Name {
	case "wait":
		<-ctx.Done()
		return nil, ctx.Err()
	case "fail":
		return nil, errors.New("SELECT secret FROM somewhere")
	case "panic":
		panic("secret")
	case "viewer":
		return auth.ViewerFrom(ctx).Login, nil
	case "list":
		return map[string]any{}, nil
	default:
		return field.Name, nil
	}
}

// present does what the real presenter does.
func present(ctx context.Context, err error) *gqlerror.Error {
	shown := graphql.DefaultErrorPresenter(ctx, err)
	own := &model.Error{Code: model.CodeInternal, Message: "internal error"}
	errors.As(err, &own)
	shown.Message = own.Message
	shown.Extensions = map[string]any{"code": own.Code}
	if own.Field != "" {
		shown.Extensions["field"] = own.Field
	}
	return shown
}

// identify knows one token.
func identify(_ context.Context, token string) (*auth.Viewer, error) {
	if token != "good" {
		return nil, &model.Error{Code: model.CodeUnauthenticated, Message: "bad token"}
	}
	return auth.NewViewer(1, "ann", "Ann", "product.view"), nil
}

// serve starts a server for the test schema. Its viewer is Bob.
func serve(t *testing.T, opts gqlhttp.Options) string {
	t.Helper()
	return serveAs(t, auth.NewViewer(2, "bob", "Bob", "product.view"), opts)
}

func serveAs(t *testing.T, viewer *auth.Viewer, opts gqlhttp.Options) string {
	t.Helper()
	opts.Present = present
	opts.Identify = identify
	server := httptest.NewUnstartedServer(gqlhttp.New(testSchema{}, opts))
	server.Config.ConnContext = func(ctx context.Context, _ net.Conn) context.Context { return auth.WithViewer(ctx, viewer) }
	server.Start()
	t.Cleanup(server.Close)
	return server.URL
}
