package importer

import (
	"context"
	"errors"
	"time"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
)

const (
	// defaultPreviewTime is less than the API waits for an answer.
	defaultPreviewTime = 20 * time.Second
	// previewedRejects is how many rejects a Preview has at most.
	previewedRejects = 20
)

// Preview is what running an importer would do, as things are now.
type Preview struct {
	Report  Report
	Rejects []*Reject // the first of what it would reject or keep
}

// Preview reads a source and compares it, as Run would, and writes nothing. The
// viewer needs what Run needs. Errors: those of Run; LIMIT if the source is too large
// for an answer in time.
func (s *Service) Preview(ctx context.Context, in Request) (_ *Preview, err error) {
	if err := s.mayRun(ctx, in.Importer); err != nil {
		return nil, err
	}
	c, err := s.registry.check(ctx, s.files, in)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, s.opts.PreviewTime, errTooLarge)
	defer cancel()
	rows, err := c.open(ctx, s.files)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	report, err := bringIn(ctx, s.db, c.importer, c.columns, rows, Options{DeleteMissing: c.DeleteMissing, DryRun: true})
	if cause := context.Cause(ctx); cause != nil {
		return nil, cause
	}
	if err != nil {
		return nil, err
	}
	return &Preview{Report: report, Rejects: rejectsOf(report.Bad)}, nil
}

var errTooLarge = model.Limit("The source is too large to say at once what would change. Make a batch of it to see that.")

// mayRun returns an Error unless there is such an importer and the viewer may run it.
func (s *Service) mayRun(ctx context.Context, key string) error {
	if _, err := s.registry.get(key); err != nil {
		return err
	}
	return auth.Require(ctx, ToRun(key))
}

// rejectsOf are the first of the lines that would be rejected.
func rejectsOf(bad []BadLine) []*Reject {
	list := make([]*Reject, min(len(bad), previewedRejects))
	for n := range list {
		b := bad[n]
		list[n] = &Reject{Line: int64(b.Line), Column: b.Column, Reason: b.Reason, Original: b.Original}
	}
	return list
}
