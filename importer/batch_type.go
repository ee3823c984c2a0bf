package importer

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// BatchType is the key of the type of importer batches.
const BatchType = "importer"

// NewBatchType returns the type of importer batches: what an importer finds
// different in its target, held back for review. Files may be nil in a process
// that does not work on jobs.
func NewBatchType(registry *Registry, files Files) batch.Handler {
	return batchType{registry: registry, files: files}
}

// batchType is the type; what its batches are is said by a difference each.
type batchType struct {
	difference
	registry *Registry
	files    Files
}

// commonRow is what the rows of all importer batches have.
type commonRow struct {
	bun.BaseModel `bun:"table:batch.importer,alias:r"`
	batch.RowModel
}

// The keys of the statuses.
const (
	statusNoChange   = "no_change"
	statusCreate     = "create"
	statusUpdate     = "update"
	statusDelete     = "delete"
	statusIncomplete = "incomplete"
	statusTaken      = "taken"
	statusUnknown    = "unknown_name"
)

// Type describes the batch type.
func (difference) Type() batch.Type {
	return batch.Type{
		Key:         BatchType,
		Title:       "Import",
		Approvable:  true,
		Description: "What an importer would create, change and delete: look at each difference, drop or edit what is wrong, and put the rest into effect.",
		Row:         (*commonRow)(nil),
		Sources:     []model.SourceKind{model.SourceImporter},
		Statuses: []batch.Status{
			{Key: statusCreate, Title: "New", Severity: model.SeverityOK, Description: "It will be created."},
			{Key: statusUpdate, Title: "Changed", Severity: model.SeverityOK, Description: "It will be changed."},
			{Key: statusDelete, Title: "Missing", Severity: model.SeverityWarning, Description: "The source lacks it: it will be deleted or retired."},
			{Key: statusNoChange, Title: "Unchanged", Severity: model.SeverityNotice, Description: "Nothing will happen."},
			{
				Key: statusIncomplete, Title: "Incomplete", Severity: model.SeverityError,
				Description: "A value is missing that must be there. Enter it, or remove the row.",
			},
			{
				Key: statusTaken, Title: "Taken", Severity: model.SeverityError,
				Description: "Another one has a value already that only one can have. Change it, or remove the row.",
			},
			{
				Key: statusUnknown, Title: "Unknown name", Severity: model.SeverityError,
				Description: "A name is not among those there are. Change it, or remove the row.",
			},
			{
				Key: batch.StatusStale, Title: "Changed meanwhile", Severity: model.SeverityError,
				Description: "It is no longer what the source was compared with. Reopen the batch and refresh the row, or remove it.",
			},
		},
	}
}

// batchData is what an importer batch keeps of its source.
type batchData struct {
	Request
	KeepUnchanged bool `json:"keepUnchanged,omitempty"`

	Name      string `json:"name"` // of the file
	Lines     int64  `json:"lines"`
	Unchanged int64  `json:"unchanged"`
	Rejected  int64  `json:"rejected"`
}

func (t batchType) recall(data []byte) (*checked, *batchData, error) {
	d := &batchData{}
	if err := json.Unmarshal(data, d); err != nil {
		return nil, nil, fmt.Errorf("reading the source of an importer batch: %w", err)
	}
	c, err := t.registry.recall(d.Request)
	if c != nil {
		c.name = d.Name
	}
	return c, d, err
}

// Shape implements batch.Shaper.
func (t batchType) Shape(data []byte) (*batch.Shape, error) {
	c, d, err := t.recall(data)
	if err != nil {
		return nil, err
	}
	return difference{shape: newShape(c.importer, c.columns), data: d}.batchShape(), nil
}

// Prepare implements batch.Shaper: it reads the source and compares it.
func (t batchType) Prepare(ctx context.Context, tx postgres.Tx, j *model.Job, data []byte, table string) (_ []byte, text string, err error) {
	c, d, err := t.recall(data)
	if err != nil {
		return nil, "", err
	}
	rows, err := c.open(ctx, t.files)
	if err != nil {
		return nil, "", err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	s, in, err := stage(ctx, tx, unlogged, table+"_line", c.importer, c.columns, rows, job.MaxChunkItems)
	if err != nil {
		return nil, "", err
	}
	if err := s.compare(ctx, tx, in, d, table); err != nil {
		return nil, "", err
	}
	for _, lines := range in.spans {
		if err := (&work{staging: s, span: lines, tx: tx}).keepBad(ctx, j.ID); err != nil {
			return nil, "", err
		}
	}
	if err := s.drop(ctx, tx); err != nil {
		return nil, "", err
	}
	kept, err := json.Marshal(d)
	return kept, c.from() + ": " + d.words(), err
}
