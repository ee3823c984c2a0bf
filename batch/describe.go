package batch

import (
	"context"
	"fmt"
	"io"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/words"
)

// DescribeExecution says what executing a batch would do now; nil once it has
// run.
func (s *Service) DescribeExecution(ctx context.Context, b *model.Batch) (*Description, error) {
	if b.ExecutedAt != nil || b.State == model.BatchCreated {
		return nil, nil
	}
	k, err := s.types.of(b)
	if err != nil {
		return nil, err
	}
	return k.handler.DescribeExecution(ctx, s.db, b, k.rows(b))
}

// WhyNotExecutable lists what keeps a batch from being executed now, each a
// sentence; none if nothing does.
func (s *Service) WhyNotExecutable(ctx context.Context, b *model.Batch) ([]string, error) {
	k, err := s.types.of(b)
	if err != nil {
		return nil, err
	}
	var reasons []string
	if err := auth.Require(ctx, permission(b.Type, "execute")); err != nil {
		reasons = append(reasons, "You don't have the permission to execute it.")
	}
	if !allows(b, actionExecute) {
		reason, err := s.whyState(ctx, b)
		if err != nil {
			return nil, err
		}
		reasons = append(reasons, reason)
	} else if k.waits(b) {
		reasons = append(reasons, lacksApproval)
	}
	if b.State != model.BatchOpen && b.State != model.BatchComplete {
		return reasons, nil
	}
	obstacles, err := k.obstacles(ctx, s.db, b)
	return append(reasons, obstacles...), err
}

// whyState explains a batch's state, and tells a population that goes on from
// one that stopped.
func (s *Service) whyState(ctx context.Context, b *model.Batch) (string, error) {
	if b.State != model.BatchCreated || b.PopulationJobID == nil {
		return sentence(why[b.State]), nil
	}
	jobs, err := s.jobs.ByID(ctx, *b.PopulationJobID)
	if err != nil {
		return "", err
	}
	switch j := jobs[*b.PopulationJobID]; {
	case j != nil && j.State == model.JobFailed:
		return "Its population failed. Populate it again, or delete it.", nil
	case j != nil && j.State == model.JobCanceled:
		return "Its population was canceled. Populate it again, or delete it.", nil
	}
	return sentence(why[b.State]), nil
}

// obstacles lists what is wrong with a batch's rows.
func (k *Kind) obstacles(ctx context.Context, db bun.IDB, b *model.Batch) ([]string, error) {
	tally, err := k.rows(b).ByStatus(ctx, db)
	if err != nil {
		return nil, err
	}
	if len(tally) == 0 {
		return []string{"It has no rows."}, nil
	}
	var reasons []string
	for _, key := range k.blocking() {
		if n := tally[key]; n > 0 {
			reasons = append(reasons, fmt.Sprintf("%s: %s. %s",
				words.Plural(n, "row", "rows"), k.statuses[key].Title, k.statuses[key].Description))
		}
	}
	return reasons, nil
}

// AllowedActions lists what the viewer may do with a batch now. Whether its
// rows allow an execution is for WhyNotExecutable to say.
func (s *Service) AllowedActions(ctx context.Context, b *model.Batch) []Action {
	viewer := auth.ViewerFrom(ctx)
	actions := []Action{}
	for _, o := range offers {
		if !s.suits(b, o.action) {
			continue
		}
		if allows(b, o.state) && viewer.Can(permission(b.Type, o.permission)) {
			actions = append(actions, o.action)
		}
	}
	return actions
}

// suits reports whether an action makes sense for batches of the type, approved or
// not.
func (s *Service) suits(b *model.Batch, a Action) bool {
	k, err := s.types.of(b)
	switch a {
	case Undo:
		return err == nil && k.Undoable()
	case Approve:
		return err == nil && k.waits(b)
	case Withdraw:
		return err == nil && k.fourEyes && b.ApprovedAt != nil
	}
	return true
}

// Downloads lists the files that can be made from a batch as it is now; none
// before it is populated, and of a purged one.
func (s *Service) Downloads(ctx context.Context, b *model.Batch) ([]Download, error) {
	if b.State == model.BatchCreated || rowsGone(b) {
		return nil, nil
	}
	k, err := s.types.of(b)
	if err != nil {
		return nil, err
	}
	return k.handler.Downloads(ctx, s.db, b)
}

// Download finds one of a batch's files, and returns what writes it. The
// viewer needs the permission view. Errors: NOT_FOUND.
func (s *Service) Download(ctx context.Context, id int64, name string) (Download, func(io.Writer) error, error) {
	b, err := s.Get(ctx, id)
	if err != nil {
		return Download{}, nil, err
	}
	k, err := s.types.of(b)
	if err != nil {
		return Download{}, nil, err
	}
	files, err := s.Downloads(ctx, b)
	if err != nil {
		return Download{}, nil, err
	}
	for _, file := range files {
		if file.Name == name {
			return file, func(w io.Writer) error {
				return k.handler.WriteDownload(ctx, s.db, b, name, w)
			}, nil
		}
	}
	return Download{}, nil, model.NotFound("file")
}

// sentence makes a sentence of a clause about the batch.
func sentence(clause string) string {
	if clause == "" {
		return ""
	}
	return string(clause[0]-'a'+'A') + clause[1:] + "."
}
