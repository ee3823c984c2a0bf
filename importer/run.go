package importer

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/postgres"
)

const (
	// defaultChunkSize is small enough for short transactions and large enough for
	// their cost not to matter.
	defaultChunkSize = 5000
	// maxAttempts is how often a chunk is tried that others get in the way of.
	maxAttempts = 5
	// closeLimit bounds the time to drop the temporary table.
	closeLimit = 10 * time.Second

	runTable = "pg_temp.import_line"
)

// Options tune an import. The zero value is fine.
type Options struct {
	// DeleteMissing deletes or retires what the source lacks, as the importer
	// declares. Nothing is deleted if there are lines whose key can't be read.
	DeleteMissing bool
	// DryRun counts what would happen, and writes nothing.
	DryRun bool
	// ChunkSize is how many lines are written in one transaction. Default 5,000.
	ChunkSize int
	// OnBad gets every bad line, in the order of the source, and then what could
	// not be deleted. An error ends the import after the chunk.
	OnBad func(BadLine) error
	// OnProgress gets the report so far after each chunk. It must not change it.
	OnProgress func(Report)
}

// Run creates and updates the rows of an importer's target from the rows of a
// source, matched by their key, in the calling process. Only mapped fields are
// touched, and only rows that differ; a second run changes nothing. Bad lines
// are reported and don't stop the rest: of two lines with one key, or one value
// that must be unique, the first counts.
//
// The source is read to its end before anything is written: if it can't be,
// nothing is. Lines are written in chunks, each in a transaction of its own. When
// ctx ends, the chunk in hand is finished; the report says how far the import has
// come, and the error is the context's. It is also valid beside any other error.
// The viewer needs the permission ToRun. Errors: INVALID for a mapping that does
// not fit the source.
func (r *Registry) Run(ctx context.Context, db *postgres.DB, key string, rows Rows, m Mapping, opts Options) (Report, error) {
	i, err := r.get(key)
	if err != nil {
		return newReport(), err
	}
	if err := auth.Require(ctx, ToRun(key)); err != nil {
		return newReport(), err
	}
	columns, err := i.columns(m, rows.Columns())
	if err != nil {
		return newReport(), err
	}
	return bringIn(ctx, db, i, columns, rows, opts)
}

// bringIn is Run for what has been checked.
func bringIn(ctx context.Context, db *postgres.DB, i *Importer, columns []column, rows Rows, opts Options) (report Report, err error) {
	report = newReport()
	if opts.ChunkSize == 0 {
		opts.ChunkSize = defaultChunkSize
	}
	run := &run{Options: opts, report: &report}
	if run.conn, err = db.Conn(ctx); err != nil {
		return report, fmt.Errorf("getting a connection: %w", err)
	}
	defer run.close(ctx)
	if err := run.stage(ctx, i, columns, rows); err != nil {
		return report, fmt.Errorf("reading the source: %w", postgres.Error(err))
	}
	if err := run.write(ctx); err != nil {
		return report, fmt.Errorf("importing: %w", postgres.Error(err))
	}
	return report, nil
}

// run is one import on a connection of its own.
type run struct {
	Options
	conn   bun.Conn
	report *Report
	*staging
	todo []work
}

// stage reads the source and cuts what is to do.
func (r *run) stage(ctx context.Context, i *Importer, columns []column, rows Rows) error {
	return postgres.InTxOn(ctx, r.conn, nil, func(ctx context.Context, tx postgres.Tx) error {
		var in *read
		var err error
		if r.staging, in, err = stage(ctx, tx, temporary, runTable, i, columns, rows, r.ChunkSize); err != nil {
			return err
		}
		r.todo, err = r.cut(ctx, tx, in, r.DeleteMissing, r.ChunkSize)
		return err
	})
}

// withheld tells that nothing is deleted, and why.
var withheld = []BadLine{{Reason: "Nothing was deleted: there are lines whose key can't be read."}}

// cut cuts what is to do about the lines that were read.
func (s *staging) cut(ctx context.Context, tx postgres.Tx, in *read, deleteMissing bool, size int) (todo []work, err error) {
	for _, lines := range in.spans {
		todo = append(todo, work{staging: s, span: lines})
	}
	if !deleteMissing {
		return todo, nil
	}
	if in.nameless > 0 {
		return append(todo, work{staging: s, missing: true, kept: withheld}), nil
	}
	ids, err := s.cutMissing(ctx, tx, size)
	for _, span := range ids {
		todo = append(todo, work{staging: s, span: span, missing: true})
	}
	return todo, err
}

// write does what is to do, one chunk after another.
func (r *run) write(ctx context.Context) error {
	for i := range r.todo {
		if err := context.Cause(ctx); err != nil {
			return err
		}
		w, bad, err := r.chunk(context.WithoutCancel(ctx), r.todo[i])
		if err != nil {
			return err
		}
		r.report.add(w, bad)
		if r.OnProgress != nil {
			r.OnProgress(*r.report)
		}
		for _, b := range bad {
			if r.OnBad == nil {
				break
			}
			if err := r.OnBad(b); err != nil {
				return fmt.Errorf("reporting a bad line: %w", err)
			}
		}
	}
	return nil
}

// chunk writes one chunk in one transaction. When somebody else writes the same
// rows or names at the same moment, it is done again.
func (r *run) chunk(ctx context.Context, todo work) (w *work, bad []BadLine, err error) {
	for attempt := 1; ; attempt++ {
		w = new(work)
		*w = todo
		w.last = attempt == maxAttempts
		err = postgres.InTxOn(ctx, r.conn, nil, func(ctx context.Context, tx postgres.Tx) (err error) {
			w.tx = tx
			if r.DryRun {
				err = w.foresee(ctx)
			} else {
				_, err = w.run(ctx)
			}
			if err == nil {
				bad, err = w.bad(ctx)
			}
			return err
		})
		if rival := postgres.IsUniqueViolation(err, "") || postgres.IsSerialization(err); !rival || w.last {
			return w, bad, err
		}
	}
}

// close drops the table and gives the connection back.
func (r *run) close(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeLimit)
	defer cancel()
	// A connection that can't is closed, and so drops it.
	_, _ = r.conn.ExecContext(ctx, "DROP TABLE IF EXISTS "+runTable)
	_ = r.conn.Close()
}
