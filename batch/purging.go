package batch

import (
	"context"
	"fmt"
	"time"

	"github.com/sluicehq/sluice/dag"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/upload"
)

// purge is the application that deletes the rows of an executed batch and their
// histories, run by run, so that no statement locks much for long. What is deleted
// stays so: whatever stops it, the rest can be done later.
type purge struct {
	types *Registry
	files *upload.Service
	program
}

const nodeDelete = "delete rows"

func newPurge(types *Registry, files *upload.Service) *purge {
	p := dag.New[slab](applicationPurge)
	return &purge{types, files, program{p.MustCompile(
		p.Bulk(nodeDelete, deleteRows),
		p.Bulk("delete histories", deleteHistories).Doc("What people have done to these rows."),
		p.ReturnTrue(),
	)}}
}

func (*purge) Name() string { return applicationPurge }

// Topics implements job.Announcer.
func (*purge) Topics(j *model.Job) []string { return topics(j) }

// Plan cuts all rows into runs of sequences.
func (a *purge) Plan(ctx context.Context, tx postgres.Tx, j *model.Job) ([]job.Partition, error) {
	k, b, err := batchOf(ctx, tx, a.types, j, false)
	if err != nil {
		return nil, err
	}
	cut, err := job.ParsePartitioning(j.Partitioning)
	if err != nil {
		return nil, err
	}
	return cut.CutKeys(ctx, tx, tx.NewSelect().TableExpr(k.table+" AS r").ColumnExpr("r.sequence").Where("r.batch_id = ?", b.ID))
}

// Process deletes one run.
func (a *purge) Process(ctx context.Context, tx postgres.Tx, j *model.Job, c *model.Chunk) (job.Outcome, error) {
	k, b, err := batchOf(ctx, tx, a.types, j, false)
	if err != nil {
		return job.Outcome{}, err
	}
	bounds, err := job.BoundsOf(c)
	if err != nil {
		return job.Outcome{}, err
	}
	return a.run(ctx, &slab{tx: tx, kind: k, batch: b, chunk: c, bounds: populateBounds{Bounds: bounds}}, nodeDelete)
}

// deleteRows leaves rows that have a table of their own to the end, when that is
// dropped.
func deleteRows(ctx context.Context, s *slab) (dag.Bulk, error) {
	if s.kind.shape == nil {
		_, err := s.tx.NewDelete().TableExpr(s.kind.table).
			Where("batch_id = ? AND sequence BETWEEN ? AND ?", s.batch.ID, s.bounds.From, s.bounds.To).Exec(ctx)
		if err != nil {
			return dag.Bulk{}, fmt.Errorf("deleting rows: %w", err)
		}
	}
	return dag.Bulk{Items: s.chunk.Items}, nil
}

func deleteHistories(ctx context.Context, s *slab) (dag.Bulk, error) {
	single, err := s.tx.NewDelete().TableExpr("batch.row_change").
		Where("batch_id = ? AND sequence BETWEEN ? AND ?", s.batch.ID, s.bounds.From, s.bounds.To).Exec(ctx)
	if err == nil {
		_, err = s.tx.NewDelete().TableExpr("batch.bulk_change_part").
			Where("batch_id = ? AND part BETWEEN ? AND ?", s.batch.ID, s.bounds.From/partSize, s.bounds.To/partSize).Exec(ctx)
	}
	if err != nil {
		return dag.Bulk{}, fmt.Errorf("deleting histories of rows: %w", err)
	}
	n, err := single.RowsAffected()
	return dag.Bulk{Items: n}, err
}

// End makes the batch purged if all of its rows are gone.
func (a *purge) End(ctx context.Context, tx postgres.Tx, j *model.Job) error {
	k, b, err := batchOf(ctx, tx, a.types, j, true)
	if err != nil {
		return err
	}
	if j.State != model.JobFinished {
		return remember(ctx, tx, b, Event{Kind: EventPurgeStopped})
	}
	if b.State, err = next(b, actionPurged); err != nil {
		return err
	}
	now := time.Now()
	b.PurgedAt = &now
	if err := k.discard(ctx, tx, b); err != nil {
		return err
	}
	if err := a.discardFiles(ctx, tx, b); err != nil {
		return err
	}
	if err := remember(ctx, tx, b, Event{Kind: EventPurged, RowCount: b.RowCount}); err != nil {
		return err
	}
	return save(ctx, tx, b, "state", "purged_at", "file_report")
}

// discardFiles removes the file of the batch and that of its rejected lines. They
// may be gone before this is committed: nobody reads the files of a batch that is
// being purged, and what is gone does not keep it from being tried again.
func (a *purge) discardFiles(ctx context.Context, tx postgres.Tx, b *model.Batch) error {
	if b.UploadID == nil {
		return nil
	}
	if b.FileReport != nil {
		b.FileReport.HasRejects = false
	}
	a.files.Detach(ctx, rejectsKey(b.ID))
	// A column that becomes NULL leaves a pointer to a zero value.
	id := *b.UploadID
	b.UploadID = nil
	if _, err := tx.NewUpdate().Model(b).Column("upload_id").WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("taking its file from a batch: %w", err)
	}
	return a.files.ReleaseTx(ctx, tx, id)
}
