package batch

import (
	"context"
	"fmt"
	"io"
	"reflect"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/spreadsheet"
)

// exporter writes the rows of a batch into a file.
type exporter struct {
	kind     *Kind
	outcomes bool // there has been an execution
	table    func() (spreadsheet.Table, error)
}

func newExporter(k *Kind, b *model.Batch, format ExportFormat, out io.Writer) *exporter {
	e := &exporter{kind: k, outcomes: b.ExecutionJobID != nil || b.ExecutedAt != nil}
	e.table = func() (spreadsheet.Table, error) {
		if format == XLSX {
			return spreadsheet.NewWorkbook(out, "Rows", e.header()...), nil
		}
		lines := spreadsheet.NewWriter(out)
		return lines, lines.Write(e.header()...)
	}
	return e
}

func (e *exporter) header() []string {
	titles := []string{"Row"}
	for _, c := range e.kind.Columns {
		titles = append(titles, c.Title)
	}
	titles = append(titles, "Status", "Reason", "Removed")
	if e.outcomes {
		titles = append(titles, "Outcome", "Outcome reason")
	}
	return titles
}

func (e *exporter) line(row *Row) []any {
	cells := []any{row.Sequence}
	for _, c := range e.kind.Columns {
		cells = append(cells, row.Values[c.Key])
	}
	cells = append(cells, row.Meaning.Title, row.Reason, row.Removed)
	if e.outcomes {
		cells = append(cells, given(row.Outcome), given(row.OutcomeReason))
	}
	return cells
}

// given is a text as a cell, which is empty if there is none.
func given[T ~string](text *T) any {
	if text == nil {
		return nil
	}
	return string(*text)
}

// write writes rows as they come from the database.
func (e *exporter) write(ctx context.Context, db *postgres.DB, q *bun.SelectQuery) error {
	rows, err := q.Rows(ctx)
	if err != nil {
		return fmt.Errorf("reading rows to export: %w", postgres.Error(err))
	}
	defer rows.Close()
	table, err := e.table()
	if err != nil {
		return err
	}
	for rows.Next() {
		m := reflect.New(e.kind.rowType)
		if err := db.ScanRow(ctx, rows, m.Interface()); err != nil {
			return fmt.Errorf("reading a row to export: %w", err)
		}
		if err := table.Row(e.line(e.kind.wrap(m))...); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("reading rows to export: %w", postgres.Error(err))
	}
	return table.Flush()
}
