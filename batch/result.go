package batch

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/words"
)

// outcomes are the outcomes that a result counts, in the order in which it shows
// them, with how it calls the rows.
var outcomes = []struct {
	key   model.RowOutcome
	label string
}{
	{model.RowExecuted, "Executed"},
	{model.RowFailed, "Failed"},
	{model.RowReverted, "Undone"},
	{model.RowKept, "Not undone"},
}

// Result says what the execution of a batch has done, and how many rows came out
// how; nil before it has ended or stopped.
func (s *Service) Result(ctx context.Context, b *model.Batch) (*Description, error) {
	if rowsGone(b) {
		r, err := remainsOf(b)
		return r.Result, err
	}
	k, err := s.types.of(b)
	if err != nil {
		return nil, err
	}
	return k.result(ctx, s.db, b)
}

func (k *Kind) result(ctx context.Context, db bun.IDB, b *model.Batch) (*Description, error) {
	if b.ExecutionJobID == nil || b.State == model.BatchExecuting {
		return nil, nil
	}
	d, err := k.handler.DescribeResult(ctx, db, b, through.rows(k, b, span{}))
	if err != nil {
		return nil, err
	}
	var counts []struct {
		Outcome model.RowOutcome
		Count   int64
	}
	err = db.NewSelect().TableExpr(k.table+" AS r").ColumnExpr("r.outcome, count(*) AS count").
		Where("r.batch_id = ? AND r.outcome IS NOT NULL", b.ID).GroupExpr("r.outcome").Scan(ctx, &counts)
	if err != nil {
		return nil, fmt.Errorf("counting rows by outcome: %w", err)
	}
	for _, o := range outcomes {
		for _, c := range counts {
			if c.Outcome == o.key {
				d.Facts = append(d.Facts, Fact{Label: o.label, Value: words.Plural(c.Count, "row", "rows"), Outcome: &o.key})
			}
		}
	}
	return d, nil
}
