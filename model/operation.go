package model

import (
	"encoding/json"
	"errors"
	"time"
)

// OperationStatus is where an Operation stands.
type OperationStatus string

// The statuses of an operation.
const (
	OperationUnprocessed OperationStatus = "unprocessed" // nobody works on it; perhaps it is not due yet
	OperationRunning     OperationStatus = "running"
	OperationFinished    OperationStatus = "finished" // its result tells how
	OperationCanceled    OperationStatus = "canceled" // taken back before it ran
)

// UnmarshalText implements encoding.TextUnmarshaler. The API writes statuses in
// upper case.
func (s *OperationStatus) UnmarshalText(text []byte) error {
	status, ok := parseWord(text, OperationUnprocessed, OperationRunning, OperationFinished, OperationCanceled)
	if !ok {
		return errors.New("there is no such status of an operation")
	}
	*s = status
	return nil
}

// Ended reports whether nothing can happen to the operation any more.
func (s OperationStatus) Ended() bool { return s == OperationFinished || s == OperationCanceled }

// OperationResult is how an operation came out.
type OperationResult string

// The results of a finished operation.
const (
	OperationSuccessful OperationResult = "successful"
	OperationFailed     OperationResult = "failed"
)

// UnmarshalText implements encoding.TextUnmarshaler. The API writes results in
// upper case.
func (r *OperationResult) UnmarshalText(text []byte) error {
	result, ok := parseWord(text, OperationSuccessful, OperationFailed)
	if !ok {
		return errors.New("there is no such result of an operation")
	}
	*r = result
	return nil
}

// Operation is the record of something that happens in the background or in
// bulk.
type Operation struct {
	ID            int64
	Type          string // "new-blogpost-email"
	Status        OperationStatus
	Result        *OperationResult  // nil until it has finished
	Context       *OperationContext // what it is about; nil: nothing in particular
	OperationData                   // none unless the reader says that it comes along
	Error         *string           // why it failed, for everyone
	Group         *string           // the action group that runs for it; nil: somebody outside does the work
	Route         *string           // with a group: where it runs
	Attempt       int               // how often it was started or claimed
	RunAt         time.Time         // not to be claimed or run before
	DueAt         *time.Time        // when it may be claimed; while it runs, when its lease ends; nil: never
	CreatedBy     *int64            // a user, perhaps deleted since; nil: Sluice itself
	StartedBy     *int64
	FinishedBy    *int64
	CreatedAt     time.Time
	StartedAt     *time.Time // the latest start
	FinishedAt    *time.Time // also when it was canceled
	UpdatedAt     time.Time
	Version       int
}

// OperationData is what went into an operation and what came out, up to 1 MB
// each.
type OperationData struct {
	Input  json.RawMessage // nil: none
	Output json.RawMessage // nil: none
}

// GlobalID returns the id that the API shows.
func (o *Operation) GlobalID() ID { return NewID("Operation", o.ID) }

// IsNode marks what node(id:) can answer.
func (*Operation) IsNode() {}

// LeaseUntil is when a worker loses the operation if it does not extend its
// lease; nil unless it runs with one.
func (o *Operation) LeaseUntil() *time.Time {
	if o.Status != OperationRunning {
		return nil
	}
	return o.DueAt
}

// OperationContext says what an operation is about: an object of the API, or
// something in a foreign system. One of the two is set.
type OperationContext struct {
	ID        *ID
	Reference *string
}

// Kind is the type of an object of the API; nil for a reference.
func (c *OperationContext) Kind() *string {
	if c.ID == nil {
		return nil
	}
	return &c.ID.Kind
}

// Label is what people call an object of the API, by its kind and number; nil
// for a reference.
func (c *OperationContext) Label() *string {
	if c.ID == nil {
		return nil
	}
	number := c.ID.Key
	if id, err := c.ID.Int("Batch"); err == nil {
		number = BatchNumber(id)
	}
	return new(c.ID.Kind + " " + number)
}
