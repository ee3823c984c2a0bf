package resolvers

import (
	"cmp"
	"context"

	"github.com/99designs/gqlgen/graphql"

	"github.com/sluicehq/sluice/catalog"
	"github.com/sluicehq/sluice/graph"
	"github.com/sluicehq/sluice/model"
)

// pageInfo describes a page to Relay.
func pageInfo[T any](page *model.Page[T]) *graph.PageInfo {
	info := &graph.PageInfo{HasNextPage: page.HasNext, HasPreviousPage: page.HasPrev}
	if n := len(page.Edges); n > 0 {
		info.StartCursor, info.EndCursor = &page.Edges[0].Cursor, &page.Edges[n-1].Cursor
	}
	return info
}

// edges turns a page's items into the edges of a connection.
func edges[T, E any](page *model.Page[T], edge func(cursor string, node T) E) []E {
	list := make([]E, len(page.Edges))
	for i, e := range page.Edges {
		list[i] = edge(e.Cursor, e.Node)
	}
	return list
}

// productColumns are the columns behind the fields of a Product that have
// another name.
var productColumns = map[string]string{"createdAt": "created_at", "updatedAt": "updated_at"}

// selectedTypes are the types that fragments on the way to a Product can name.
var selectedTypes = []string{"ProductConnection", "ProductEdge", "Product", "Node"}

// selected reports what the operation asks for of products.
func selected(ctx context.Context) catalog.Selection {
	selection := catalog.Selection{}
	var visit func(fields []graphql.CollectedField)
	visit = func(fields []graphql.CollectedField) {
		for _, f := range fields {
			switch f.Name {
			case "edges", "nodes", "node":
				visit(graphql.CollectFields(graphql.GetOperationContext(ctx), f.Selections, selectedTypes))
			default:
				selection = append(selection, cmp.Or(productColumns[f.Name], f.Name))
			}
		}
	}
	visit(graphql.CollectFieldsCtx(ctx, selectedTypes))
	return selection
}
