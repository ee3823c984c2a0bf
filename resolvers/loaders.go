package resolvers

import (
	"context"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vikstrous/dataloadgen"

	"github.com/sluicehq/sluice/catalog"
	"github.com/sluicehq/sluice/model"
)

// loaders gather what the items of a list refer to, so that each kind is read
// with one query. They remember what they have read, and so serve one operation
// only.
type loaders struct {
	users    *dataloadgen.Loader[int64, *model.User]
	jobs     *dataloadgen.Loader[int64, *model.Job]
	progress *dataloadgen.Loader[int64, *model.JobProgress]
	batches  *dataloadgen.Loader[int64, *model.Batch]
	products *dataloadgen.Loader[int64, *model.Product]
}

// gatherTime is how long a loader waits for more keys.
const gatherTime = time.Millisecond

func (r *Resolver) newLoaders() *loaders {
	return &loaders{
		users:    newLoader(r.Accounts.UsersByID),
		jobs:     newLoader(r.Jobs.ByID),
		progress: newLoader(r.Jobs.Progress),
		batches:  newLoader(r.Batches.Visible),
		products: newLoader(func(ctx context.Context, ids ...int64) (map[int64]*model.Product, error) {
			return r.Catalog.ProductsByID(ctx, catalog.Related{Department: true, Brand: true, Vendor: true}, ids...)
		}),
	}
}

// newLoader loads nil for keys that fetch does not find.
func newLoader[T any](fetch func(context.Context, ...int64) (map[int64]*T, error)) *dataloadgen.Loader[int64, *T] {
	return dataloadgen.NewLoader(func(ctx context.Context, keys []int64) ([]*T, []error) {
		found, err := fetch(ctx, keys...)
		values, errs := make([]*T, len(keys)), make([]error, len(keys))
		for i, key := range keys {
			values[i], errs[i] = found[key], err
		}
		return values, errs
	}, dataloadgen.WithWait(gatherTime))
}

type loadersKey struct{}

// Loaders is the operation middleware that gives a query or mutation its
// loaders. A subscription gets none: its answers are of different moments.
func (r *Resolver) Loaders(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	if op := graphql.GetOperationContext(ctx).Operation; op != nil && op.Operation != ast.Subscription {
		ctx = context.WithValue(ctx, loadersKey{}, r.newLoaders())
	}
	return next(ctx)
}

func (r *Resolver) loaders(ctx context.Context) *loaders {
	if l, ok := ctx.Value(loadersKey{}).(*loaders); ok {
		return l
	}
	return r.newLoaders()
}

// load loads what an optional foreign key refers to.
func load[T any](ctx context.Context, loader *dataloadgen.Loader[int64, *T], key *int64) (*T, error) {
	if key == nil {
		return nil, nil
	}
	return loader.Load(ctx, *key)
}
