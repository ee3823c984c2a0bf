package importer

import (
	"context"
	"fmt"
	"strings"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/words"
)

// compare makes a table of what differs between the lines and the target, with
// the columns of a batch's rows and n, their place. It counts into d.
func (s *staging) compare(ctx context.Context, tx postgres.Tx, in *read, d *batchData, table string) error {
	differs := "(t.id IS NULL OR " + s.differs(staged) + ")"
	if d.KeepUnchanged {
		differs = "TRUE"
	}
	rows := `SELECT s.line, ` + strings.Join(s.compared(), ", ") + `
		FROM ` + s.table + ` AS s LEFT JOIN ` + s.named() + ` ON ` + s.matches(staged) + `
		WHERE s.problem IS NULL AND ` + differs
	if d.DeleteMissing && in.nameless == 0 {
		rows += ` UNION ALL SELECT NULL, ` + strings.Join(s.compared(), ", ") + `
			FROM ` + s.named() + ` LEFT JOIN ` + s.table + ` AS s ON ` + s.matches(staged) + `
			WHERE s.line IS NULL AND ` + s.inUse()
	}
	err := execute(ctx, tx, filter.SQL(`CREATE TABLE `+table+` AS SELECT row_number() OVER (ORDER BY d.line, d.target_id) AS n, d.* FROM (`+rows+`) AS d`), nil)
	if err != nil {
		return fmt.Errorf("comparing the source: %w", err)
	}
	var differing int64
	own := difference{shape: s.shape}
	err = tx.NewRaw(`SELECT count(*) FROM `+table+` AS r WHERE r.line IS NOT NULL AND (NOT r.existed OR `+own.differs()+`)`).Scan(ctx, &differing)
	if err != nil {
		return fmt.Errorf("counting what differs: %w", err)
	}
	d.Lines, d.Rejected, d.Unchanged = in.lines, in.rejected, in.lines-in.rejected-differing
	return execute(ctx, tx, filter.SQL("ALTER TABLE "+table+" ADD PRIMARY KEY (n)"), nil)
}

// compared are the columns of a comparison, with their names.
func (s *staging) compared() []string {
	label := s.label()
	for _, f := range s.fields {
		if f.Name == s.Target.Label {
			label = "coalesce(" + staged(f) + "::text, " + label + ")"
		}
	}
	list := []string{"t.id AS target_id", label + " AS " + columnLabel, "t.id IS NOT NULL AS " + columnExisted}
	for _, f := range s.keys() {
		list = append(list, "coalesce("+staged(f)+", "+f.target()+") AS "+f.column())
	}
	for _, f := range s.others() {
		list = append(list, f.present()+" AS "+f.beforeColumn(), staged(f)+" AS "+f.afterColumn())
	}
	return list
}

func (s *staging) drop(ctx context.Context, tx postgres.Tx) error {
	if err := execute(ctx, tx, filter.SQL("DROP TABLE "+s.table), nil); err != nil {
		return fmt.Errorf("dropping the lines of a source: %w", err)
	}
	return nil
}

// words says what became of the lines.
func (d *batchData) words() string {
	return fmt.Sprintf("%s, %s unchanged, %s rejected", words.Plural(d.Lines, "line", "lines"), words.Thousands(d.Unchanged), words.Thousands(d.Rejected))
}
