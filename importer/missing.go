package importer

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/postgres"
)

// cutMissing cuts the rows of the target that are in use into spans of ids, to
// look for those that the source lacks.
func (s *staging) cutMissing(ctx context.Context, tx postgres.Tx, size int) ([]span, error) {
	cut, err := job.ParsePartitioning(fmt.Sprintf("size_%d", size))
	if err != nil {
		return nil, err
	}
	parts, err := cut.CutKeys(ctx, tx, tx.NewSelect().TableExpr(s.Target.Table+" AS t").ColumnExpr("t.id").Where(s.inUse()))
	if err != nil {
		return nil, err
	}
	spans := make([]span, len(parts))
	for i, p := range parts {
		bounds := p.Bounds.(job.Bounds)
		spans[i] = span{From: bounds.From, To: bounds.To, Items: p.Items}
	}
	keys := strings.Join(each(s.keys(), (*Field).staged), ", ")
	if err := execute(ctx, tx, filter.SQL("CREATE INDEX ON "+s.table+" ("+keys+")"), nil); err != nil {
		return nil, fmt.Errorf("indexing keys: %w", err)
	}
	return spans, nil
}

// lacking is the condition on rows of the target that they are in use, and that
// no line has their key, rejected or not.
func (s *staging) lacking(ids span) filter.Expr {
	return filter.And(ids.of("t.id"), filter.SQL(s.inUse()+` AND NOT EXISTS (SELECT FROM `+s.table+` AS s WHERE `+s.matches(staged)+`)`))
}

// delete deletes or retires the rows of the target that the source lacks. Those
// that others refer to stay; why is told.
func (w *work) delete(ctx context.Context) (deleted int64, kept []BadLine, err error) {
	if w.Target.Missing.Retire != "" {
		where := w.lacking(w.span)
		err = execute(ctx, w.tx, filter.SQL("UPDATE "+w.Target.Table+" AS t SET "+w.Target.Missing.Retire+w.touched()+" WHERE "+where.SQL, where.Args...), &deleted)
		if err != nil {
			return 0, nil, fmt.Errorf("retiring what the source lacks: %w", err)
		}
		return deleted, nil, nil
	}
	users, err := usersOf(ctx, w.tx, w.Target.Table)
	if err != nil {
		return 0, nil, err
	}
	where := w.lacking(w.span)
	reason := users.reason(w.Target.Noun, w.keyText())
	err = w.tx.NewRaw("SELECT "+reason.SQL+" AS reason FROM "+w.Target.Table+" AS t WHERE "+where.SQL+" AND "+users.use()+" ORDER BY t.id",
		slices.Concat(reason.Args, where.Args)...).Scan(ctx, &kept)
	if err != nil {
		return 0, nil, fmt.Errorf("looking for what is in use: %w", err)
	}
	err = execute(ctx, w.tx, filter.SQL("DELETE FROM "+w.Target.Table+" AS t WHERE "+where.SQL+" AND NOT "+users.use(), where.Args...), &deleted)
	if err != nil {
		return 0, nil, fmt.Errorf("deleting what the source lacks: %w", err)
	}
	return deleted, kept, nil
}
