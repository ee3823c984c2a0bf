package transactions

import (
	"context"
	"fmt"
	"io"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/upload/reader"
)

// Stage copies the lines of a file of sales, in any form that package reader
// reads, to where jobs can read them, in bounded memory, and returns the source
// of a job, such as "lines:7". It stages all lines or none;
// those that can't be read become exceptions of the job.
//
// The first line must name the columns InvoiceNo, StockCode, Quantity,
// InvoiceDate, UnitPrice and CustomerID; Description and Country are optional,
// others are left out. The viewer needs the permission to create jobs of the
// application. Errors: INVALID at "file".
func Stage(ctx context.Context, db *postgres.DB, file io.Reader) (source string, err error) {
	if err := auth.Require(ctx, job.Permission(Name, job.ToCreate)); err != nil {
		return "", err
	}
	rows, _, err := reader.Read(ctx, file, reader.Format{})
	if err != nil {
		return "", err
	}
	defer rows.Close()
	columns, err := columnsOf(rows.Columns())
	if err != nil {
		return "", err
	}
	var id int64
	err = postgres.InTx(ctx, db, nil, func(ctx context.Context, tx postgres.Tx) error {
		return tx.Pgx(func(conn *pgx.Conn) error {
			id, err = stage(ctx, conn, &lineSource{rows: rows, columns: columns})
			return err
		})
	})
	if err != nil {
		return "", postgres.Error(err)
	}
	return sourceOf(id), nil
}

// stage copies lines; the file's record is completed when it is known how many
// there are.
func stage(ctx context.Context, conn *pgx.Conn, lines *lineSource) (id int64, err error) {
	err = conn.QueryRow(ctx, "INSERT INTO sales_file (lines, created_by) VALUES (0, $1) RETURNING id",
		auth.ViewerFrom(ctx).ID()).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("registering the file: %w", err)
	}
	lines.fileID = id
	copied, err := conn.CopyFrom(ctx, pgx.Identifier{"sales_line"}, lineColumns, lines)
	if lines.err != nil {
		return 0, lines.err // the server only knows that the copy broke off
	}
	if err != nil {
		return 0, fmt.Errorf("copying lines: %w", err)
	}
	if _, err := conn.Exec(ctx, "UPDATE sales_file SET lines = $2 WHERE id = $1", id, copied); err != nil {
		return 0, fmt.Errorf("counting lines: %w", err)
	}
	return id, nil
}
