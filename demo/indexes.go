package demo

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// manyProducts is from where on it is quicker to build indexes than to keep
// them.
const manyProducts = 50_000

// withoutIndexes calls fn while the tables lack the indexes that no constraint
// needs, in a transaction, and builds these at the end.
func withoutIndexes(ctx context.Context, conn *pgx.Conn, tables []string, fn func() error) error {
	rows, err := conn.Query(ctx, `
		SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
		WHERE i.indrelid = ANY ($1::text[]::regclass[])
			AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
		ORDER BY 1`, tables)
	if err != nil {
		return fmt.Errorf("looking for indexes: %w", err)
	}
	var name, definition string
	var drop, create []string
	_, err = pgx.ForEachRow(rows, []any{&name, &definition}, func() error {
		drop, create = append(drop, "DROP INDEX "+name), append(create, definition)
		return nil
	})
	if err != nil {
		return fmt.Errorf("looking for indexes: %w", err)
	}
	if err := execAll(ctx, conn, drop); err != nil {
		return fmt.Errorf("dropping indexes: %w", err)
	}
	if err := fn(); err != nil {
		return err
	}
	if err := execAll(ctx, conn, create); err != nil {
		return fmt.Errorf("building indexes: %w", err)
	}
	return nil
}

func execAll(ctx context.Context, conn *pgx.Conn, statements []string) error {
	for _, statement := range statements {
		if _, err := conn.Exec(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}
