package batch

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/postgres"
)

// staging is the table of a batch's lines between the reading of its file and
// the end of its population: the values that lines give, in the types of the
// rows' columns. Its contents survive a crash of the database, as the job does.
type staging struct {
	kind    *Kind
	batchID int64
	fields  []string
}

func (s staging) table() string { return "batch.lines_" + strconv.FormatInt(s.batchID, 10) }

// create makes the table, empty.
func (s staging) create(ctx context.Context, tx postgres.Tx) error {
	_, err := tx.NewRaw(`CREATE TABLE ` + s.table() + ` AS SELECT NULL::bigint AS line` + s.columns("r") + `
		FROM ` + s.kind.table + ` AS r WITH NO DATA`).Exec(ctx)
	if err != nil {
		return fmt.Errorf("making a table for lines: %w", err)
	}
	return nil
}

// index lets chunks find their lines: they lie in the order of the file. Of the
// columns, a rough idea is enough, and only of those that lines are found by.
func (s staging) index(ctx context.Context, tx postgres.Tx) error {
	_, err := tx.NewRaw(`CREATE INDEX ON ` + s.table() + ` USING brin (line) WITH (pages_per_range = 16)`).Exec(ctx)
	if err == nil {
		columns := "line"
		for _, f := range s.kind.Lines.matchedBy(s.fields) {
			columns += ", " + f.Column
		}
		_, err = tx.NewRaw("SET LOCAL default_statistics_target TO 10; ANALYZE " + s.table() + " (" + columns + ")").Exec(ctx)
	}
	if err != nil {
		return fmt.Errorf("indexing lines: %w", err)
	}
	return nil
}

// drop removes the table, if there is one.
func (s staging) drop(ctx context.Context, db bun.IDB) error {
	if _, err := db.NewRaw("DROP TABLE IF EXISTS " + s.table()).Exec(ctx); err != nil {
		return fmt.Errorf("removing the table of lines: %w", err)
	}
	return nil
}

// columns lists the fields as columns of a table, each after a comma.
func (s staging) columns(of string) string {
	var list strings.Builder
	for _, field := range s.fields {
		list.WriteString(", ")
		if of != "" {
			list.WriteString(of + ".")
		}
		list.WriteString(field)
	}
	return list.String()
}
