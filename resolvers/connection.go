package resolvers

import (
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

// relatedTo reports which related objects of products the operation asks for.
func relatedTo(ctx context.Context) catalog.Related {
	var with catalog.Related
	var visit func(fields []graphql.CollectedField)
	visit = func(fields []graphql.CollectedField) {
		for _, f := range fields {
			switch f.Name {
			case "department":
				with.Department = true
			case "brand":
				with.Brand = true
			case "vendor":
				with.Vendor = true
			case "edges", "nodes", "node":
				visit(graphql.CollectFields(graphql.GetOperationContext(ctx), f.Selections, nil))
			}
		}
	}
	visit(graphql.CollectFieldsCtx(ctx, nil))
	return with
}
