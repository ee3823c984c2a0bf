package batch

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/words"
)

// MaxBatchesAtOnce bounds the batches of one call.
const MaxBatchesAtOnce = 200

// Answer says what became of one of many batches.
type Answer struct {
	ID          int64
	Batch       *model.Batch // as it is now; nil if it is deleted
	Error       *model.Error // why it was left as it was; nil: it was done
	ChangedRows *int64       // by a refresh; nil: it was none
}

// GlobalID is the batch's id at the API.
func (a *Answer) GlobalID() model.ID { return model.NewID("Batch", a.ID) }

// Number is the batch's number as people see it.
func (a *Answer) Number() string { return model.BatchNumber(a.ID) }

// Done reports whether it was done.
func (a *Answer) Done() bool { return a.Error == nil }

// Answers answer for all batches that matched, the oldest first.
type Answers struct {
	Answers        []Answer
	Done, Rejected int
}

// ExecuteAll does what Execute does with all batches that match and the same options,
// each in a transaction of its own and each answered for: one that is refused does not
// stop the others. What matches is found out once, at the beginning; what the viewer
// may not see does not. It takes four fifths of the time that ctx has left at
// most; what it does not get to is answered with LIMIT. Errors, with nothing done:
// INVALID, blaming a field of where; LIMIT for more than MaxBatchesAtOnce; FORBIDDEN
// if the viewer lacks the permission for every type.
func (s *Service) ExecuteAll(ctx context.Context, where *Filter, options map[string]any) (*Answers, error) {
	return s.all(ctx, where, "execute", func(ctx context.Context, b *model.Batch) (a Answer, err error) {
		a.Batch, err = s.Execute(ctx, b.ID, options)
		return a, err
	})
}

// RefreshAll does what RefreshWhere does with all rows of all batches that match,
// as ExecuteAll does.
func (s *Service) RefreshAll(ctx context.Context, where *Filter) (*Answers, error) {
	return s.all(ctx, where, "refresh", func(ctx context.Context, b *model.Batch) (Answer, error) {
		result, err := s.RefreshWhere(ctx, b.ID, nil)
		if err != nil {
			return Answer{}, err
		}
		return Answer{Batch: result.Batch, ChangedRows: &result.Changed}, nil
	})
}

// DeleteAll does what Delete does with all batches that match, as ExecuteAll does.
func (s *Service) DeleteAll(ctx context.Context, where *Filter) (*Answers, error) {
	return s.all(ctx, where, "delete", func(ctx context.Context, b *model.Batch) (Answer, error) {
		return Answer{}, s.Delete(ctx, b.ID)
	})
}

func (s *Service) all(ctx context.Context, where *Filter, verb string, do func(context.Context, *model.Batch) (Answer, error)) (*Answers, error) {
	candidates, err := s.candidates(ctx, where, verb)
	if err != nil {
		return nil, err
	}
	inTime, cancel := mostOf(ctx)
	defer cancel()
	all := &Answers{Answers: make([]Answer, len(candidates))}
	var refused []int64
	for i, b := range candidates {
		a, err := do(inTime, b)
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err != nil {
			a.Error = refusal(inTime, err)
			refused = append(refused, b.ID)
		}
		a.ID = b.ID
		all.Answers[i] = a
	}
	all.Rejected = len(refused)
	all.Done = len(candidates) - all.Rejected
	return all, s.readRefused(ctx, all.Answers, refused)
}

// readRefused puts the batches that were refused into their answers, as somebody
// else may have changed them.
func (s *Service) readRefused(ctx context.Context, answers []Answer, ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	byID, err := s.Visible(ctx, ids...)
	for i := range answers {
		if answers[i].Error != nil {
			answers[i].Batch = byID[answers[i].ID]
		}
	}
	return err
}

// candidates are the batches that match, of those that the viewer may see.
func (s *Service) candidates(ctx context.Context, where *Filter, verb string) ([]*model.Batch, error) {
	conditions, err := s.visible(ctx, where)
	if err != nil {
		return nil, err
	}
	if err := s.requireSomewhere(ctx, verb); err != nil {
		return nil, err
	}
	var found []*model.Batch
	err = s.db.NewSelect().Model(&found).Where(conditions.SQL, conditions.Args...).
		Order("batch.id").Limit(MaxBatchesAtOnce + 1).Scan(ctx)
	if err != nil {
		return nil, postgres.Error(err)
	}
	if len(found) > MaxBatchesAtOnce {
		return nil, model.Limit("More than %s match, and that many are the most at once. Narrow the filter.",
			words.Plural(MaxBatchesAtOnce, "batch", "batches"))
	}
	return found, nil
}

// requireSomewhere returns an Error unless there is a batch type for which the
// viewer has the permission for verb.
func (s *Service) requireSomewhere(ctx context.Context, verb string) error {
	for _, k := range s.types.kinds {
		if auth.ViewerFrom(ctx).Can(permission(k.Key, verb)) {
			return nil
		}
	}
	return auth.Require(ctx, permission("*", verb))
}

// mostOf is a context that ends before ctx does, so that what was done until then
// can still be told.
func mostOf(ctx context.Context) (context.Context, context.CancelFunc) {
	end, ok := ctx.Deadline()
	if !ok {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, time.Until(end)*4/5)
}

// refusal is what to tell of an error at one of many batches. What is nobody's
// business is logged.
func refusal(ctx context.Context, err error) *model.Error {
	var known *model.Error
	switch {
	case ctx.Err() != nil:
		return model.Limit("There was no time left for this batch, and nothing of it has changed. Ask for it again.")
	case errors.As(err, &known):
		return known
	}
	slog.ErrorContext(ctx, "unexpected error at one of many batches", "error", err)
	return &model.Error{Code: model.CodeInternal, Message: "An internal error occurred. It has been logged with the id of this request."}
}
