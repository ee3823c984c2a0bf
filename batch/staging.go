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

// index lets chunks find their lines: they lie in the order of the file.
func (s staging) index(ctx context.Context, tx postgres.Tx) error {
	_, err := tx.NewRaw(`CREATE INDEX ON ` + s.table() + ` USING brin (line) WITH (pages_per_range = 16)`).Exec(ctx)
	if err == nil {
		_, err = tx.NewRaw("ANALYZE " + s.table()).Exec(ctx)
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

// measure tells the cells how many digits the database can hold.
func (s staging) measure(ctx context.Context, tx postgres.Tx, cells []*cell) error {
	var columns []struct {
		Name   string `bun:"name"`
		Digits int    `bun:"digits"`
	}
	err := tx.NewRaw(`
		SELECT column_name AS name, CASE data_type WHEN 'integer' THEN 9 WHEN 'smallint' THEN 4 WHEN 'bigint' THEN 18
			WHEN 'numeric' THEN coalesce(numeric_precision - numeric_scale, 0) ELSE 0 END AS digits
		FROM information_schema.columns WHERE table_schema || '.' || table_name = ?`, s.table()).Scan(ctx, &columns)
	if err != nil {
		return fmt.Errorf("reading the types of columns: %w", err)
	}
	for _, c := range cells {
		for _, column := range columns {
			if column.Name == c.column.Key {
				c.digits = column.Digits
			}
		}
	}
	return nil
}
