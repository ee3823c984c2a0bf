package job

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/event"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// MaxResolved is how many exceptions can be named at once.
const MaxResolved = 1000

// Decision is what a person decides about exceptions.
type Decision struct {
	State      model.ExceptionState // accepted, corrected, skipped, or open: undecided again
	Correction map[string]any       // of corrected: values of the fields that Description.Corrections lists
}

// ResolveExceptions notes what a person has decided about a job's exceptions,
// but for those that have been processed since. The viewer needs the permission
// ToResolve. It returns how many it was. Nothing is processed: see
// ProcessExceptions. Errors: NOT_FOUND, INVALID; CONFLICT if the application
// can't process an item that was stored away.
func (e *Engine) ResolveExceptions(ctx context.Context, jobID int64, where *Exceptions, d Decision) (int64, error) {
	j, err := e.get(ctx, jobID, ToResolve)
	if err != nil {
		return 0, err
	}
	correction, err := e.checkDecision(j, d)
	if err != nil {
		return 0, err
	}
	match, err := where.expr()
	if err != nil {
		return 0, err
	}
	q := e.db.NewUpdate().Model((*model.Exception)(nil)).
		Set("state = ?", d.State).Set("correction = ?::jsonb", correction).
		Where("x.job_id = ? AND x.state <> ?", jobID, model.ExceptionProcessed).Where(match.SQL, match.Args...)
	if d.State == model.ExceptionOpen {
		q = q.Set("resolved_by = NULL").Set("resolved_at = NULL")
	} else {
		q = q.Set("resolved_by = ?", auth.ViewerFrom(ctx).ID()).Set("resolved_at = now()")
	}
	result, err := q.Exec(ctx)
	if err != nil {
		return 0, postgres.Error(fmt.Errorf("resolving exceptions: %w", err))
	}
	e.Notify(event.Job(jobID))
	return result.RowsAffected()
}

// checkDecision returns the correction as it is stored; nil: none.
func (e *Engine) checkDecision(j *model.Job, d Decision) (*string, error) {
	fields := e.info(j.Application).Corrections
	switch d.State {
	case model.ExceptionOpen, model.ExceptionSkipped:
		return nil, nil
	case model.ExceptionAccepted, model.ExceptionCorrected:
		if len(fields) == 0 {
			return nil, model.Conflict("This application can't process items that were stored away. They can be skipped.")
		}
	default:
		return nil, model.Invalid("decision", "Accept, correct or skip the items, or open them again.")
	}
	if d.State == model.ExceptionAccepted {
		return nil, nil
	}
	if _, err := form.Parse(fields, d.Correction, "correction"); err != nil {
		return nil, err
	}
	text, err := json.Marshal(d.Correction)
	if err != nil {
		return nil, fmt.Errorf("writing a correction: %w", err)
	}
	stored := string(text)
	return &stored, nil
}

// ProcessExceptions processes the items of a job that were accepted or
// corrected, in chunks that are added to the job, for a viewer with the
// permission ToRun. Errors: NOT_FOUND; CONFLICT if there are none.
func (e *Engine) ProcessExceptions(ctx context.Context, jobID int64) (*model.Job, error) {
	return e.control(ctx, jobID, ToRun, actionReprocess, func(ctx context.Context, tx postgres.Tx, j *model.Job) error {
		own := &jobSource{what: sourceExceptions, jobID: jobID}
		cut, err := ParsePartitioning("size_5000")
		if err != nil {
			return err
		}
		parts, err := own.cut(ctx, tx, cut)
		if err != nil {
			return err
		}
		if len(parts) == 0 {
			return model.Conflict("No item of job %d has been accepted or corrected. Resolve its exceptions first.", jobID)
		}
		if err := e.addChunks(ctx, tx, j, parts); err != nil {
			return err
		}
		return e.run(ctx, tx, j, int64(len(parts)))
	})
}

// addChunks adds chunks to a planned job.
func (e *Engine) addChunks(ctx context.Context, tx postgres.Tx, j *model.Job, parts []Partition) error {
	if j.TotalChunks == nil {
		return model.Conflict("Job %d is still being cut into chunks. Try again in a moment.", j.ID)
	}
	items, err := insertChunks(ctx, tx, j, *j.TotalChunks+1, parts)
	if err != nil {
		return err
	}
	_, err = exec(ctx, tx, "UPDATE job SET total_chunks = total_chunks + $2, total_items = total_items + $3 WHERE id = $1",
		j.ID, len(parts), items)
	if err != nil {
		return fmt.Errorf("counting the added chunks: %w", err)
	}
	return nil
}
