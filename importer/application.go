package importer

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/sluicehq/sluice/dag"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// Application is the name of the job application that runs importers.
const Application = "importer.run"

// NewApplication returns what the job engine has to run for importers. Files may
// be nil in a process that does not work on jobs.
func NewApplication(registry *Registry, files Files) job.Application {
	return &application{registry, files}
}

type application struct {
	registry *Registry
	files    Files
}

// bounds are the bounds of a chunk.
type bounds struct {
	span
	Missing bool `json:"missing,omitempty"`
}

func (*application) Name() string { return Application }

// ProgramOf implements job.Programmed.
func (*application) ProgramOf(*model.Job) (string, dag.Graph, error) {
	return program.Hash(), program.Graph(), nil
}

// tableOf is where the lines of a job are until it is finished or deleted.
func tableOf(jobID int64) string { return fmt.Sprintf("batch.import_%d", jobID) }

func (a *application) request(j *model.Job) (*checked, error) {
	var in Request
	if err := json.Unmarshal(j.Parameters, &in); err != nil {
		return nil, fmt.Errorf("reading the job's parameters: %w", err)
	}
	return a.registry.recall(in)
}

// Plan reads the source to its end and cuts what is to do.
func (a *application) Plan(ctx context.Context, tx postgres.Tx, j *model.Job) (_ []job.Partition, err error) {
	c, err := a.request(j)
	if err != nil {
		return nil, err
	}
	cut, err := job.ParsePartitioning(j.Partitioning)
	if err != nil {
		return nil, err
	}
	rows, err := c.open(ctx, a.files)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	s, in, err := stage(ctx, tx, unlogged, tableOf(j.ID), c.importer, c.columns, rows, cut.Size())
	if err != nil {
		return nil, err
	}
	todo, err := s.cut(ctx, tx, in, c.DeleteMissing, cut.Size())
	if err != nil {
		return nil, err
	}
	parts := make([]job.Partition, len(todo))
	for i, w := range todo {
		parts[i] = job.Partition{Bounds: bounds{w.span, w.missing}, Items: w.Items}
	}
	return parts, nil
}

// Process writes one chunk.
func (a *application) Process(ctx context.Context, tx postgres.Tx, j *model.Job, chunk *model.Chunk) (job.Outcome, error) {
	c, err := a.request(j)
	if err != nil {
		return job.Outcome{}, err
	}
	var b bounds
	if err := json.Unmarshal(chunk.Bounds, &b); err != nil {
		return job.Outcome{}, fmt.Errorf("reading bounds: %w", err)
	}
	w := &work{
		staging: newStaging(tableOf(j.ID), c.importer, c.columns), span: b.span, missing: b.Missing,
		tx: tx, last: chunk.Attempt >= maxAttempts,
	}
	if w.Items = chunk.Items; w.missing && w.Items == 0 {
		w.kept = withheld
	}
	statistics, err := w.run(ctx)
	if err != nil {
		return job.Outcome{}, err
	}
	if err := w.keepBad(ctx, j.ID); err != nil {
		return job.Outcome{}, err
	}
	return job.Outcome{Done: w.Items, Failed: w.did.Rejected + w.did.Kept, Program: program.Hash(), Statistics: statistics}, nil
}

// keepBad keeps what the span rejected, for people to read.
func (w *work) keepBad(ctx context.Context, jobID int64) error {
	if w.missing && len(w.kept) == 0 {
		return nil
	}
	lines := w.of("s.line")
	statement := filter.SQL(`INSERT INTO import_reject (job_id, line, column_name, reason, original)
		SELECT ?, s.line, s.problem_column, s.problem, coalesce(s.original, `+w.said()+`)
		FROM `+w.table+` AS s WHERE `+lines.SQL+` AND s.problem IS NOT NULL ORDER BY s.line`, append([]any{jobID}, lines.Args...)...)
	if w.missing {
		text, err := json.Marshal(w.kept)
		if err != nil {
			return fmt.Errorf("writing what is kept: %w", err)
		}
		statement = filter.SQL(`INSERT INTO import_reject (job_id, line, column_name, reason, original)
			SELECT ?, 0, '', k.reason, '' FROM jsonb_to_recordset(?::jsonb) AS k (reason text)`, jobID, string(text))
	}
	if err := execute(ctx, w.tx, statement, nil); err != nil {
		return fmt.Errorf("keeping rejected lines: %w", err)
	}
	return nil
}

// End drops the lines when all is done. Till then the job can go on.
func (a *application) End(ctx context.Context, tx postgres.Tx, j *model.Job) error {
	if j.State != model.JobFinished {
		return nil
	}
	return a.Discard(ctx, tx, j.ID)
}

// Discard implements job.Discarder.
func (*application) Discard(ctx context.Context, tx postgres.Tx, jobID int64) error {
	if err := execute(ctx, tx, filter.SQL("DROP TABLE IF EXISTS "+tableOf(jobID)), nil); err != nil {
		return fmt.Errorf("dropping the lines of a source: %w", err)
	}
	return nil
}
