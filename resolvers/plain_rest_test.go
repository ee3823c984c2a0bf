package resolvers

import (
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

// What is not at hand is left to gqlgen, on whichever level it is.
func TestPlainObjectsHaveNoOtherFields(t *testing.T) {
	t.Parallel()
	for query, plain := range map[string]bool{
		"{ sku department { name } }":       true,
		"{ sku stock }":                     false,
		"{ sku department { name stock } }": false,
	} {
		document, err := parser.ParseQuery(&ast.Source{Input: query})
		if err != nil {
			t.Fatal(err)
		}
		operation := &graphql.OperationContext{Doc: document}
		write := plainProduct.writer(operation, document.Operations[0].SelectionSet)
		if plain != (write != nil) {
			t.Errorf("%s has a writer: %v", query, write != nil)
		}
	}
}
