package batch

import (
	"context"
	"fmt"
	"slices"

	"github.com/sluicehq/sluice/model"
)

// RowsChange says which rows of a batch have changed.
type RowsChange struct {
	Cursor     string // the moment it tells of
	Everything bool   // any row may have changed, or come or gone

	batchID   int64
	sequences []int64
}

// RowChanges are the latest changes of a batch's rows. Whoever watches a batch
// asks it what is new to him.
type RowChanges struct {
	batchID   int64
	revision  int64
	processed int64      // how many rows jobs have gone through
	recent    []revision // the latest ones without a gap, the newest first
}

// RowChanges returns the latest changes of a batch's rows. The viewer needs the
// permission view. Errors: NOT_FOUND.
func (s *Service) RowChanges(ctx context.Context, id int64) (*RowChanges, error) {
	b, err := s.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	c := &RowChanges{batchID: b.ID, revision: b.RowRevision}
	if c.processed, err = s.processed(ctx, b); err != nil {
		return nil, err
	}
	err = s.db.NewSelect().TableExpr("batch.row_revision").Column("revision", "sequences").
		Where("batch_id = ? AND revision <= ?", b.ID, b.RowRevision).Order("revision DESC").Limit(keptRevisions).Scan(ctx, &c.recent)
	if err != nil {
		return nil, fmt.Errorf("reading which rows changed: %w", err)
	}
	return c, nil
}

// processed counts the rows that the batch's jobs have gone through.
func (s *Service) processed(ctx context.Context, b *model.Batch) (rows int64, err error) {
	var ids []int64
	for _, id := range b.JobIDs() {
		ids = append(ids, *id)
	}
	progress, err := s.jobs.Progress(ctx, ids...)
	for _, p := range progress {
		rows += p.ItemsDone
	}
	return rows, err
}

// cursor is a moment as a watcher keeps it.
func (c *RowChanges) cursor() string { return fmt.Sprintf("%d.%d", c.revision, c.processed) }

// Since returns what has changed since a cursor. If that is too long ago, or nil,
// or none at all, any row may have changed.
func (c *RowChanges) Since(cursor *string) *RowsChange {
	change := &RowsChange{Cursor: c.cursor(), Everything: true, batchID: c.batchID}
	var seen, processed int64
	if cursor == nil {
		return change
	}
	if _, err := fmt.Sscanf(*cursor, "%d.%d", &seen, &processed); err != nil || seen > c.revision || processed != c.processed {
		return change
	}
	news := c.recent[:min(c.revision-seen, int64(len(c.recent)))]
	if int64(len(news)) < c.revision-seen {
		return change
	}
	for _, r := range news {
		if r.Sequences == nil {
			return change
		}
		change.sequences = append(change.sequences, r.Sequences...)
	}
	slices.Sort(change.sequences)
	change.sequences = slices.Compact(change.sequences)
	if change.Everything = len(change.sequences) > maxListed; change.Everything {
		change.sequences = nil
	}
	return change
}

// ChangedRows returns the rows that a change tells of, as they are now. The viewer
// needs the permission view. Errors: NOT_FOUND.
func (s *Service) ChangedRows(ctx context.Context, change *RowsChange) ([]*Row, error) {
	if len(change.sequences) == 0 {
		return []*Row{}, nil
	}
	b, err := s.Get(ctx, change.batchID)
	if err != nil {
		return nil, err
	}
	if rowsGone(b) {
		return []*Row{}, nil
	}
	k, err := s.types.of(b)
	if err != nil {
		return nil, err
	}
	return k.read(ctx, s.db, b.ID, change.sequences)
}
