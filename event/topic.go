package event

import "strconv"

// channel is the PostgreSQL notification channel that all processes share.
const channel = "sluice"

// Topics of whole collections: an object came, went or changed its state.
const (
	Jobs       = "jobs"
	Batches    = "batches"
	Operations = "operations"
)

// Job is the topic of one job and its progress.
func Job(id int64) string { return "job:" + strconv.FormatInt(id, 10) }

// Batch is the topic of one batch and its rows.
func Batch(id int64) string { return "batch:" + strconv.FormatInt(id, 10) }
