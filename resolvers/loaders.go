package resolvers

import (
	"context"

	"github.com/99designs/gqlgen/graphql"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
)

// loaders read what the objects of one response refer to.
type loaders struct {
	users    *loader[model.User]
	jobs     *loader[model.Job]
	progress *loader[model.JobProgress]
	batches  *loader[model.Batch]
	products *loader[model.Product]
	uploads  *loader[model.Upload]
	data     *loader[model.OperationData]

	lastOptions func(context.Context) (map[string]form.Values, error) // the viewer's, by batch type
}

func (r *Resolver) newLoaders() *loaders {
	l := &loaders{
		users:    newLoader(r.Accounts.UsersByID),
		progress: newLoader(r.Jobs.Progress),
		uploads:  newLoader(r.Uploads.Visible),
		data:     newLoader(r.Operations.Data),

		lastOptions: once(r.Batches.LastOptions),
		products: newLoader(func(ctx context.Context, ids ...int64) (map[int64]*model.Product, error) {
			return r.Catalog.ProductsByID(ctx, nil, ids...)
		}),
	}
	l.jobs = newLoader(func(ctx context.Context, ids ...int64) (map[int64]*model.Job, error) {
		jobs, err := r.Jobs.ByID(ctx, ids...)
		for _, j := range jobs {
			l.expectOfJobs(j)
		}
		return jobs, err
	})
	l.batches = newLoader(func(ctx context.Context, ids ...int64) (map[int64]*model.Batch, error) {
		batches, err := r.Batches.Visible(ctx, ids...)
		for _, b := range batches {
			l.expectOfBatches(b)
		}
		return batches, err
	})
	return l
}

// expectOfBatches announces what batches refer to.
func (l *loaders) expectOfBatches(batches ...*model.Batch) {
	for _, b := range batches {
		l.users.expect(b.CreatedBy, b.CompletedBy, b.ApprovedBy, b.ExecutedBy, b.UndoneBy, b.PurgedBy)
		l.jobs.expect(b.JobIDs()...)
		l.uploads.expect(b.UploadID)
	}
}

// changed has a job read again, after a mutation has changed it.
func (l *loaders) changed(jobID int64) {
	l.jobs.forget(jobID)
	l.progress.forget(jobID)
}

// expectOfJobs announces what jobs refer to.
func (l *loaders) expectOfJobs(jobs ...*model.Job) {
	for _, j := range jobs {
		l.users.expect(j.CreatedBy, j.StartedBy, j.CanceledBy)
		l.progress.expect(&j.ID)
		if id, ok := batch.OfJob(j); ok {
			l.batches.expect(&id)
		}
	}
}

// expectOfExceptions announces what exceptions refer to.
func (l *loaders) expectOfExceptions(exceptions ...*model.Exception) {
	for _, x := range exceptions {
		l.users.expect(x.ResolvedBy)
	}
}

// expectOfOperations announces what operations refer to.
func (l *loaders) expectOfOperations(operations ...*model.Operation) {
	for _, o := range operations {
		l.users.expect(o.CreatedBy, o.StartedBy, o.FinishedBy)
		l.data.expect(&o.ID)
	}
}

// expectOfRows announces what rows refer to.
func (l *loaders) expectOfRows(rows ...*batch.Row) {
	for _, row := range rows {
		l.products.expect(row.ProductID)
	}
}

type loadersKey struct{}

// Loaders is the operation middleware that gives each response loaders of its
// own: those of a subscription are of different moments.
func (r *Resolver) Loaders(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	respond := next(ctx)
	return func(ctx context.Context) *graphql.Response {
		return respond(context.WithValue(ctx, loadersKey{}, r.newLoaders()))
	}
}

// loadersOf returns the loaders of the response that is being made.
func loadersOf(ctx context.Context) *loaders { return ctx.Value(loadersKey{}).(*loaders) }
