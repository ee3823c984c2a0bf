package resolvers

import (
	"context"
	"fmt"
	"net/url"

	"github.com/99designs/gqlgen/graphql"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/graph"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
)

func batchPayload(b *model.Batch, err error) (*graph.BatchPayload, error) {
	if err != nil {
		return nil, err
	}
	return &graph.BatchPayload{Batch: b}, nil
}

func createBatchPayload(b *model.Batch, err error) (*graph.CreateBatchPayload, error) {
	if err != nil {
		return nil, err
	}
	return &graph.CreateBatchPayload{Batch: b}, nil
}

func batchesPayload(ctx context.Context, all *batch.Answers, err error) (*batch.Answers, error) {
	if err != nil {
		return nil, err
	}
	for _, a := range all.Answers {
		if a.Batch != nil {
			loadersOf(ctx).expectOfBatches(a.Batch)
		}
	}
	return all, nil
}

// createBatch creates a batch from a source that needs no more than its kind.
func (r *Resolver) createBatch(ctx context.Context, input graph.CreateBatchInput) (*model.Batch, error) {
	draft, err := draft(input.Type, input.Description, input.Parameters, input.ClientKey)
	if err != nil {
		return nil, err
	}
	switch input.Source {
	case model.SourceHand:
		return r.Batches.CreateByHand(ctx, draft)
	case model.SourceDataSet:
		return r.Batches.CreateFromDataSet(ctx, draft)
	}
	return nil, model.Invalid("source", "This mutation makes batches from HAND and DATA_SET only; there are others for other sources.")
}

// draft is what all inputs that create a batch have.
func draft(typeKey, description string, parameters any, clientKey *string) (batch.Draft, error) {
	values, err := object(parameters, "parameters")
	return batch.Draft{Type: typeKey, Description: description, Parameters: values, ClientKey: clientKey}, err
}

// dateChange is a new date, if one is given.
func dateChange(date graphql.Omittable[*model.Date]) *batch.DateChange {
	to, given := date.ValueOK()
	if !given {
		return nil
	}
	return &batch.DateChange{To: to}
}

func rowsPayload(ctx context.Context, result *batch.RowsResult, err error) (*batch.RowsResult, error) {
	if err != nil {
		return nil, err
	}
	loadersOf(ctx).expectOfRows(result.Rows...)
	expectRejected(ctx, result.Rejected)
	return result, nil
}

func bulkPayload(ctx context.Context, result *batch.BulkResult, err error) (*batch.BulkResult, error) {
	if err != nil {
		return nil, err
	}
	expectRejected(ctx, result.Rejected)
	return result, nil
}

// expectRejected announces what rejected rows refer to.
func expectRejected(ctx context.Context, list []batch.Rejected) {
	for _, rejected := range list {
		if rejected.Row != nil {
			loadersOf(ctx).expectOfRows(rejected.Row)
		}
	}
}

// downloads gives a batch's files the paths that the server answers at.
func downloads(b *model.Batch, files []batch.Download) []*graph.Download {
	list := make([]*graph.Download, len(files))
	for i, f := range files {
		list[i] = &graph.Download{
			Title: f.Title, ContentType: f.ContentType,
			URL: fmt.Sprintf("/download/%s/%s", b.GlobalID(), f.Name),
		}
	}
	return list
}

// exportDownload gives exported rows the path that the server answers at.
func exportDownload(id model.ID, file batch.Download, export batch.RowExport) (*graph.Download, error) {
	name, query, err := export.Address()
	address := url.URL{Path: fmt.Sprintf("/download/%s/%s", id, name), RawQuery: query.Encode()}
	return &graph.Download{Title: file.Title, ContentType: file.ContentType, URL: address.String()}, err
}

// batchJob returns one of a batch's jobs to those who may see jobs.
func batchJob(ctx context.Context, id *int64) (*model.Job, error) {
	j, err := loadersOf(ctx).jobs.load(ctx, id)
	if err != nil || j == nil || !auth.ViewerFrom(ctx).Can(job.Permission(j.Application, job.ToView)) {
		return nil, err
	}
	return j, nil
}

// jobBatch returns the batch that a job works on, if the viewer may see it.
func jobBatch(ctx context.Context, j *model.Job) (*model.Batch, error) {
	id, ok := batch.OfJob(j)
	if !ok {
		return nil, nil
	}
	return loadersOf(ctx).batches.load(ctx, &id)
}

// row finds a row by its global id.
func (r *Resolver) row(ctx context.Context, id model.ID) (graph.Node, error) {
	batchID, sequence, err := id.Row()
	if err != nil {
		return nil, nil
	}
	row, err := r.Batches.Row(ctx, batchID, sequence)
	if model.CodeOf(err) == model.CodeNotFound {
		return nil, nil
	}
	return asNode(row, err)
}

// user returns another user to anyone who has signed in.
func (r *Resolver) user(ctx context.Context, id int64) (*model.User, error) {
	if err := auth.RequireSignedIn(ctx); err != nil {
		return nil, err
	}
	users, err := r.Accounts.UsersByID(ctx, id)
	return users[id], err
}

// values turns the input's pointers, none of which is nil, into values.
func values[T any](pointers []*T) []T {
	list := make([]T, len(pointers))
	for i, p := range pointers {
		list[i] = *p
	}
	return list
}

// pointers turns values into the pointers that an answer has.
func pointers[T any](values []T) []*T {
	list := make([]*T, len(values))
	for i := range values {
		list[i] = &values[i]
	}
	return list
}
