package model

import (
	"encoding/json"
	"errors"
	"time"

	"github.com/uptrace/bun"
)

// JobState is the state of a Job.
type JobState string

// The states of a job. The last lane to rest ends it.
const (
	JobCreated   JobState = "created"   // its source is being cut, or has been; nobody has started it
	JobRunning   JobState = "running"   // its chunks are being processed, after it was planned if it was not
	JobPaused    JobState = "paused"    // held up on request, or done with the chunks that were asked for
	JobCanceling JobState = "canceling" // asked to stop; chunks in hand are finished first
	JobFinished  JobState = "finished"  // every chunk is done; counts tell how many items failed
	JobFailed    JobState = "failed"    // no chunk is left to do, but at least one failed as a whole
	JobCanceled  JobState = "canceled"  // stopped on request; the chunks that were done stay done
	JobDeleting  JobState = "deleting"  // deleted for everyone; what it made is being removed in pieces
)

// UnmarshalText implements encoding.TextUnmarshaler. The API writes states in
// upper case, and knows no job that is being deleted.
func (s *JobState) UnmarshalText(text []byte) error {
	state, ok := parseWord(text, JobCreated, JobRunning, JobPaused, JobCanceling, JobFinished, JobFailed, JobCanceled)
	if !ok {
		return errors.New("there is no such state of a job")
	}
	*s = state
	return nil
}

// Ended reports whether the job has stopped for good or until it is resumed.
func (s JobState) Ended() bool {
	return s == JobFinished || s == JobFailed || s == JobCanceled
}

// Job is one tracked, restartable run of an application over a source.
type Job struct {
	bun.BaseModel `bun:"table:job"`

	ID             int64           `bun:"id,pk,autoincrement"`
	Application    string          `bun:"application"`
	Name           string          `bun:"name"`
	Description    string          `bun:"description"`
	Source         string          `bun:"source"`
	Parameters     json.RawMessage `bun:"parameters,type:jsonb"`
	Partitioning   string          `bun:"partitioning"`
	PartitioningID *int64          `bun:"partitioning_id"` // the kept cut that its chunks are of
	Parallelism    int             `bun:"parallelism"`
	Priority       int             `bun:"priority"`    // 1 (first) to 4 (last)
	Rate           *int            `bun:"rate"`        // items per second at most; nil: as many as it can
	PacedUntil     *time.Time      `bun:"paced_until"` // with a rate: when the next chunk may begin
	State          JobState        `bun:"state"`
	ProgramHash    string          `bun:"program_hash"` // of the program that it was started with last
	BuildRevision  string          `bun:"build_revision"`
	TotalChunks    *int64          `bun:"total_chunks"` // nil until the job is planned
	TotalItems     *int64          `bun:"total_items"`
	PlanAttempts   int             `bun:"plan_attempts"`
	EndAttempts    int             `bun:"end_attempts"`
	NotBefore      *time.Time      `bun:"not_before"` // after planning or ending failed: when to try again
	Error          *string         `bun:"error"`
	Activity       *string         `bun:"activity"`   // see JobProgress
	ClientKey      *string         `bun:"client_key"` // chosen by the client, so that a repeated request finds the job it made
	CreatedBy      *int64          `bun:"created_by"`
	StartedBy      *int64          `bun:"started_by"`
	CanceledBy     *int64          `bun:"canceled_by"`
	CreatedAt      time.Time       `bun:"created_at"`
	StartedAt      *time.Time      `bun:"started_at"`
	RunStartedAt   *time.Time      `bun:"run_started_at"` // when the present run was planned or resumed
	RunItems       int64           `bun:"run_items"`      // dealt with by the runs before
	FinishedAt     *time.Time      `bun:"finished_at"`
	UpdatedAt      time.Time       `bun:"updated_at"`
	Version        int             `bun:"version"`
}

// ChunkState is the state of a Chunk.
type ChunkState string

// The states of a chunk.
const (
	ChunkHeld    ChunkState = "held" // nobody has asked for it yet
	ChunkPending ChunkState = "pending"
	ChunkRunning ChunkState = "running"
	ChunkDone    ChunkState = "done"
	ChunkFailed  ChunkState = "failed"
)

// Chunk is the unit of work: the items of one partition of one job.
type Chunk struct {
	bun.BaseModel `bun:"table:job_chunk"`

	JobID         int64           `bun:"job_id,pk"`
	Number        int64           `bun:"number,pk"`         // 1, 2, … in the order of the source
	Bounds        json.RawMessage `bun:"bounds,type:jsonb"` // which items: the application's own notation
	Items         int64           `bun:"items"`             // how many, when the job was planned
	State         ChunkState      `bun:"state"`
	Attempt       int             `bun:"attempt"`
	NotBefore     *time.Time      `bun:"not_before"`
	Lane          *int            `bun:"lane"`
	WorkerID      *string         `bun:"worker_id"`
	ItemsDone     int64           `bun:"items_done"`
	ItemsFailed   int64           `bun:"items_failed"`
	Exceptions    int64           `bun:"exceptions"` // items stored away, those included that people have settled since
	Statistics    json.RawMessage `bun:"statistics,type:jsonb"`
	QueuedAt      *time.Time      `bun:"queued_at"` // since when it waited; nil while nobody has asked for it
	Redo          bool            `bun:"redo"`      // it was done before: what it made then is replaced
	ProgramHash   string          `bun:"program_hash"`
	BuildRevision string          `bun:"build_revision"`
	Error         *string         `bun:"error"`        // why the latest attempt failed, for everyone
	ErrorDetail   *string         `bun:"error_detail"` // the technical cause, for operators
	StartedAt     *time.Time      `bun:"started_at"`
	FinishedAt    *time.Time      `bun:"finished_at"`
}

// JobProgress is how far a job has come at one moment. It counts each item of
// the source once, by what became of it last: ItemsDone less ItemsFailed and
// Exceptions have succeeded.
type JobProgress struct {
	JobID          int64
	State          JobState
	Activity       string // what it is about while it is being planned, such as "Reading the file: 3,200,000 lines"; "": nothing to tell
	TotalChunks    *int64 // nil while the job is being planned
	TotalItems     *int64
	ChunksDone     int64
	ChunksRunning  int64
	ChunksFailed   int64
	ItemsDone      int64    // items that have been dealt with, failed and stored away ones included
	ItemsFailed    int64    // items that were dealt with and failed
	Exceptions     int64    // items that are stored away: the job has not processed them since
	ExceptionsOpen int64    // exceptions that nobody has decided about
	ItemsPerSec    *float64 // over the last seconds, or the whole run once it ended; nil until there is enough to tell
	SecondsLeft    *float64 // nil when not running or not known
	StartedAt      *time.Time
	FinishedAt     *time.Time
}
