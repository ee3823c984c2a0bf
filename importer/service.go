package importer

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// Service is what people and scripts can do with importers, as the viewer in the
// context.
type Service struct {
	registry *Registry
	files    Files
	db       *postgres.DB
	jobs     *job.Engine
	batches  *batch.Service
	opts     ServiceOptions
}

// ServiceOptions tune a Service.
type ServiceOptions struct {
	ChunkSize   int           // lines in a chunk of a run; default 5,000
	Parallelism int           // chunks of one run at a time; default 2
	PreviewTime time.Duration // that people wait for a Preview at most; default 20 s
}

// NewService returns a Service. The engine must run what NewApplication returns,
// and the batch service know what NewBatchType returns, for the same registry.
func NewService(db *postgres.DB, registry *Registry, files Files, jobs *job.Engine, batches *batch.Service, opts ServiceOptions) *Service {
	opts.ChunkSize = cmp.Or(opts.ChunkSize, defaultChunkSize)
	opts.Parallelism = cmp.Or(opts.Parallelism, job.DefaultParallelism)
	opts.PreviewTime = cmp.Or(opts.PreviewTime, defaultPreviewTime)
	return &Service{registry, files, db, jobs, batches, opts}
}

// Info is an importer as a viewer sees it.
type Info struct {
	*Importer
	Runnable  bool // the viewer may run it
	Batchable bool // the viewer may make batches of it
}

// List returns the importers that the viewer may use in one way or another.
// Errors: UNAUTHENTICATED, FORBIDDEN if there is none.
func (s *Service) List(ctx context.Context) ([]*Info, error) {
	var list []*Info
	viewer := auth.ViewerFrom(ctx)
	batchable := viewer.Can(toCreateBatches)
	for _, i := range s.registry.all {
		if info := (&Info{i, viewer.Can(ToRun(i.Key)), batchable}); info.Runnable || info.Batchable {
			list = append(list, info)
		}
	}
	if list == nil {
		return nil, auth.Require(ctx, ToRun("*"))
	}
	return list, nil
}

// toCreateBatches is the permission of package batch to make importer batches.
const toCreateBatches = "batch." + BatchType + ".create"

// RunInput is what running an importer takes.
type RunInput struct {
	Request
	ClientKey *string // repeating a request with the same key changes nothing
}

// Run starts a job that brings in what a source has, and writes it at once. The
// viewer needs the permission ToRun, and must be allowed to read the file.
// Errors: INVALID, naming the field to blame; CONFLICT if the client key was used
// for something else.
func (s *Service) Run(ctx context.Context, in RunInput) (*model.Job, error) {
	if err := s.mayRun(ctx, in.Importer); err != nil {
		return nil, err
	}
	c, err := s.registry.check(ctx, s.files, in.Request)
	if err != nil {
		return nil, err
	}
	spec := job.Spec{
		Application:  Application,
		Name:         "Import " + noun(c.importer.Title),
		Description:  c.from(),
		Source:       c.source(),
		Parameters:   c.Request,
		Partitioning: fmt.Sprintf("size_%d", s.opts.ChunkSize),
		Parallelism:  s.opts.Parallelism,
		ClientKey:    in.ClientKey,
		CreatedBy:    auth.ViewerFrom(ctx).ID(),
	}
	return s.jobs.CreateOnce(ctx, spec)
}

// Now is what running an importer in the calling process takes.
type Now struct {
	Importer   string // its key
	Rows       Rows   // of a file; nil: the importer has a source of its own
	Mapping    Mapping
	Parameters map[string]any // of that source
}

// RunNow runs an importer in the calling process. See Registry.Run.
func (s *Service) RunNow(ctx context.Context, in Now, opts Options) (Report, error) {
	i, err := s.registry.get(in.Importer)
	if err != nil {
		return Report{}, err
	}
	if i.Source.File() != (in.Rows != nil) {
		return Report{}, model.Invalid("file", "An importer takes a file, or has a source of its own; this one is of the other sort.")
	}
	if in.Rows == nil {
		params, err := form.Parse(i.Source.Parameters, in.Parameters, "parameters")
		if err != nil {
			return Report{}, err
		}
		in.Rows, in.Mapping = i.Source.open(ctx, params), nil
		defer in.Rows.Close()
	}
	return s.registry.Run(ctx, s.db, in.Importer, in.Rows, in.Mapping, opts)
}

// BatchInput is what making an importer batch takes.
type BatchInput struct {
	Request
	Description   string
	KeepUnchanged bool // what does not change gets a row, too, and is not only counted
	ClientKey     *string
}

// CreateBatch makes a batch of what an importer would create, change and delete.
// The viewer needs the permissions batch.importer.view and create, and must be
// allowed to read the file. Errors: INVALID, naming the field to blame; CONFLICT
// if the client key was used for something else.
func (s *Service) CreateBatch(ctx context.Context, in BatchInput) (*model.Batch, error) {
	if err := auth.Require(ctx, toCreateBatches); err != nil {
		return nil, err
	}
	c, err := s.registry.check(ctx, s.files, in.Request)
	if err != nil {
		return nil, err
	}
	data, err := json.Marshal(batchData{Request: c.Request, KeepUnchanged: in.KeepUnchanged, Name: c.name})
	if err != nil {
		return nil, fmt.Errorf("writing the source of a batch: %w", err)
	}
	return s.batches.CreateFromImporter(ctx, batch.FromImporter{
		Draft: batch.Draft{Type: BatchType, Description: in.Description, ClientKey: in.ClientKey}, Text: c.from(), Data: data,
	})
}

// Report counts what a job that runs an importer has done so far; nil for other
// jobs. The viewer needs the permission to see the job.
func (s *Service) Report(ctx context.Context, j *model.Job) (*Report, error) {
	if j.Application != Application {
		return nil, nil
	}
	programs, err := s.jobs.Statistics(ctx, j.ID, nil)
	if err != nil {
		return nil, err
	}
	report := &Report{}
	for _, p := range programs {
		lines, _ := p.Statistics.Of(nodeCount)
		created, _ := p.Statistics.Of(nodeCreate)
		updated, _ := p.Statistics.Of(nodeUpdate)
		deleted, _ := p.Statistics.Of(nodeDelete)
		report.Lines += lines.Items
		report.Rejected += lines.Failures
		report.Created += created.Items
		report.Updated += updated.Items
		report.Deleted += deleted.Items - deleted.Failures
		report.Kept += deleted.Failures
	}
	report.Unchanged = report.Lines - report.Rejected - report.Created - report.Updated
	return report, nil
}
