package job_test

import (
	"testing"
	"time"

	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
)

func TestSummary(t *testing.T) {
	t.Parallel()
	of := func(state model.JobState, items, chunks, done, failed, exceptions, chunksFailed, open int64) *model.JobProgress {
		start := time.Now()
		end := start.Add(90 * time.Second)
		return &model.JobProgress{
			State: state, TotalItems: &items, TotalChunks: &chunks, ItemsDone: done, ItemsFailed: failed,
			Exceptions: exceptions, ChunksFailed: chunksFailed, ExceptionsOpen: open, StartedAt: &start, FinishedAt: &end,
		}
	}
	tests := map[string]*model.JobProgress{
		"Not started.": {State: model.JobCreated},
		"Running.":     {State: model.JobRunning},
		"Not started: 1 item in 1 chunk to process.":                                                              of(model.JobCreated, 1, 1, 0, 0, 0, 0, 0),
		"Running: 5,000 of 10,000 items dealt with.":                                                              of(model.JobRunning, 10000, 2, 5000, 0, 0, 0, 0),
		"Paused: 0 of 0 items dealt with.":                                                                        of(model.JobPaused, 0, 0, 0, 0, 0, 0, 0),
		"Finished in 1m30s: 9 of 9 items dealt with, of which 2 failed.":                                          of(model.JobFinished, 9, 3, 9, 2, 0, 0, 0),
		"Canceled: 3 of 9 items dealt with, of which 1 is stored away. 1 exception waits for a person to decide.": of(model.JobCanceled, 9, 3, 3, 0, 1, 0, 1),
		"Failed: 6 of 9 items dealt with, of which 1 failed and 2 are stored away. 1 chunk failed as a whole.":    of(model.JobFailed, 9, 3, 6, 1, 2, 1, 0),
	}
	for want, progress := range tests {
		if got := job.Summary(progress); got != want {
			t.Errorf("summary = %q, want %q", got, want)
		}
	}
}
