package batch

import (
	"context"
	"fmt"
	"io"
	"reflect"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
)

// ExportFormat is a format that rows can be exported in.
type ExportFormat string

// The formats.
const (
	CSV  ExportFormat = "csv"
	XLSX ExportFormat = "xlsx"
)

// RowExport asks for the rows of a batch as a file.
type RowExport struct {
	Format  ExportFormat
	Where   *RowFilter
	OrderBy *RowOrder
}

// maxExports is how many files a process writes at once: each keeps a connection
// for as long as its reader takes.
const maxExports = 4

// Export returns the file of the rows that match, in their order, with what the
// execution made of them once there was one; and what writes it. The file is not
// made before, and no row stays in memory. The viewer needs the permission export.
// Errors: INVALID, blaming a field of where or orderBy; CONFLICT before the batch
// is populated.
func (s *Service) Export(ctx context.Context, id int64, e RowExport) (Download, func(io.Writer) error, error) {
	b, err := s.get(ctx, s.db, id, "export")
	if err != nil {
		return Download{}, nil, err
	}
	if _, err := next(b, actionExport); err != nil {
		return Download{}, nil, err
	}
	k, err := s.types.of(b)
	if err != nil {
		return Download{}, nil, err
	}
	q, err := k.exported(s.db, b, e)
	if err != nil {
		return Download{}, nil, err
	}
	file := Download{Name: fmt.Sprintf("%s-%08d.%s", b.Type, b.ID, e.Format), Title: "Rows (CSV)", ContentType: "text/csv; charset=utf-8"}
	if e.Format == XLSX {
		file.Title, file.ContentType = "Rows (XLSX)", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	}
	return file, func(out io.Writer) error {
		select {
		case s.exporting <- struct{}{}:
			defer func() { <-s.exporting }()
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		return newExporter(k, b, e.Format, out).write(ctx, s.db, q)
	}, nil
}

// exported is the query of the rows to export.
func (k *Kind) exported(db bun.IDB, b *model.Batch, e RowExport) (*bun.SelectQuery, error) {
	order, err := k.order(e.OrderBy)
	if err != nil {
		return nil, err
	}
	where, err := k.where(b.ID, e.Where)
	if err != nil {
		return nil, err
	}
	where = filter.And(filter.SQL("r.batch_id = ?", b.ID), where)
	return db.NewSelect().Model(reflect.New(k.rowType).Interface()).Where(where.SQL, where.Args...).OrderExpr(order.By()), nil
}
