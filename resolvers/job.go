package resolvers

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"github.com/sluicehq/sluice/graph"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/resolvers/scalar"
)

func jobPayload(ctx context.Context, j *model.Job, err error) (*graph.JobPayload, error) {
	if err != nil {
		return nil, err
	}
	loadersOf(ctx).changed(j.ID)
	return &graph.JobPayload{Job: j}, nil
}

// changeJob does something with the job that has a global id.
func changeJob(ctx context.Context, id model.ID, do func(context.Context, int64) (*model.Job, error)) (*graph.JobPayload, error) {
	key, err := id.Int("Job")
	if err != nil {
		return nil, err
	}
	j, err := do(ctx, key)
	return jobPayload(ctx, j, err)
}

// changeChunks does something with chunks of a job.
func changeChunks(
	ctx context.Context, input graph.ChunksInput, do func(context.Context, int64, *job.Chunks) (*model.Job, error),
) (*graph.JobPayload, error) {
	return changeJob(ctx, input.ID, func(ctx context.Context, id int64) (*model.Job, error) {
		return do(ctx, id, input.Where)
	})
}

// jobSpec reads what job to create.
func jobSpec(input graph.CreateJobInput) (job.Spec, error) {
	spec := job.Spec{
		Application: input.Application, Name: input.Name, Description: input.Description,
		Source: input.Source, Partitioning: input.Partitioning,
		Parallelism: input.Parallelism, Priority: input.Priority, ClientKey: input.ClientKey,
	}
	if input.Rate != 0 {
		spec.Rate = &input.Rate
	}
	parameters, err := object(input.Parameters, "parameters")
	if err != nil {
		return spec, err
	}
	if parameters != nil {
		spec.Parameters = parameters
	}
	if input.PartitioningID != nil {
		id, err := input.PartitioningID.Int("Partitioning")
		if err != nil {
			return spec, model.Invalid("partitioningId", "This is not the id of a partitioning.")
		}
		spec.PartitioningID = &id
	}
	return spec, nil
}

// resolution reads what was decided about which exceptions of a job.
func resolution(jobID int64, input graph.ResolveExceptionsInput) (*job.Exceptions, job.Decision, error) {
	decision := job.Decision{State: input.Decision}
	var err error
	if decision.Correction, err = object(input.Correction, "correction"); err != nil {
		return nil, decision, err
	}
	if input.Ids == nil && input.Where == nil {
		return nil, decision, model.Invalid("where", "Say which exceptions: by their ids, or by conditions.")
	}
	which := job.Exceptions{}
	if input.Where != nil {
		which = *input.Where
	}
	if input.Ids != nil {
		which.IDs = make([]int64, len(input.Ids))
	}
	for i, id := range input.Ids {
		owner, own, err := id.Pair("Exception")
		if err != nil || owner != jobID {
			return nil, decision, model.Invalid("ids", "Give ids of exceptions of this job.")
		}
		which.IDs[i] = own
	}
	return &which, decision, nil
}

// object reads JSON that must be an object; field is the one to blame.
func object(value any, field string) (map[string]any, error) {
	values, err := scalar.UnmarshalObject(value)
	if own := (*model.Error)(nil); errors.As(err, &own) {
		return nil, own.At(field)
	}
	return values, err
}

// jobDownloads gives so many exceptions of a job the path that the server answers
// at.
func jobDownloads(j *model.Job, where *job.Exceptions, matching int) ([]*graph.Download, error) {
	if matching == 0 {
		return []*graph.Download{}, nil
	}
	address := url.URL{Path: fmt.Sprintf("/download/%s/%s", j.GlobalID(), job.ExportName)}
	var err error
	address.RawQuery, err = job.ExportQuery(where)
	return []*graph.Download{{Title: "Exceptions (CSV)", ContentType: job.ExportType, URL: address.String()}}, err
}

// chunk finds a chunk by its global id.
func (r *Resolver) chunk(ctx context.Context, id model.ID) (graph.Node, error) {
	jobID, number, err := id.Pair("Chunk")
	if err != nil {
		return nil, nil
	}
	page, err := r.Jobs.ListChunks(ctx, jobID, &job.Chunks{Numbers: []int64{number}}, 1, nil)
	return asNode(only(page, err))
}

// exception finds an exception by its global id.
func (r *Resolver) exception(ctx context.Context, id model.ID) (graph.Node, error) {
	jobID, own, err := id.Pair("Exception")
	if err != nil {
		return nil, nil
	}
	page, err := r.Jobs.ListExceptions(ctx, jobID, &job.Exceptions{IDs: []int64{own}}, 1, nil)
	return asNode(only(page, err))
}

// only returns what is on a page of one item; nil if there is nothing, or
// nothing visible.
func only[T any](page *model.Page[*T], err error) (*T, error) {
	switch {
	case model.CodeOf(err) == model.CodeNotFound:
		return nil, nil
	case err != nil || len(page.Edges) == 0:
		return nil, err
	}
	return page.Edges[0].Node, nil
}
