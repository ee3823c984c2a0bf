package batch

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/upload/reader"
)

// fileReading is the reading of a batch's file.
type fileReading struct {
	*populate
	kind  *Kind
	batch *model.Batch
	file  *fileSource
	lines staging
	size  int64           // rows of a chunk; 0: the chunks are no runs of lines
	parts []job.Partition // of all lines that were read, if they are
}

// planFile reads the file into the database and cuts its lines. The file's
// report stays even if the plan does not.
func (a *populate) planFile(ctx context.Context, tx postgres.Tx, k *Kind, b *model.Batch, src source, cut job.Partitioning) ([]job.Partition, error) {
	r := &fileReading{populate: a, kind: k, batch: b, file: src.File, lines: stagingOf(k, b, src)}
	if size, ok := cut.Runs(); ok {
		r.size = size
	}
	report, err := r.run(ctx, tx)
	if err != nil {
		return nil, errors.Join(err, r.explain(ctx, report))
	}
	b.FileReport = report
	if _, err := tx.NewUpdate().Model(b).Column("file_report").WherePK().Exec(ctx); err != nil {
		return nil, fmt.Errorf("writing the report on a file: %w", err)
	}
	if r.parts != nil && report.LeftOut == 0 {
		return r.parts, nil
	}
	return cut.CutKeys(ctx, tx, tx.NewSelect().TableExpr(r.lines.table()+" AS l").ColumnExpr("l.line"))
}

// explain keeps the report on a file that was rejected: the transaction will not.
func (r *fileReading) explain(ctx context.Context, report *model.FileReport) error {
	if report == nil || !report.WasRejected {
		return nil
	}
	r.batch.FileReport = report
	if _, err := r.db.NewUpdate().Model(r.batch).Column("file_report").WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("writing the report on a rejected file: %w", err)
	}
	return nil
}

func stagingOf(k *Kind, b *model.Batch, src source) staging {
	return staging{k, b.ID, src.File.fields()}
}

func (r *fileReading) run(ctx context.Context, tx postgres.Tx) (report *model.FileReport, err error) {
	cells, err := r.kind.cells(r.file)
	if err != nil {
		return nil, err
	}
	if err := r.kind.measure(ctx, tx, cells); err != nil {
		return nil, err
	}
	if err := r.lines.create(ctx, tx); err != nil {
		return nil, err
	}
	rejects := &rejects{ctx: ctx, files: r.files, key: rejectsKey(r.batch.ID)}
	defer func() { err = errors.Join(err, rejects.abandon()) }()
	report, err = r.copy(ctx, tx, cells, rejects)
	if err == nil {
		err = r.sortOut(ctx, tx, report, rejects)
	}
	if err != nil && (report == nil || !report.WasRejected) {
		return report, err
	}
	kept, keepErr := rejects.keep()
	report.HasRejects = kept
	return report, errors.Join(err, keepErr)
}

// copy reads the lines of the file into their table.
func (r *fileReading) copy(ctx context.Context, tx postgres.Tx, cells []*cell, rejects *rejects) (*model.FileReport, error) {
	var in *intake
	err := r.eachRow(ctx, func(rows *reader.Rows) error {
		in = newIntake(ctx, rows, cells, r.file.BadLines, rejects.write)
		in.chunk = r.size
		err := tx.Pgx(func(conn *pgx.Conn) error {
			_, err := conn.PgConn().CopyFrom(ctx, in, "COPY "+r.lines.table()+" (line"+r.lines.columns("")+") FROM STDIN (FREEZE)")
			return err
		})
		if in.err != nil && !errors.Is(in.err, io.EOF) {
			return in.err // the database only says that there is an error
		}
		if err != nil {
			return fmt.Errorf("writing lines into the database: %w", err)
		}
		return nil
	})
	if in == nil {
		return nil, err
	}
	r.parts = in.parts
	return &in.report, err
}

// eachRow opens the file for reading by fn.
func (r *fileReading) eachRow(ctx context.Context, fn func(*reader.Rows) error) (err error) {
	_, content, err := r.files.Read(ctx, *r.batch.UploadID)
	if err != nil {
		return err
	}
	defer content.Close()
	rows, err := reader.Open(ctx, content, r.file.Format)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	return fn(rows)
}

// sortOut leaves out what is there already, and prepares the lines for chunks.
func (r *fileReading) sortOut(ctx context.Context, tx postgres.Tx, report *model.FileReport, rejects *rejects) error {
	if err := r.lines.index(ctx, tx); err != nil {
		return err
	}
	if err := r.lines.sortOut(ctx, tx, r.file.FileChoices, report); err != nil {
		return err
	}
	if report.LeftOut == 0 {
		return nil
	}
	return r.eachRow(ctx, func(rows *reader.Rows) error { return r.writeLeftOut(ctx, tx, rows, rejects) })
}

// writeLeftOut writes the lines that were left out, in the order of the file,
// which is read again for it.
func (r *fileReading) writeLeftOut(ctx context.Context, tx postgres.Tx, rows *reader.Rows, rejects *rejects) error {
	err := tx.Pgx(func(conn *pgx.Conn) error {
		found, err := conn.Query(ctx, "SELECT line, coalesce(kept, 0), coalesce(batch_id, 0) FROM left_out ORDER BY line")
		if err != nil {
			return err
		}
		var o leftOut
		_, err = pgx.ForEachRow(found, []any{&o.line, &o.kept, &o.batchID}, func() error {
			for {
				row, err := rows.Next()
				switch {
				case err != nil:
					return err
				case int64(row.Line) == o.line:
					return rejects.write(row.Line, "", o.reason(r.file.Duplicates), row.Original())
				}
			}
		})
		return err
	})
	if err != nil {
		return fmt.Errorf("writing the lines that were left out: %w", err)
	}
	return nil
}
