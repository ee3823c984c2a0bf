package importer

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/upload/reader"
)

// Rejects asks for a page of what a job rejected.
type Rejects struct {
	JobID int64
	First int
	After *string
}

// Reject is a line that a job rejected, or with line 0, a row that was kept.
type Reject struct {
	bun.BaseModel `bun:"table:import_reject,alias:r"`

	ID       int64  `bun:"id,pk"`
	Line     int64  `bun:"line"`
	Column   string `bun:"column_name"`
	Reason   string `bun:"reason"`
	Original string `bun:"original"`
}

// LineOrNone is the line; nil: it is none.
func (r *Reject) LineOrNone() *int64 {
	if r.Line == 0 {
		return nil
	}
	return &r.Line
}

// MaxRejects is the greatest page of rejects.
const MaxRejects = 200

// Rejects returns a page of what a job rejected, in the order of the source, and
// before that of what it kept. It checks no permission: whoever has the job may
// see it. Errors: INVALID for a bad page.
func (s *Service) Rejects(ctx context.Context, page Rejects) (*model.Page[*Reject], error) {
	if err := filter.CheckFirst(page.First, MaxRejects); err != nil {
		return nil, err
	}
	var found []*Reject
	order := filter.Order{Name: "line", Column: "r.line", Type: "bigint", Key: "r.id"}
	q, err := order.Apply(s.db.NewSelect().Model(&found).
		Where("r.job_id = ?", page.JobID).Limit(int64(page.First)+1), page.After)
	if err != nil {
		return nil, err
	}
	if err := q.Scan(ctx); err != nil {
		return nil, postgres.Error(fmt.Errorf("reading rejected lines: %w", err))
	}
	return filter.Paged(found, page.First, page.After != nil, func(r *Reject) string { return order.Cursor(new(strconv.FormatInt(r.Line, 10)), r.ID) }), nil
}

// CountRejects counts what a job rejected.
func (s *Service) CountRejects(ctx context.Context, jobID int64) (int, error) {
	n, err := s.db.NewSelect().TableExpr("import_reject").Where("job_id = ?", jobID).Count(ctx)
	return int(n), postgres.Error(err)
}

// RejectsName is what users call the file that ExportRejects writes.
const RejectsName = "rejected-lines.csv"

// ExportRejects writes all that a job rejected as CSV, with a header, in the order
// of Rejects, texts defused. The viewer needs the permission to see the job.
// Errors: NOT_FOUND, before anything is written.
func (s *Service) ExportRejects(ctx context.Context, out io.Writer, jobID int64) error {
	if _, err := s.jobs.Get(ctx, jobID); err != nil {
		return err
	}
	lines, err := reader.NewRejects(out)
	if err != nil {
		return fmt.Errorf("writing rejected lines: %w", err)
	}
	for page := (Rejects{JobID: jobID, First: MaxRejects}); ; {
		found, err := s.Rejects(ctx, page)
		if err != nil {
			return err
		}
		for _, r := range found.Nodes() {
			if err := lines.Write(int(r.Line), r.Column, r.Reason, r.Original); err != nil {
				return fmt.Errorf("writing rejected lines: %w", err)
			}
		}
		if !found.HasNext {
			return lines.Flush()
		}
		page.After = &found.Edges[len(found.Edges)-1].Cursor
	}
}
