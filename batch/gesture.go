package batch

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/words"
)

// MaxRowsAtOnce bounds the rows of one mutation.
const MaxRowsAtOnce = 1000

// RowsResult answers for each row of a mutation.
type RowsResult struct {
	Batch    *model.Batch
	Rows     []*Row // those that were changed, as they are now
	Rejected []Rejected
}

// Rejected is a row that was not changed.
type Rejected struct {
	ID    model.ID
	Error *model.Error
	Row   *Row // as it is now, if there is such a row
}

// changeRows runs fn on some rows of a batch that allows one of some actions,
// locked, and records what fn changed.
func (s *Service) changeRows(ctx context.Context, batchID int64, ids []model.ID, by []action,
	fn func(ctx context.Context, tx postgres.Tx, g *gesture) error,
) (*RowsResult, error) {
	if len(ids) == 0 || len(ids) > MaxRowsAtOnce {
		return nil, model.Invalid("rows", "Give 1 to %s rows at once.", words.Thousands(MaxRowsAtOnce))
	}
	result := &RowsResult{}
	b, err := s.changeBy(ctx, batchID, "edit", by,
		func(ctx context.Context, tx postgres.Tx, k *Kind, b *model.Batch, _ model.BatchState) error {
			g, err := newGesture(ctx, tx, k, b, ids)
			if err != nil {
				return err
			}
			if err := fn(ctx, tx, g); err != nil {
				return err
			}
			if err := g.record(ctx, tx); err != nil {
				return err
			}
			return g.answer(ctx, tx, result)
		})
	result.Batch = b
	return result, err
}

// gesture is one mutation of some rows while it is being made.
type gesture struct {
	kind     *Kind
	batch    *model.Batch
	rows     map[int64]reflect.Value // pointers to row models by sequence, as they were
	taken    map[int64]bool
	changes  []rowChange
	rejected []Rejected
}

// rowChange is a row of batch.row_change.
type rowChange struct {
	bun.BaseModel `bun:"table:batch.row_change"`

	BatchID   int64             `bun:"batch_id"`
	Sequence  int64             `bun:"sequence"`
	Version   int               `bun:"version"`
	Action    RowAction         `bun:"action"`
	Changes   map[string][2]any `bun:"changes,type:jsonb"`
	ChangedBy *int64            `bun:"changed_by"`
}

func newGesture(ctx context.Context, tx postgres.Tx, k *Kind, b *model.Batch, ids []model.ID) (*gesture, error) {
	g := &gesture{kind: k, batch: b, rows: map[int64]reflect.Value{}, taken: map[int64]bool{}}
	var sequences []int64
	for _, id := range ids {
		if batchID, sequence, err := id.Row(); err == nil && batchID == b.ID {
			sequences = append(sequences, sequence)
		}
	}
	models, err := k.load(ctx, tx, b.ID, sequences)
	if err != nil {
		return nil, err
	}
	for i := range models.Len() {
		m := models.Index(i)
		g.rows[m.Interface().(rowModel).common().Sequence] = m
	}
	return g, nil
}

// take returns the row that an id stands for, once; otherwise it rejects it.
func (g *gesture) take(id model.ID) (reflect.Value, bool) {
	batchID, sequence, err := id.Row()
	row, ok := g.rows[sequence]
	switch {
	case err != nil || batchID != g.batch.ID || !ok:
		g.rejected = append(g.rejected, Rejected{ID: id, Error: model.NotFound("row in this batch")})
		return row, false
	case g.taken[sequence]:
		g.reject(row, model.Invalid("id", "The row is given twice."))
		return row, false
	}
	g.taken[sequence] = true
	return row, true
}

func (g *gesture) reject(row reflect.Value, err *model.Error) {
	common := row.Interface().(rowModel).common()
	g.rejected = append(g.rejected, Rejected{ID: model.RowID(common.BatchID, common.Sequence), Error: err})
}

func (g *gesture) note(row *RowModel, action RowAction, changes map[string][2]any) {
	g.changes = append(g.changes, rowChange{
		BatchID: row.BatchID, Sequence: row.Sequence, Version: row.Version + 1, Action: action, Changes: changes,
	})
}

// changed returns the sequences of the rows that were changed.
func (g *gesture) changed() []int64 {
	sequences := make([]int64, len(g.changes))
	for i, c := range g.changes {
		sequences[i] = c.Sequence
	}
	return sequences
}

// record keeps what was changed by whom.
func (g *gesture) record(ctx context.Context, tx postgres.Tx) error {
	if len(g.changes) == 0 {
		return nil
	}
	for i := range g.changes {
		g.changes[i].ChangedBy = auth.ViewerFrom(ctx).ID()
	}
	if _, err := tx.NewInsert().Model(&g.changes).Exec(ctx); err != nil {
		return fmt.Errorf("recording changes of rows: %w", err)
	}
	return touch(ctx, tx, g.batch, g.changed()...)
}

// answer reads the rows as they are now.
func (g *gesture) answer(ctx context.Context, db bun.IDB, result *RowsResult) error {
	rows, err := g.kind.read(ctx, db, g.batch.ID, slices.Collect(maps.Keys(g.rows)))
	if err != nil {
		return err
	}
	changed, byID := map[int64]bool{}, make(map[model.ID]*Row, len(rows))
	for _, c := range g.changes {
		changed[c.Sequence] = true
	}
	for _, row := range rows {
		byID[row.GlobalID()] = row
		if changed[row.Sequence] {
			result.Rows = append(result.Rows, row)
		}
	}
	for _, r := range g.rejected {
		r.Row = byID[r.ID]
		result.Rejected = append(result.Rejected, r)
	}
	return nil
}
