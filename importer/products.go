// Package importer brings data from other systems into Sluice: it compares what
// a source has with a table by key, and creates and updates what differs.
package importer

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/catalog"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/upload/reader"
)

// PermissionProducts lets a viewer import products.
const PermissionProducts = catalog.PermissionEdit

// defaultChunkSize is small enough for short transactions and large enough for
// their cost not to matter.
const defaultChunkSize = 5000

// Options tune an import. The zero value is fine.
type Options struct {
	// ChunkSize is how many lines are written in one transaction. Default 5,000.
	ChunkSize int
	// OnBad gets every bad line, in the order of the file. An error ends the
	// import after the chunk.
	OnBad func(BadLine) error
	// OnProgress gets the report so far after each chunk. It must not change it.
	OnProgress func(Report)
}

// Products creates and updates products from the rows of a file, matched by
// their key. Only mapped fields are touched, and only products that differ; a
// second run changes nothing. Departments, brands and vendors are created when
// there is none of that name. Bad lines are reported and don't stop the rest:
// of two lines with one key, or one GTIN, the first counts.
//
// Numbers may be written as the file writes them; what can mean two things is
// refused. Lines are written in chunks, each in a transaction of its own. When
// ctx ends, the chunk in hand is finished; the report says how far the import has come,
// and the error is the context's. It is also valid beside any other error. The
// viewer needs PermissionProducts. Errors: INVALID for a mapping that does not
// fit the file.
func Products(ctx context.Context, db *postgres.DB, rows *reader.Rows, m Mapping, opts Options) (Report, error) {
	report := Report{Bad: []BadLine{}}
	if err := auth.Require(ctx, PermissionProducts); err != nil {
		return report, err
	}
	columns, err := m.columns(rows.Columns())
	if err != nil {
		return report, err
	}
	if opts.ChunkSize == 0 {
		opts.ChunkSize = defaultChunkSize
	}
	s, err := openSession(ctx, db, columns)
	if err != nil {
		return report, postgres.Error(err)
	}
	defer s.close(ctx)
	for {
		more, err := s.step(ctx, rows, opts, &report)
		if err != nil {
			return report, fmt.Errorf("importing products: %w", postgres.Error(err))
		}
		if !more {
			return report, nil
		}
	}
}

// step imports one chunk and reports whether there may be another.
func (s *session) step(ctx context.Context, rows *reader.Rows, opts Options, report *Report) (more bool, err error) {
	if err := context.Cause(ctx); err != nil {
		return false, err
	}
	c, err := read(rows, s.columns, opts.ChunkSize)
	if err != nil || c.size() == 0 {
		return false, err
	}
	o, err := s.write(context.WithoutCancel(ctx), c)
	if err != nil {
		return false, fmt.Errorf("writing the lines up to %d: %w", c.last, err)
	}
	c.originals(o.bad)
	bad := append(c.bad, o.bad...)
	slices.SortFunc(bad, func(a, b BadLine) int { return cmp.Compare(a.Line, b.Line) })
	report.add(c, o, bad)
	if opts.OnProgress != nil {
		opts.OnProgress(*report)
	}
	for i := range bad {
		if opts.OnBad == nil {
			break
		}
		if err := opts.OnBad(bad[i]); err != nil {
			return false, fmt.Errorf("reporting a bad line: %w", err)
		}
	}
	return true, nil
}

func (r *Report) add(c *chunk, o outcome, bad []BadLine) {
	rejected := int64(len(bad))
	r.Lines += int64(c.size())
	r.Created += o.created
	r.Updated += o.updated
	r.Rejected += rejected
	r.Unchanged += int64(c.size()) - o.created - o.updated - rejected
	r.LastLine = c.last
	r.Bad = append(r.Bad, bad[:min(len(bad), MaxBad-len(r.Bad))]...)
}
