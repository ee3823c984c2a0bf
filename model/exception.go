package model

import (
	"encoding/json"
	"time"

	"github.com/uptrace/bun"
)

// ExceptionState is the state of an Exception.
type ExceptionState string

// The states of an exception.
const (
	ExceptionOpen      ExceptionState = "open"      // nobody has decided
	ExceptionAccepted  ExceptionState = "accepted"  // to be processed as it is, by leave of a person
	ExceptionCorrected ExceptionState = "corrected" // to be processed with corrected data
	ExceptionSkipped   ExceptionState = "skipped"   // left out for good
	ExceptionProcessed ExceptionState = "processed" // processed after it was accepted or corrected
)

// Exception is an item that a program could not decide, stored away for a human.
type Exception struct {
	bun.BaseModel `bun:"table:job_exception,alias:x"`

	ID             int64           `bun:"id,autoincrement"`
	JobID          int64           `bun:"job_id,pk"`
	Chunk          int64           `bun:"chunk"` // that the item is of
	ItemKey        int64           `bun:"item_key,pk"`
	ItemLabel      string          `bun:"item_label"` // for people: a SKU, a line
	Node           string          `bun:"node"`       // that raised it
	Reason         string          `bun:"reason"`     // the same for all of a kind
	Details        json.RawMessage `bun:"details,type:jsonb"`
	Item           json.RawMessage `bun:"item,type:jsonb"`       // the data that may be corrected, by field
	Correction     json.RawMessage `bun:"correction,type:jsonb"` // what a person gave instead; nil: nothing
	State          ExceptionState  `bun:"state"`
	ProcessedChunk *int64          `bun:"processed_chunk"` // of the job, which processed it; nil: none did, or that of another job
	RaisedAt       time.Time       `bun:"raised_at"`
	ResolvedBy     *int64          `bun:"resolved_by"`
	ResolvedAt     *time.Time      `bun:"resolved_at"`
}

// JobResult is what a job produced for an item.
type JobResult struct {
	bun.BaseModel `bun:"table:job_result,alias:r"`

	JobID   int64           `bun:"job_id,pk"`
	Chunk   int64           `bun:"chunk,pk"`
	ItemKey int64           `bun:"item_key,pk"`
	Result  json.RawMessage `bun:"result,type:jsonb"`
}
