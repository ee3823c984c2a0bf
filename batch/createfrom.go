package batch

import (
	"context"

	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
)

// FromBatch is what creating a batch from the products of another one takes.
type FromBatch struct {
	Draft
	BatchID int64
}

// CreateFromBatch creates a batch of the products that the rows of another one
// are about, but for its removed rows, and the job that populates it. The viewer
// needs the type's permissions view and create, and may see the other batch.
// Errors: INVALID, naming the field to blame; NOT_FOUND if there is no such
// batch; CONFLICT while that one is being populated, and when it is purged.
func (s *Service) CreateFromBatch(ctx context.Context, in FromBatch) (*model.Batch, error) {
	k, err := s.creatable(ctx, in.Type, model.SourceBatch)
	if err != nil {
		return nil, err
	}
	from, err := s.Get(ctx, in.BatchID)
	if err != nil {
		return nil, err
	}
	if from.State == model.BatchCreated {
		return nil, model.Conflict("Batch %s is not populated yet. Wait for that.", model.BatchNumber(from.ID)).At("batchId")
	}
	if err := withRows(from); err != nil {
		return nil, err.At("batchId")
	}
	return s.create(ctx, k, in.Draft, source{
		Kind: model.SourceBatch, Batch: from.ID, Text: "products of batch " + model.BatchNumber(from.ID),
	})
}

// CreateFromDataSet creates a batch of the rows that its type finds by itself,
// and the job that populates it. The viewer needs the type's permissions view
// and create. Errors: INVALID, naming the field to blame.
func (s *Service) CreateFromDataSet(ctx context.Context, in Draft) (*model.Batch, error) {
	k, err := s.creatable(ctx, in.Type, model.SourceDataSet)
	if err != nil {
		return nil, err
	}
	params, err := form.Parse(k.Parameters, in.Parameters, "parameters")
	if err != nil {
		return nil, err
	}
	return s.create(ctx, k, in, source{Kind: model.SourceDataSet, Text: k.handler.(DataSetter).DataSet(params).Text})
}
