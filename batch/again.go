package batch

import (
	"context"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// Populate resumes a population that failed or was canceled. The viewer needs the
// permission create. Errors: CONFLICT if it has not stopped.
func (s *Service) Populate(ctx context.Context, id int64) (*model.Batch, error) {
	return s.change(ctx, id, "create", actionPopulate,
		func(ctx context.Context, tx postgres.Tx, _ *Kind, b *model.Batch, _ model.BatchState) error {
			if b.PopulationJobID == nil {
				return model.Conflict("The job that populated batch %s is gone. Delete the batch, and create it again.", model.BatchNumber(b.ID))
			}
			_, err := s.jobs.ResumeTx(ctx, tx, *b.PopulationJobID)
			if model.CodeOf(err) == model.CodeConflict {
				return model.Conflict("Batch %s can't be populated again: it is being populated.", model.BatchNumber(b.ID))
			}
			return err
		})
}
