package job

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// The limits of a job's parallelism and priority, and what Create takes for 0.
const (
	MaxParallelism     = 64
	DefaultParallelism = 2
	MaxPriority        = 4 // 1 comes first
	DefaultPriority    = 2
	MaxRate            = 1_000_000_000 // items per second
)

const (
	maxName        = 200
	maxDescription = 2000
	maxSource      = 1000
	maxClientKey   = 100
)

// Spec says what job to create.
type Spec struct {
	Application    string
	Name           string // for people: "Execution of #00000123"
	Description    string
	Source         string // what it reads: "batch:123"
	Parameters     any    // the application's own; becomes JSON
	Partitioning   string // see ParsePartitioning
	PartitioningID *int64 // reuse this cut of the source; its name is Partitioning then
	Parallelism    int    // how many chunks at once; 0: DefaultParallelism
	Priority       int    // 1 (first) to MaxPriority; 0: DefaultPriority
	Rate           *int   // items per second at most; nil: as many as it can
	ClientKey      *string
	CreatedBy      *int64
}

// CreateTx makes a job that starts when tx commits; if tx is rolled back there
// is none. It checks no permission: that is for the domain that owns the
// application. Call Notify(event.Jobs) after the commit. Errors: INVALID.
func (e *Engine) CreateTx(ctx context.Context, tx postgres.Tx, spec Spec) (*model.Job, error) {
	j, err := e.draft(spec)
	if err != nil {
		return nil, err
	}
	j.State, j.StartedBy = model.JobRunning, spec.CreatedBy
	return j, e.insert(ctx, tx, j)
}

// CreateJob makes a job of an application that stands alone, for a viewer with
// the permission ToCreate. Its source is cut at once; nothing is processed
// before somebody starts it. With a ClientKey that the viewer has used before,
// it returns the job that was made then. Errors: INVALID; CONFLICT if that was
// one of another application.
func (e *Engine) CreateJob(ctx context.Context, spec Spec) (*model.Job, error) {
	if !e.standsAlone(spec.Application) {
		return nil, model.Invalid("application", "There is no such application that one can create jobs of.")
	}
	if err := auth.Require(ctx, Permission(spec.Application, ToCreate)); err != nil {
		return nil, err
	}
	other, err := e.checkSpec(ctx, &spec)
	if err != nil {
		return nil, err
	}
	spec.CreatedBy = auth.ViewerFrom(ctx).ID()
	j, err := e.draft(spec)
	if err != nil {
		return nil, err
	}
	j.State = model.JobCreated
	err = postgres.InTx(ctx, e.db, nil, func(ctx context.Context, tx postgres.Tx) error {
		if checker, ok := e.apps[j.Application].(SourceChecker); ok && other == nil {
			if err := checker.CheckSource(ctx, tx, j.Source); err != nil {
				return err
			}
		}
		return e.insert(ctx, tx, j)
	})
	if postgres.IsUniqueViolation(err, "job_client_key_key") {
		return e.byClientKey(ctx, j)
	}
	if err != nil {
		return nil, postgres.Error(err)
	}
	e.announceState(j)
	return j, nil
}

// byClientKey returns the job that an earlier request with the same key made.
func (e *Engine) byClientKey(ctx context.Context, draft *model.Job) (*model.Job, error) {
	found := new(model.Job)
	err := e.db.NewSelect().Model(found).
		Where("created_by = ? AND client_key = ?", draft.CreatedBy, draft.ClientKey).Scan(ctx)
	switch {
	case isNoRows(err):
		return nil, model.Conflict("The job of this client key has just been deleted. Try again.").At("clientKey")
	case err != nil:
		return nil, postgres.Error(fmt.Errorf("reading a job by its client key: %w", err))
	case found.Application != draft.Application:
		return nil, model.Conflict("The client key was used for a job of another application. Choose a new key.").At("clientKey")
	}
	return found, nil
}

// checkSpec checks what a person says of a job. It returns the other job that
// its source names; nil: the source is one of the application's own, which its
// SourceChecker is to check.
func (e *Engine) checkSpec(ctx context.Context, spec *Spec) (*jobSource, error) {
	info := e.info(spec.Application)
	given, _ := spec.Parameters.(map[string]any)
	if _, err := form.Parse(info.Parameters, given, "parameters"); err != nil {
		return nil, err
	}
	if err := e.checkPartitioning(ctx, spec); err != nil {
		return nil, err
	}
	other, err := otherJob(spec.Source)
	if err != nil || other == nil {
		return nil, err
	}
	return other, other.check(ctx, e, spec.Application)
}

func (e *Engine) insert(ctx context.Context, tx postgres.Tx, j *model.Job) error {
	err := tx.NewInsert().Model(j).
		Column("application", "name", "description", "source", "parameters", "partitioning", "partitioning_id",
			"parallelism", "priority", "rate", "state", "started_by", "client_key", "build_revision", "created_by").
		Returning("*").Scan(ctx)
	if err != nil {
		return fmt.Errorf("creating a job: %w", err)
	}
	if err := e.record(ctx, tx, j); err != nil {
		return err
	}
	return e.startLanes(ctx, tx, j, 1)
}

// draft checks spec and fills in what it leaves open.
func (e *Engine) draft(spec Spec) (*model.Job, error) {
	if e.apps[spec.Application] == nil {
		return nil, model.Invalid("application", "There is no such application.")
	}
	if spec.Name == "" || utf8.RuneCountInString(spec.Name) > maxName {
		return nil, model.Invalid("name", "Name the job, with at most %d characters.", maxName)
	}
	if spec.ClientKey != nil && (*spec.ClientKey == "" || len(*spec.ClientKey) > maxClientKey) {
		return nil, model.Invalid("clientKey", "The client key must have 1 to %d characters.", maxClientKey)
	}
	if utf8.RuneCountInString(spec.Source) > maxSource {
		return nil, model.Invalid("source", "Say the source with at most %d characters.", maxSource)
	}
	spec.Parallelism = cmp.Or(spec.Parallelism, DefaultParallelism)
	spec.Priority = cmp.Or(spec.Priority, DefaultPriority)
	limits := Adjustment{&spec.Description, &spec.Parallelism, &spec.Priority, spec.Rate}
	if err := limits.check(); err != nil {
		return nil, err
	}
	if !slices.Contains(e.info(spec.Application).Partitionings, spec.Partitioning) {
		if _, err := ParsePartitioning(spec.Partitioning); err != nil {
			return nil, err
		}
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
		PartitioningID: spec.PartitioningID,
		Parallelism:    spec.Parallelism, Priority: spec.Priority, Rate: spec.Rate,
		ClientKey:     spec.ClientKey,
		BuildRevision: e.opts.Revision, CreatedBy: spec.CreatedBy,
	}, nil
}
