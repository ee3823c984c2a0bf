package batch

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/upload"
)

// The names of the applications.
const (
	applicationPopulate = "batch.populate"
	applicationExecute  = "batch.execute"
	applicationUndo     = "batch.undo"
	applicationPurge    = "batch.purge"
)

// jobParameters are the parameters of all of them.
type jobParameters struct {
	BatchID int64 `json:"batchId"`
}

// Applications returns what the job engine has to run for batches of the
// registered types. files are where uploads are.
func Applications(db *postgres.DB, types *Registry, files *upload.Service) []job.Application {
	return []job.Application{newPopulate(db, types, files), newExecute(types), newUndo(types), newPurge(types, files)}
}

// OfJob returns the id of the batch that a job populates, executes, undoes or purges; false if
// it is a job of another kind.
func OfJob(j *model.Job) (int64, bool) {
	var p jobParameters
	if !slices.Contains([]string{applicationPopulate, applicationExecute, applicationUndo, applicationPurge}, j.Application) {
		return 0, false
	}
	err := json.Unmarshal(j.Parameters, &p)
	return p.BatchID, err == nil
}

// topics returns the topics that a job's batch is watched under.
func topics(j *model.Job) []string {
	if id, ok := OfJob(j); ok {
		return topicsOf(id)
	}
	return nil
}

// batchOf reads the batch that a job works on. With lock, nothing else changes
// its header until the transaction ends.
func batchOf(ctx context.Context, tx postgres.Tx, types *Registry, j *model.Job, lock bool) (*Kind, *model.Batch, error) {
	var p jobParameters
	if err := json.Unmarshal(j.Parameters, &p); err != nil {
		return nil, nil, fmt.Errorf("reading the job's parameters: %w", err)
	}
	b := &model.Batch{ID: p.BatchID}
	q := tx.NewSelect().Model(b).WherePK()
	if lock {
		q = q.For("NO KEY UPDATE")
	}
	if err := q.Scan(ctx); err != nil {
		return nil, nil, fmt.Errorf("reading batch %d: %w", p.BatchID, err)
	}
	k, err := types.of(b)
	return k, b, err
}
