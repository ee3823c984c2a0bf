package batch

import (
	"context"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
)

// Rows stands for the rows of a batch, or of one chunk of it, that wait to be
// executed (those that are neither removed nor executed yet: the pending rows),
// or to be undone (those that were executed); or for those that were executed
// whatever became of them since, or that match a filter (see Totaler).
type Rows struct {
	kind    *Kind
	batchID int64
	phase   *phase
	span
	matching filter.Expr
}

// span is a run of sequences, inclusive; the zero span is a whole batch.
type span struct{ from, to int64 }

// of is the condition that a row, by the name it has in the statement, is in
// the span.
func (s span) of(row string, batchID int64) filter.Expr {
	whole := filter.SQL(row+".batch_id = ?", batchID)
	if s.to == 0 {
		return whole
	}
	return filter.And(whole, filter.SQL(row+".sequence BETWEEN ? AND ?", s.from, s.to))
}

// Table returns the SQL name of the row table.
func (r Rows) Table() string { return r.kind.table }

// Where returns the condition on the row table AS r.
func (r Rows) Where() filter.Expr {
	return filter.And(r.of("r", r.batchID), filter.SQL(r.phase.waiting), r.matching)
}

// Select starts a query of the rows, FROM the row table AS r. It
// selects nothing yet.
func (r Rows) Select(db bun.IDB) *bun.SelectQuery {
	w := r.Where()
	return db.NewSelect().TableExpr(r.kind.table+" AS r").Where(w.SQL, w.Args...)
}

// Count counts the rows.
func (r Rows) Count(ctx context.Context, db bun.IDB) (n int64, err error) {
	err = r.Select(db).ColumnExpr("count(*)").Scan(ctx, &n)
	return n, err
}

// Fail gives those of the rows that fulfill a condition over the row AS r the
// outcome failed, or kept if they were to be undone, with reason as an SQL
// expression over r.
func (r Rows) Fail(ctx context.Context, db bun.IDB, condition, reason filter.Expr) error {
	w := filter.And(r.Where(), condition)
	args := slices.Concat([]any{bun.Safe(r.kind.table), r.phase.failed}, reason.Args, w.Args)
	_, err := db.NewRaw(`UPDATE ? AS r SET outcome = ?, outcome_reason = `+reason.SQL+`,
		version = r.version + 1, updated_at = now() WHERE `+w.SQL, args...).Exec(ctx)
	if err != nil {
		return fmt.Errorf("recording failed rows: %w", err)
	}
	return nil
}

// settle makes the rows that still wait executed or reverted, and counts the
// rows of the whole span that went through the phase.
func (r Rows) settle(ctx context.Context, db bun.IDB) (done, failed int64, err error) {
	w, span := r.Where(), r.of("r", r.batchID)
	table := bun.Safe(r.kind.table)
	args := slices.Concat([]any{table, r.phase.done}, w.Args, []any{r.phase.done, r.phase.failed, r.phase.failed, table}, span.Args)
	err = db.NewRaw(`WITH settled AS (
			UPDATE ? AS r SET outcome = ?, updated_at = now() WHERE `+w.SQL+` RETURNING 1)
		SELECT count(*) FILTER (WHERE r.outcome IN (?, ?)) + (SELECT count(*) FROM settled), count(*) FILTER (WHERE r.outcome = ?)
		FROM ? AS r WHERE `+span.SQL, args...).Scan(ctx, &done, &failed)
	if err != nil {
		return 0, 0, fmt.Errorf("recording outcomes of rows: %w", err)
	}
	return done, failed, nil
}

// rows are the pending rows of a batch.
func (k *Kind) rows(b *model.Batch) Rows { return executing.rows(k, b, span{}) }
