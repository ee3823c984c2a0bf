package batch

import (
	"context"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

var (
	// editing are the actions that let cells be edited.
	editing = []action{actionEdit, actionCorrect}
	// reviewing is the action that lets all of a batch's rows be changed.
	reviewing = []action{actionEdit}
)

// frozen reports whether a row of an executed batch must stay as it is.
func frozen(b *model.Batch, row *RowModel) bool {
	return b.State == model.BatchExecuted && (row.Outcome == nil || *row.Outcome != model.RowFailed)
}

// correctable is the condition that a row AS r of a batch is not frozen.
func correctable(b *model.Batch) filter.Expr {
	if b.State != model.BatchExecuted {
		return filter.Expr{}
	}
	return filter.SQL("r.outcome = ?", model.RowFailed)
}

// countFailed counts the failed rows of a batch.
func countFailed(ctx context.Context, db bun.IDB, k *Kind, b *model.Batch) (n int64, err error) {
	err = db.NewSelect().TableExpr(k.table+" AS r").ColumnExpr("count(*)").
		Where("r.batch_id = ? AND r.outcome = ?", b.ID, model.RowFailed).Scan(ctx, &n)
	if err != nil {
		return 0, fmt.Errorf("counting failed rows: %w", err)
	}
	return n, nil
}

// RetryResult is what is executed again.
type RetryResult struct {
	Batch   *model.Batch
	Retried int64 // rows
}

// Retry executes those failed rows of an executed batch again that match, by a job
// of its own; all other rows keep their outcome. The rows' histories keep why they
// had failed. The viewer needs the permission execute. Errors: INVALID, blaming a
// field of where; CONFLICT unless the batch is executed and has failed rows, if
// none of these match, if one has a status that keeps it from being executed, and if
// it waits for an approval.
func (s *Service) Retry(ctx context.Context, id int64, where *RowFilter) (*RetryResult, error) {
	result := &RetryResult{}
	b, err := s.change(ctx, id, "execute", actionRetry,
		func(ctx context.Context, tx postgres.Tx, k *Kind, b *model.Batch, to model.BatchState) error {
			conditions, err := k.where(b.ID, where)
			if err != nil {
				return err
			}
			if err := k.approved(b); err != nil {
				return err
			}
			if result.Retried, err = k.releaseFailed(ctx, tx, b, conditions); err != nil {
				return err
			}
			if result.Retried == 0 {
				return model.Conflict("None of these rows has failed. Choose failed ones.")
			}
			if err := remember(ctx, tx, b, Event{Kind: EventRetried, RowCount: &result.Retried}); err != nil {
				return err
			}
			if err := tell(ctx, tx, b); err != nil {
				return err
			}
			return s.startExecution(ctx, tx, k, b, to)
		})
	result.Batch = b
	return result, err
}

// releaseFailed takes their outcome from the failed rows that match, so that they
// wait to be executed, and keeps it in their histories.
func (k *Kind) releaseFailed(ctx context.Context, tx postgres.Tx, b *model.Batch, conditions filter.Expr) (int64, error) {
	w := filter.And(filter.SQL("r.batch_id = ?", b.ID), correctable(b), conditions)
	released, err := tx.NewRaw(`WITH failed AS (
			SELECT r.batch_id, r.sequence, r.outcome, r.outcome_reason FROM `+k.table+` AS r WHERE `+w.SQL+`),
		released AS (
			UPDATE `+k.table+` AS r SET outcome = NULL, outcome_reason = NULL, version = r.version + 1, updated_at = now()
			FROM failed AS f WHERE r.batch_id = f.batch_id AND r.sequence = f.sequence
			RETURNING r.batch_id, r.sequence, r.version, f.outcome, f.outcome_reason)
		INSERT INTO batch.row_change (batch_id, sequence, version, action, changes, changed_by)
		SELECT batch_id, sequence, version, ?, jsonb_build_object(
			'outcome', jsonb_build_array(outcome, NULL), 'outcome_reason', jsonb_build_array(outcome_reason, NULL)), ?
		FROM released`, slices.Concat(w.Args, []any{RowRetried, auth.ViewerFrom(ctx).ID()})...).Exec(ctx)
	if err != nil {
		return 0, fmt.Errorf("taking failed rows up again: %w", err)
	}
	return released.RowsAffected()
}
