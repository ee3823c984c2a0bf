package batch

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
)

// Rows stands for the pending rows of a batch, or of one chunk of it: those
// that are neither removed nor executed yet.
type Rows struct {
	kind    *Kind
	batchID int64
	span
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
	return filter.And(r.of("r", r.batchID), filter.SQL("NOT r.removed AND r.outcome IS NULL"))
}

// Select starts a query of the pending rows, FROM the row table AS r. It
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
// outcome failed, with reason as an SQL expression over r.
func (r Rows) Fail(ctx context.Context, db bun.IDB, condition, reason filter.Expr) error {
	w := filter.And(r.Where(), condition)
	args := append(append([]any{bun.Safe(r.kind.table)}, reason.Args...), w.Args...)
	_, err := db.NewRaw(`UPDATE ? AS r SET outcome = 'failed', outcome_reason = `+reason.SQL+`,
		version = r.version + 1, updated_at = now() WHERE `+w.SQL, args...).Exec(ctx)
	if err != nil {
		return fmt.Errorf("recording failed rows: %w", err)
	}
	return nil
}

// settle makes the rows that have no outcome yet executed, and counts the
// outcomes of the whole span.
func (r Rows) settle(ctx context.Context, db bun.IDB) (done, failed int64, err error) {
	w, span := r.Where(), r.of("r", r.batchID)
	args := append(append([]any{bun.Safe(r.kind.table)}, w.Args...), bun.Safe(r.kind.table))
	err = db.NewRaw(`WITH settled AS (
			UPDATE ? AS r SET outcome = 'executed', updated_at = now() WHERE `+w.SQL+` RETURNING 1)
		SELECT count(r.outcome) + (SELECT count(*) FROM settled), count(*) FILTER (WHERE r.outcome = 'failed')
		FROM ? AS r WHERE `+span.SQL, append(args, span.Args...)...).Scan(ctx, &done, &failed)
	if err != nil {
		return 0, 0, fmt.Errorf("recording executed rows: %w", err)
	}
	return done, failed, nil
}

func (k *Kind) rows(b *model.Batch) Rows { return Rows{kind: k, batchID: b.ID} }
