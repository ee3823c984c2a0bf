package resolvers

import (
	"context"
	"slices"

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

// productColumns are the columns behind the fields of a Product.
var productColumns = map[string]string{
	"id": "id", "sku": "sku", "gtin": "gtin", "description": "description", "size": "size", "cost": "cost",
	"price": "price", "active": "active", "createdAt": "created_at", "updatedAt": "updated_at", "version": "version",
}

// selectedTypes are the types that fragments on the way to a Product can name.
var selectedTypes = []string{"ProductConnection", "ProductEdge", "Product", "Node"}

// selected reports what the operation asks for of products.
func selected(ctx context.Context) catalog.Selection {
	selection := catalog.Selection{Columns: []string{}}
	var visit func(fields []graphql.CollectedField)
	visit = func(fields []graphql.CollectedField) {
		for _, f := range fields {
			switch f.Name {
			case "department":
				selection.Department = true
			case "brand":
				selection.Brand = true
			case "vendor":
				selection.Vendor = true
			case "edges", "nodes", "node":
				visit(graphql.CollectFields(graphql.GetOperationContext(ctx), f.Selections, selectedTypes))
			default:
				if column, ok := productColumns[f.Name]; ok && !slices.Contains(selection.Columns, column) {
					selection.Columns = append(selection.Columns, column)
				}
			}
		}
	}
	visit(graphql.CollectFieldsCtx(ctx, selectedTypes))
	return selection
}
