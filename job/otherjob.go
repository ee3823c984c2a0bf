package job

import (
	"context"
	"fmt"
	"regexp"
	"strconv"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// What a job leaves that can be a source.
const (
	sourceExceptions = "exceptions" // those that were accepted or corrected
	sourceResults    = "results"
)

// jobSource is a source that is made of what another job left.
type jobSource struct {
	what  string
	jobID int64
}

var jobSourceForm = regexp.MustCompile(`^(exceptions|results):([1-9][0-9]{0,17})$`)

// jobSources are the sources that every application with a program understands.
var jobSources = []SourceForm{
	{Form: "exceptions:45", Description: "the items that job 45 stored away and a person has accepted or corrected"},
	{Form: "results:45", Description: "the items that job 45 has produced a result for"},
}

// otherJob reads a source that is made of another job; nil: it is none.
func otherJob(source string) (*jobSource, error) {
	match := jobSourceForm.FindStringSubmatch(source)
	if match == nil {
		return nil, nil
	}
	id, err := strconv.ParseInt(match[2], 10, 64)
	if err != nil {
		return nil, model.Invalid("source", "There is no such job.")
	}
	return &jobSource{what: match[1], jobID: id}, nil
}

// check returns an error unless the viewer may see the other job and it is of
// the same application, whose items alone have such keys.
func (s *jobSource) check(ctx context.Context, e *Engine, application string) error {
	other, err := e.ByID(ctx, s.jobID)
	switch {
	case err != nil:
		return err
	case other[s.jobID] == nil:
		return model.Invalid("source", "There is no such job.")
	case other[s.jobID].Application != application:
		return model.Invalid("source", "Job %d is one of the application %s; its items mean nothing to %s.",
			s.jobID, other[s.jobID].Application, application)
	}
	return auth.Require(ctx, Permission(application, ToView))
}

// plan cuts what the other job left.
func (s *jobSource) plan(ctx context.Context, tx postgres.Tx, j *model.Job) ([]Partition, error) {
	cut, err := ParsePartitioning(j.Partitioning)
	if err != nil {
		return nil, err
	}
	return s.cut(ctx, tx, cut)
}

func (s *jobSource) cut(ctx context.Context, tx postgres.Tx, cut Partitioning) ([]Partition, error) {
	keys, resolving := tx.NewSelect().Column("item_key").Where("job_id = ?", s.jobID), int64(0)
	if s.what == sourceResults {
		keys = keys.Table("job_result")
	} else {
		keys, resolving = keys.Table("job_exception").Where("state IN (?, ?)", model.ExceptionAccepted, model.ExceptionCorrected), s.jobID
	}
	parts, err := cut.partitions(ctx, tx, keys, true, resolving)
	if err != nil {
		return nil, fmt.Errorf("reading the %s of job %d: %w", s.what, s.jobID, err)
	}
	return parts, nil
}
