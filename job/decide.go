package job

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/uptrace/bun"

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
	var resolved int64
	err = e.db.NewRaw(resolveSQL, jobID, bun.SafeQuery(match.SQL, match.Args...), d.State, correction,
		auth.ViewerFrom(ctx).ID(), corrections).Scan(ctx, &resolved)
	if err != nil {
		return 0, postgres.Error(fmt.Errorf("resolving exceptions: %w", err))
	}
	e.Notify(event.Job(jobID))
	return resolved, nil
}

// resolveSQL decides about exceptions, and counts how many are open.
const resolveSQL = `
	WITH picked AS (
		SELECT item_key, state FROM job_exception x
		WHERE job_id = ?0 AND state <> 'processed' AND ?1 ORDER BY item_key FOR UPDATE
	), decided AS (
		UPDATE job_exception x SET state = ?2, correction = ?3::jsonb,
			resolved_by = CASE WHEN ?2 <> 'open' THEN ?4::bigint END, resolved_at = CASE WHEN ?2 <> 'open' THEN now() END
		FROM picked p WHERE x.job_id = ?0 AND x.item_key = p.item_key
	), counted AS (
		INSERT INTO job_lane AS l (job_id, lane, exceptions_open)
		SELECT ?0, ?5, opened FROM (
			SELECT count(*) FILTER (WHERE ?2 = 'open') - count(*) FILTER (WHERE state = 'open') AS opened FROM picked
		) AS change WHERE opened <> 0
		ON CONFLICT (job_id, lane) DO UPDATE SET
			exceptions_open = l.exceptions_open + excluded.exceptions_open, updated_at = now()
	)
	SELECT count(*) FROM picked`

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

// addChunks adds chunks of items to a planned job that it has already.
func (e *Engine) addChunks(ctx context.Context, tx postgres.Tx, j *model.Job, parts []Partition) error {
	if j.TotalChunks == nil {
		return model.Conflict("Job %d is still being cut into chunks. Try again in a moment.", j.ID)
	}
	if _, err := insertChunks(ctx, tx, j, *j.TotalChunks+1, parts); err != nil {
		return err
	}
	if _, err := exec(ctx, tx, "UPDATE job SET total_chunks = total_chunks + $2 WHERE id = $1", j.ID, len(parts)); err != nil {
		return fmt.Errorf("counting the added chunks: %w", err)
	}
	return nil
}
