package job

import (
	"context"
	"fmt"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// maxKept bounds a list of partitionings.
const maxKept = 100

// Partitionings lists the kept cuts of an application's sources, of one source
// if it is not "", newest first, at most 100, for a viewer with the permission
// ToView.
func (e *Engine) Partitionings(ctx context.Context, application, source string) ([]*model.Partitioning, error) {
	if err := auth.Require(ctx, Permission(application, ToView)); err != nil {
		return nil, err
	}
	var kept []*model.Partitioning
	var of filter.Expr
	if source != "" {
		of = filter.SQL("source = ?", source)
	}
	sql, args := of.OrTrue()
	err := e.db.NewSelect().Model(&kept).Where("application = ?", application).Where(sql, args...).
		Order("id DESC").Limit(maxKept).Scan(ctx)
	if err != nil {
		return nil, postgres.Error(fmt.Errorf("listing partitionings: %w", err))
	}
	return kept, nil
}

// Partitioning returns a kept cut to a viewer with the permission ToView.
// Errors: NOT_FOUND.
func (e *Engine) Partitioning(ctx context.Context, id int64) (*model.Partitioning, error) {
	kept := new(model.Partitioning)
	err := e.db.NewSelect().Model(kept).Where("id = ?", id).Scan(ctx)
	if isNoRows(err) {
		return nil, e.unseen(ctx, model.NotFound("partitioning"))
	}
	if err != nil {
		return nil, postgres.Error(fmt.Errorf("reading a partitioning: %w", err))
	}
	return kept, auth.Require(ctx, Permission(kept.Application, ToView))
}

// checkPartitioning checks what a person says of how to cut a source, and
// completes it if a kept cut is to be used again.
func (e *Engine) checkPartitioning(ctx context.Context, spec *Spec) error {
	if spec.PartitioningID == nil {
		return nil
	}
	kept := new(model.Partitioning)
	err := e.db.NewSelect().Model(kept).Where("id = ? AND application = ?", *spec.PartitioningID, spec.Application).Scan(ctx)
	if isNoRows(err) {
		return model.Invalid("partitioningId", "There is no such partitioning of this application's sources.")
	}
	if err != nil {
		return fmt.Errorf("reading a partitioning: %w", err)
	}
	if spec.Source != "" && spec.Source != kept.Source {
		return model.Invalid("source", "The partitioning is one of another source: %s.", kept.Source)
	}
	spec.Source, spec.Partitioning = kept.Source, kept.Name
	return nil
}

// keepPartitioning keeps the cut of a job's chunks for others.
func keepPartitioning(ctx context.Context, tx postgres.Tx, j *model.Job, chunks, items int64) error {
	var id int64
	err := queryRow(ctx, tx, `
		INSERT INTO partitioning (application, source, name, chunks, items) VALUES ($1, $2, $3, $4, $5) RETURNING id`,
		[]any{j.Application, j.Source, j.Partitioning, chunks, items}, []any{&id})
	if err != nil {
		return fmt.Errorf("keeping a partitioning: %w", err)
	}
	_, err = exec(ctx, tx, `
		WITH kept AS (UPDATE job SET partitioning_id = $2 WHERE id = $1)
		INSERT INTO partition (partitioning_id, number, bounds, items)
		SELECT $2, number, bounds, items FROM job_chunk WHERE job_id = $1`, j.ID, id)
	if err != nil {
		return fmt.Errorf("keeping a partitioning's chunks: %w", err)
	}
	return nil
}

// useKept makes a job's chunks from a kept cut.
func useKept(ctx context.Context, tx postgres.Tx, j *model.Job) (chunks, items int64, err error) {
	_, err = exec(ctx, tx, `
		INSERT INTO job_chunk (job_id, number, bounds, items, state, queued_at)
		SELECT $1, number, bounds, items, $3, CASE WHEN $3 = 'pending' THEN clock_timestamp() END FROM partition WHERE partitioning_id = $2`,
		j.ID, *j.PartitioningID, chunkStateIn(j))
	if err == nil {
		err = queryRow(ctx, tx, "SELECT chunks, items FROM partitioning WHERE id = $1", []any{*j.PartitioningID}, []any{&chunks, &items})
	}
	if err != nil {
		return 0, 0, fmt.Errorf("using a kept partitioning: %w", err)
	}
	return chunks, items, nil
}

// chunkStateIn is the state of a new chunk of a job.
func chunkStateIn(j *model.Job) model.ChunkState {
	if j.State == model.JobRunning {
		return model.ChunkPending
	}
	return model.ChunkHeld
}
