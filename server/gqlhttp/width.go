package gqlhttp

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"

	"github.com/sluicehq/sluice/model"
)

const (
	// maxWidth is how many selections one set may have. Validation takes time
	// that grows with the square of it.
	maxWidth = 200
	// shortDocument is the size up to which width does not matter, in bytes.
	shortDocument = 2 << 10
)

// MutateOperationParameters implements graphql.OperationParameterMutator: it
// refuses documents that would take long to validate.
func (g *guard) MutateOperationParameters(_ context.Context, request *graphql.RawParams) *gqlerror.Error {
	if len(request.Query) <= shortDocument {
		return nil
	}
	document, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: request.Query}, g.limits.Tokens)
	if err != nil {
		return nil // it is reported when the document is parsed for good
	}
	for _, operation := range document.Operations {
		if tooWide(operation.SelectionSet) {
			return refuse(errTooWide)
		}
	}
	for _, fragment := range document.Fragments {
		if tooWide(fragment.SelectionSet) {
			return refuse(errTooWide)
		}
	}
	return nil
}

var errTooWide = model.Limit("The document selects more than %d fields in one place. Ask for less at once.", maxWidth)

func tooWide(set ast.SelectionSet) bool {
	if len(set) > maxWidth {
		return true
	}
	for _, selection := range set {
		switch s := selection.(type) {
		case *ast.Field:
			if tooWide(s.SelectionSet) {
				return true
			}
		case *ast.InlineFragment:
			if tooWide(s.SelectionSet) {
				return true
			}
		}
	}
	return false
}
