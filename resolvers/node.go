package resolvers

import (
	"context"

	"github.com/sluicehq/sluice/graph"
	"github.com/sluicehq/sluice/model"
)

// node finds any object by its global id; nil if there is none.
func (r *Resolver) node(ctx context.Context, id model.ID) (graph.Node, error) {
	switch id.Kind {
	case "Product":
		return asNode(found(id, id.Kind, func(key int64) (*model.Product, error) {
			products, err := r.Catalog.ProductsByID(ctx, nil, key)
			return products[key], err
		}))
	case "Department":
		return asNode(found(id, id.Kind, func(key int64) (*model.Department, error) { return r.Catalog.Department(ctx, key) }))
	case "Brand":
		return asNode(found(id, id.Kind, func(key int64) (*model.Brand, error) { return r.Catalog.Brand(ctx, key) }))
	case "Vendor":
		return asNode(found(id, id.Kind, func(key int64) (*model.Vendor, error) { return r.Catalog.Vendor(ctx, key) }))
	case "Batch":
		return asNode(found(id, id.Kind, func(key int64) (*model.Batch, error) { return r.Batches.Get(ctx, key) }))
	case "Job":
		return asNode(found(id, id.Kind, func(key int64) (*model.Job, error) { return r.Jobs.Get(ctx, key) }))
	case "Partitioning":
		return asNode(found(id, id.Kind, func(key int64) (*model.Partitioning, error) { return r.Jobs.Partitioning(ctx, key) }))
	case "Operation":
		return asNode(found(id, id.Kind, func(key int64) (*model.Operation, error) { return r.Operations.Get(ctx, key) }))
	case "Chunk":
		return r.chunk(ctx, id)
	case "Exception":
		return r.exception(ctx, id)
	case "User":
		return asNode(found(id, id.Kind, func(key int64) (*model.User, error) { return r.user(ctx, key) }))
	case "Upload":
		return asNode(found(id, id.Kind, func(key int64) (*model.Upload, error) { return r.Uploads.Get(ctx, key) }))
	case "Row":
		return r.row(ctx, id)
	}
	return nil, nil
}

// found answers nil for what does not exist or is not visible, which is what
// fields that find something by id do.
func found[T any](id model.ID, kind string, get func(int64) (*T, error)) (*T, error) {
	key, err := id.Int(kind)
	if err != nil {
		return nil, nil
	}
	object, err := get(key)
	if model.CodeOf(err) == model.CodeNotFound {
		return nil, nil
	}
	return object, err
}

// asNode keeps a nil pointer from becoming a non-nil interface.
func asNode[T any, P interface {
	*T
	graph.Node
}](object P, err error) (graph.Node, error) {
	if object == nil || err != nil {
		return nil, err
	}
	return object, nil
}
