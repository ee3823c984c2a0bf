package job

import (
	"context"
	"encoding/json"
	"fmt"
	"unicode/utf8"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// The limits of a job's parallelism and priority, and what Create takes for 0.
const (
	MaxParallelism     = 64
	DefaultParallelism = 2
	MaxPriority        = 4 // 1 comes first
	DefaultPriority    = 2
)

const (
	maxName        = 200
	maxDescription = 2000
)

// Spec says what job to create.
type Spec struct {
	Application  string
	Name         string // for people: "Execution of #00000123"
	Description  string
	Source       string // what it reads: "batch:123"
	Parameters   any    // the application's own; becomes JSON
	Partitioning string // see ParsePartitioning
	Parallelism  int    // how many chunks at once; 0: DefaultParallelism
	Priority     int    // 1 (first) to MaxPriority; 0: DefaultPriority
	CreatedBy    *int64
}

// Create makes a job that starts when tx commits; if tx is rolled back there is
// none. It checks no permission: that is for the domain that owns the
// application. Call Notify(event.Jobs) after the commit. Errors: INVALID.
func (e *Engine) Create(ctx context.Context, tx postgres.Tx, spec Spec) (*model.Job, error) {
	j, err := e.draft(spec)
	if err != nil {
		return nil, err
	}
	err = tx.NewInsert().Model(j).
		Column("application", "name", "description", "source", "parameters", "partitioning",
			"parallelism", "priority", "build_revision", "created_by").
		Returning("*").Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("creating a job: %w", err)
	}
	return j, e.startLanes(ctx, tx, j, 0, 1)
}

// draft checks spec and fills in what it leaves open.
func (e *Engine) draft(spec Spec) (*model.Job, error) {
	if e.apps[spec.Application] == nil {
		return nil, model.Invalid("application", "There is no such application.")
	}
	if spec.Parallelism == 0 {
		spec.Parallelism = DefaultParallelism
	}
	if spec.Priority == 0 {
		spec.Priority = DefaultPriority
	}
	switch {
	case spec.Name == "" || utf8.RuneCountInString(spec.Name) > maxName:
		return nil, model.Invalid("name", "Name the job, with at most %d characters.", maxName)
	case utf8.RuneCountInString(spec.Description) > maxDescription:
		return nil, model.Invalid("description", "Describe the job with at most %d characters.", maxDescription)
	case spec.Parallelism < 1 || spec.Parallelism > MaxParallelism:
		return nil, model.Invalid("parallelism", "Choose a parallelism of 1 to %d.", MaxParallelism)
	case spec.Priority < 1 || spec.Priority > MaxPriority:
		return nil, model.Invalid("priority", "Choose a priority of 1 (first) to %d (last).", MaxPriority)
	}
	if _, err := ParsePartitioning(spec.Partitioning); err != nil {
		return nil, err
	}
	if spec.Parameters == nil {
		spec.Parameters = struct{}{}
	}
	parameters, err := json.Marshal(spec.Parameters)
	if err != nil {
		return nil, fmt.Errorf("writing the parameters of a job: %w", err)
	}
	return &model.Job{
		Application: spec.Application, Name: spec.Name, Description: spec.Description, Source: spec.Source,
		Parameters: parameters, Partitioning: spec.Partitioning,
		Parallelism: spec.Parallelism, Priority: spec.Priority,
		BuildRevision: e.opts.Revision, CreatedBy: spec.CreatedBy,
	}, nil
}
