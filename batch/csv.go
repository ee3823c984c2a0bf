package batch

import (
	"context"
	"fmt"
	"io"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/spreadsheet"
)

// WriteCSV writes what a query selects, as it comes, under the titles; for
// WriteDownload. The query selects as many texts, none of them NULL.
func WriteCSV(ctx context.Context, q *bun.SelectQuery, w io.Writer, titles ...string) error {
	out := spreadsheet.NewWriter(w)
	if err := out.Write(titles...); err != nil {
		return err
	}
	rows, err := q.Rows(ctx)
	if err != nil {
		return fmt.Errorf("reading what to write: %w", err)
	}
	defer rows.Close()
	texts := make([]string, len(titles))
	targets := make([]any, len(titles))
	for i := range texts {
		targets[i] = &texts[i]
	}
	for rows.Next() {
		if err := rows.Scan(targets...); err != nil {
			return fmt.Errorf("reading what to write: %w", err)
		}
		if err := out.Write(texts...); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("reading what to write: %w", err)
	}
	return out.Flush()
}
