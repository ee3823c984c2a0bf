package importer

import (
	"context"
	"fmt"

	"github.com/sluicehq/sluice/filter"
)

// foresee counts what run would do to the span, and does nothing to the target.
func (w *work) foresee(ctx context.Context) error {
	if w.missing {
		return w.foreseeMissing(ctx)
	}
	if _, err := w.setAside(ctx, w.tx, w.span); err != nil {
		return err
	}
	good := w.good(w.span)
	err := w.tx.NewRaw(`SELECT count(*) FILTER (WHERE t.id IS NULL), count(*) FILTER (WHERE t.id IS NOT NULL AND `+w.differs(staged)+`)
		FROM `+w.table+` AS s LEFT JOIN `+w.named()+` ON `+w.matches(staged)+`
		WHERE `+good.SQL, good.Args...).Scan(ctx, &w.did.Created, &w.did.Updated)
	if err != nil {
		return fmt.Errorf("comparing lines: %w", err)
	}
	_, err = count(ctx, w)
	return err
}

func (w *work) foreseeMissing(ctx context.Context) error {
	if w.Items == 0 {
		return nil
	}
	use := filter.SQL("FALSE")
	if w.Target.Missing.Retire == "" {
		users, err := usersOf(ctx, w.tx, w.Target.Table)
		if err != nil {
			return err
		}
		use = filter.SQL(users.use())
	}
	where := w.lacking(w.span)
	err := w.tx.NewRaw("SELECT count(*) FILTER (WHERE NOT "+use.SQL+"), count(*) FILTER (WHERE "+use.SQL+") FROM "+w.Target.Table+" AS t WHERE "+where.SQL,
		where.Args...).Scan(ctx, &w.did.Deleted, &w.did.Kept)
	if err != nil {
		return fmt.Errorf("looking for what the source lacks: %w", err)
	}
	return nil
}

// differs is the condition that the target has other values than the given ones.
func (s shape) differs(v values) string {
	fields := s.others()
	return row(each(fields, (*Field).present)) + " IS DISTINCT FROM " + row(each(fields, v))
}
