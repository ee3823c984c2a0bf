package importer

import (
	"context"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// Undo puts back the values before, takes out of use what was created, and puts
// back into use what was retired, where the target is still what the batch has
// made of it. What was deleted can't be brought back.
func (d difference) Undo(ctx context.Context, tx postgres.Tx, _ *model.Batch, executed batch.Rows) error {
	e := effect{difference: d, tx: tx, rows: executed, outcome: model.RowReverted}
	reason := filter.SQL("?", "The "+e.Target.Noun+" has changed since the batch was executed; it was left alone.")
	if err := e.exchange(ctx, after, before, reason); err != nil {
		return err
	}
	if err := e.remove(ctx, creating, after); err != nil {
		return err
	}
	if err := executed.Fail(ctx, tx, filter.SQL(creating), reason); err != nil {
		return err
	}
	if d.Target.Missing.Retire == "" {
		return executed.Fail(ctx, tx, filter.SQL(deleting), filter.SQL("?", "It was deleted, and can't be brought back."))
	}
	w := filter.And(executed.Where(), filter.SQL(deleting))
	err := e.settle(ctx, "putting back into use", deleting, filter.SQL(`UPDATE `+e.Target.Table+` AS t SET `+e.Target.Missing.Restore+e.touched()+`
		FROM `+executed.Table()+` AS r WHERE `+w.SQL+` AND `+e.matches(after)+` AND NOT (`+e.Target.Missing.InUse+`)`+e.returning(), w.Args...), "")
	if err != nil {
		return err
	}
	return executed.Fail(ctx, tx, filter.SQL(deleting), reason)
}
