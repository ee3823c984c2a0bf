package importer

import (
	"context"
	"errors"
	"fmt"

	"github.com/uptrace/bun/dialect/pgdialect"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// apart does something to the lines of the span. If the database refuses them as
// a whole, the bad ones are found and rejected alone. Two that add the same at
// once refuse each other, so that is tried again first.
func (w *work) apart(ctx context.Context, do func(context.Context, postgres.Tx, span) (int64, error)) (done int64, err error) {
	err = w.tx.Savepoint(ctx, func(ctx context.Context, tx postgres.Tx) (err error) {
		done, err = do(ctx, tx, w.span)
		return err
	})
	if err == nil || !postgres.IsDataError(err) || postgres.IsUniqueViolation(err, "") && !w.last {
		return done, err
	}
	var lines []int64
	good := w.good(w.span)
	if err := w.tx.NewSelect().TableExpr(w.table+" AS s").Column("s.line").Where(good.SQL, good.Args...).Order("s.line").Scan(ctx, &lines); err != nil {
		return 0, fmt.Errorf("listing lines: %w", err)
	}
	done = 0
	var bad []int64
	var reasons []string
	err = job.Bisect(ctx, w.tx, lines,
		func(ctx context.Context, tx postgres.Tx, run []int64) error {
			n, err := do(ctx, tx, span{From: run[0], To: run[len(run)-1]})
			if err == nil {
				done += n
			}
			return err
		},
		func([]int64) {},
		func(line int64, err error) { bad, reasons = append(bad, line), append(reasons, reasonOf(err)) })
	if err != nil {
		return 0, err
	}
	return done, w.reject(ctx, bad, reasons)
}

// reject rejects lines, each for a reason.
func (s *work) reject(ctx context.Context, lines []int64, reasons []string) error {
	err := execute(ctx, s.tx, filter.SQL(`UPDATE `+s.table+` AS s SET problem_column = '', problem = bad.reason
		FROM unnest(?::bigint[], ?::text[]) AS bad (line, reason) WHERE s.line = bad.line`,
		pgdialect.Array(lines), pgdialect.Array(reasons)), nil)
	if err != nil {
		return fmt.Errorf("rejecting lines: %w", err)
	}
	return nil
}

// reasonOf words for people why the database refused something.
func reasonOf(err error) string {
	var known *model.Error
	if errors.As(postgres.Error(err), &known) && known.Code != model.CodeInternal {
		return known.Message
	}
	return "The database refused it."
}
