package batch

import (
	"context"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// preview is a Preview while it is being made.
type preview struct {
	Preview
	kind   *Kind
	batch  *model.Batch
	effect Effect
}

func (p *preview) join() string {
	return "LEFT JOIN " + p.effect.Table + " AS e ON " + p.effect.Join
}

// count counts what all pending rows would do.
func (p *preview) count(ctx context.Context, db bun.IDB) error {
	blocked := filter.In("r.status", p.kind.blocking())
	pending := filter.Not(blocked)
	fails := filter.And(pending, p.effect.Fails)
	changes := filter.And(pending, p.effect.Changes, filter.Not(p.effect.Fails))
	var executed int64
	err := p.kind.rows(p.batch).Select(db).Join(p.join()).
		ColumnExpr("count(*) FILTER (WHERE "+blocked.SQL+")", blocked.Args...).
		ColumnExpr("count(*) FILTER (WHERE "+fails.SQL+")", fails.Args...).
		ColumnExpr("count(*) FILTER (WHERE "+changes.SQL+")", changes.Args...).
		ColumnExpr("count(*)").Scan(ctx, &p.Blocked, &p.Failing, &p.Changed, &executed)
	if err != nil {
		return fmt.Errorf("counting what would change: %w", err)
	}
	p.Unchanged = executed - p.Blocked - p.Failing - p.Changed
	return nil
}

// page executes the rows of a page.
func (p *preview) page(ctx context.Context, tx postgres.Tx, first int, after *string) error {
	order := filter.Order{Name: "sequence", Key: "r.sequence"}
	fit := filter.Not(filter.In("r.status", p.kind.blocking()))
	q, err := order.Apply(p.kind.rows(p.batch).Select(tx).Column("r.sequence").Where(fit.SQL, fit.Args...).Limit(int64(first)+1), after)
	if err != nil {
		return err
	}
	var sequences []int64
	if err := q.Scan(ctx, &sequences); err != nil {
		return fmt.Errorf("listing pending rows: %w", err)
	}
	rows, err := p.kind.read(ctx, tx, p.batch.ID, sequences[:min(first, len(sequences))])
	if err != nil {
		return err
	}
	previewed := make([]*PreviewRow, len(sequences))
	for i := range previewed {
		previewed[i] = &PreviewRow{}
		if i < len(rows) {
			previewed[i].Row = rows[i]
		}
	}
	if err := p.execute(ctx, tx, previewed[:len(rows)]); err != nil {
		return err
	}
	p.Rows = filter.Paged(previewed, first, after != nil, func(r *PreviewRow) string { return order.Cursor(nil, r.Row.Sequence) })
	return nil
}

// execute does to some rows what the execution job would do to them.
func (p *preview) execute(ctx context.Context, tx postgres.Tx, rows []*PreviewRow) error {
	if len(rows) == 0 {
		return nil
	}
	before, err := p.look(ctx, tx, rows)
	if err != nil {
		return err
	}
	run := &slab{tx: tx, kind: p.kind, phase: executing, batch: p.batch, bounds: populateBounds{
		Bounds: job.Bounds{From: rows[0].Row.Sequence, To: rows[len(rows)-1].Row.Sequence},
	}}
	if _, err := executeRows(ctx, run); err != nil {
		return err
	}
	if _, err := recordOutcomes(ctx, run); err != nil {
		return err
	}
	after, err := p.look(ctx, tx, rows)
	if err != nil {
		return err
	}
	for i, row := range rows {
		row.Before, row.After = before[i].Cells, after[i].Cells
		row.Outcome, row.OutcomeReason = after[i].Outcome, after[i].OutcomeReason
	}
	return nil
}

// sight is a row and what it writes to at one moment.
type sight struct {
	Outcome       model.RowOutcome
	OutcomeReason *string
	Cells         map[string]any `bun:"cells,type:jsonb"`
}

// look returns the sights of rows, in their order.
func (p *preview) look(ctx context.Context, db bun.IDB, rows []*PreviewRow) ([]sight, error) {
	sequences, cells := make([]int64, len(rows)), make([]string, len(p.effect.Columns))
	for i, row := range rows {
		sequences[i] = row.Row.Sequence
	}
	for i, c := range p.effect.Columns {
		cells[i] = "'" + c.Key + "', e." + c.Key + "::text"
	}
	var sights []sight
	err := db.NewSelect().TableExpr(p.kind.table+" AS r").Join(p.join()).
		ColumnExpr("coalesce(r.outcome, '') AS outcome, r.outcome_reason, jsonb_build_object("+strings.Join(cells, ", ")+") AS cells").
		Where("r.batch_id = ?", p.batch.ID).Where("r.sequence IN (?)", bun.List(sequences)).
		Order("r.sequence").Scan(ctx, &sights)
	if err != nil {
		return nil, fmt.Errorf("looking at what rows write to: %w", err)
	}
	for _, sight := range sights {
		for _, c := range p.effect.Columns {
			sight.Cells[c.Key] = typed(c.Type, sight.Cells[c.Key])
		}
	}
	return sights, nil
}
