package model

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"
)

// BatchState is the state of a Batch.
type BatchState string

// The states of a batch; package batch holds the transitions between them.
const (
	BatchCreated   BatchState = "created"   // being populated, or its population stopped
	BatchOpen      BatchState = "open"      // under review: rows can be edited
	BatchComplete  BatchState = "complete"  // reviewed: ready to execute
	BatchExecuting BatchState = "executing" // its execution job runs
	BatchFailed    BatchState = "failed"    // execution stopped with chunks that failed; executing again resumes it
	BatchCanceled  BatchState = "canceled"  // execution was canceled; executing again resumes it
	BatchExecuted  BatchState = "executed"  // done, and frozen for ever
	BatchReverting BatchState = "reverting" // its undo job runs
	BatchReverted  BatchState = "reverted"  // its execution was undone; frozen for ever
	BatchPurging   BatchState = "purging"   // its rows are being purged, or that stopped
	BatchPurged    BatchState = "purged"    // its rows are gone; what is left is frozen for ever
)

var batchStates = []BatchState{
	BatchCreated, BatchOpen, BatchComplete, BatchExecuting, BatchFailed, BatchCanceled, BatchExecuted, BatchReverting, BatchReverted,
	BatchPurging, BatchPurged,
}

// UnmarshalText implements encoding.TextUnmarshaler. The API writes states in
// upper case.
func (s *BatchState) UnmarshalText(text []byte) error {
	state, ok := parseWord(text, batchStates...)
	if !ok {
		return errors.New("there is no such state of a batch")
	}
	*s = state
	return nil
}

// Batch is a set of pending rows of one batch type.
type Batch struct {
	bun.BaseModel `bun:"table:batch,alias:batch"`

	ID              int64           `bun:"id,pk,autoincrement"`
	Type            string          `bun:"type"`
	Description     string          `bun:"description"`
	Notes           string          `bun:"notes"`
	State           BatchState      `bun:"state"`
	Source          json.RawMessage `bun:"source,type:jsonb"`
	Parameters      json.RawMessage `bun:"parameters,type:jsonb"`
	Options         json.RawMessage `bun:"options,type:jsonb"` // what it is executed with; {} before that
	NextSequence    int64           `bun:"next_sequence"`      // of the next row that belongs to no planned chunk
	RowCount        *int64          `bun:"row_count"`          // removed rows included; nil while it is being populated
	FailedCount     int64           `bun:"failed_count"`       // rows that the execution, when it ended, had failed to execute
	RowRevision     int64           `bun:"row_revision"`       // how often people have changed rows
	ClientKey       *string         `bun:"client_key"`
	PopulationJobID *int64          `bun:"population_job_id"`
	ExecutionJobID  *int64          `bun:"execution_job_id"`
	UndoJobID       *int64          `bun:"undo_job_id"`
	PurgeJobID      *int64          `bun:"purge_job_id"`
	UploadID        *int64          `bun:"upload_id"` // the file that its rows come from
	FileReport      *FileReport     `bun:"file_report,type:jsonb"`
	CreatedBy       *int64          `bun:"created_by"`
	CompletedBy     *int64          `bun:"completed_by"`
	ApprovedBy      *int64          `bun:"approved_by"`
	ExecutedBy      *int64          `bun:"executed_by"`
	UndoneBy        *int64          `bun:"undone_by"`
	PurgedBy        *int64          `bun:"purged_by"`
	CreatedAt       time.Time       `bun:"created_at"`
	CompletedAt     *time.Time      `bun:"completed_at"`
	ApprovedAt      *time.Time      `bun:"approved_at"` // nil: it is not approved as it is
	ExecutedAt      *time.Time      `bun:"executed_at"`
	PurgedAt        *time.Time      `bun:"purged_at"`
	Remains         json.RawMessage `bun:"remains,type:jsonb"` // what its rows told before they were purged
	DueOn           *Date           `bun:"due_on"`             // the day by which it is to be executed
	PurgeOn         *Date           `bun:"purge_on"`           // the day from which it may be purged
	UpdatedAt       time.Time       `bun:"updated_at"`
	Version         int             `bun:"version"`
}

// JobIDs lists the batch's jobs.
func (b *Batch) JobIDs() []*int64 {
	return slices.DeleteFunc([]*int64{b.PopulationJobID, b.ExecutionJobID, b.UndoJobID, b.PurgeJobID}, func(id *int64) bool { return id == nil })
}

// Overdue reports whether the batch should have been executed by now.
func (b *Batch) Overdue() bool { return b.DueOn != nil && b.ExecutedAt == nil && *b.DueOn < Today() }

// BatchNumber formats a batch's id as people see it: #00000123.
func BatchNumber(id int64) string { return fmt.Sprintf("#%08d", id) }

// SourceKind is the kind of a source, which the rows of a batch come from.
type SourceKind string

// The kinds of sources.
const (
	SourceQuery   SourceKind = "query"    // a query of products
	SourceBatch   SourceKind = "batch"    // the products of another batch
	SourceFile    SourceKind = "file"     // an uploaded file
	SourceDataSet SourceKind = "data_set" // found by the batch type itself
	SourceHand    SourceKind = "hand"     // typed, pasted or scanned, row by row
	SourceClone   SourceKind = "clone"    // the rows of another batch of the same type

	SourceImporter SourceKind = "importer" // what an importer finds different in its target
)

// RowOutcome is what execution made of a row.
type RowOutcome string

// The outcomes of a row; a row that was not executed has none.
const (
	RowExecuted RowOutcome = "executed"
	RowFailed   RowOutcome = "failed"
	RowReverted RowOutcome = "reverted" // executed, and undone
	RowKept     RowOutcome = "kept"     // executed, and could not be undone
)

// UnmarshalText implements encoding.TextUnmarshaler. The API writes outcomes in
// upper case.
func (o *RowOutcome) UnmarshalText(text []byte) error {
	outcome, ok := parseWord(text, RowExecuted, RowFailed, RowReverted, RowKept)
	if !ok {
		return errors.New("there is no such outcome of a row")
	}
	*o = outcome
	return nil
}

// Severity says how much a row status matters.
type Severity string

// The severities, from harmless to blocking.
const (
	SeverityOK      Severity = "OK"
	SeverityNotice  Severity = "NOTICE"
	SeverityWarning Severity = "WARNING"
	SeverityError   Severity = "ERROR"
)
