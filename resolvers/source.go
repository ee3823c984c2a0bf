package resolvers

import (
	"context"

	"github.com/sluicehq/sluice/graph"
	"github.com/sluicehq/sluice/model"
)

// driftProducts reads the products of a page of ids. Those that were deleted
// meanwhile are left out.
func (r *Resolver) driftProducts(ctx context.Context, page *model.Page[int64]) (*graph.DriftProducts, error) {
	products, err := r.Catalog.ProductsByID(ctx, nil, page.Nodes()...)
	if err != nil {
		return nil, err
	}
	found := &model.Page[*model.Product]{HasNext: page.HasNext, HasPrev: page.HasPrev}
	for _, e := range page.Edges {
		if p := products[e.Node]; p != nil {
			found.Edges = append(found.Edges, model.Edge[*model.Product]{Cursor: e.Cursor, Node: p})
		}
	}
	return &graph.DriftProducts{
		Edges: edges(found, func(cursor string, p *model.Product) *graph.ProductEdge {
			return &graph.ProductEdge{Cursor: cursor, Node: p}
		}),
		Nodes: found.Nodes(), PageInfo: pageInfo(found),
	}, nil
}
