package batch

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"

	"github.com/sluicehq/sluice/model"
)

const (
	// keptRevisions is how many changes of a batch's rows are kept for those who
	// watch it.
	keptRevisions = 50
	// maxListed is how many rows one change lists.
	maxListed = MaxRowPage
)

// revision is a change of rows: a row of batch.row_revision.
type revision struct {
	Revision  int64   `bun:"revision"`
	Sequences []int64 `bun:"sequences,array"` // nil: too many to list
}

// touch notes that rows of a batch have changed; without sequences, that any may
// have. The batch has to be approved again. It belongs into the transaction that
// changes them, with the batch locked. The version stays: it is the header's, except
// of an executed batch, whose header no longer changes; who approves its corrections
// has to have seen them.
func touch(ctx context.Context, db bun.IDB, b *model.Batch, sequences ...int64) error {
	if err := unapprove(ctx, db, b); err != nil {
		return err
	}
	if b.State == model.BatchExecuted {
		if err := save(ctx, db, b, "state"); err != nil {
			return err
		}
	}
	return tell(ctx, db, b, sequences...)
}

// tell is touch for what makes no difference to an execution.
func tell(ctx context.Context, db bun.IDB, b *model.Batch, sequences ...int64) error {
	var listed any
	if len(sequences) > 0 && len(sequences) <= maxListed {
		listed = pgdialect.Array(sequences)
	}
	b.RowRevision++
	_, err := db.NewRaw(`WITH gone AS (DELETE FROM batch.row_revision WHERE batch_id = ?0 AND revision <= ?1 - ?2)
		INSERT INTO batch.row_revision (batch_id, revision, sequences) VALUES (?0, ?1, ?3)`,
		b.ID, b.RowRevision, keptRevisions, listed).Exec(ctx)
	if err != nil {
		return fmt.Errorf("noting which rows changed: %w", err)
	}
	_, err = db.NewUpdate().Model(b).Column("row_revision").Set("updated_at = now()").WherePK().Returning("updated_at").Exec(ctx)
	if err != nil {
		return fmt.Errorf("touching a batch: %w", err)
	}
	return nil
}
