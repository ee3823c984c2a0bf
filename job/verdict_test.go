package job

import (
	"testing"
	"time"

	"github.com/sluicehq/sluice/model"
)

func TestJudge(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	past, future := now.Add(-time.Second), now.Add(3*time.Second)
	chunks := int64(10)
	planned := func(state model.JobState) *model.Job {
		return &model.Job{State: state, TotalChunks: &chunks, TotalItems: &chunks, Parallelism: 2}
	}
	unplanned := func(state model.JobState, attempts int) *model.Job {
		return &model.Job{State: state, PlanAttempts: attempts, Parallelism: 2}
	}
	resting := planned(model.JobRunning)
	resting.NotBefore = &future

	tests := []struct {
		name string
		s    situation
		want verdict
	}{
		{"not planned", situation{job: unplanned(model.JobRunning, 0)}, verdict{kind: goOn}},
		{"planning failed for good", situation{job: unplanned(model.JobRunning, 5)}, verdict{kind: end}},
		{"canceled before the plan", situation{job: unplanned(model.JobCanceling, 0)}, verdict{kind: end}},
		{"a chunk is due", situation{job: planned(model.JobRunning), due: &past}, verdict{kind: goOn}},
		{"a chunk will be due", situation{job: planned(model.JobRunning), due: &future, others: true}, verdict{kind: wait, pause: 3 * time.Second}},
		{"a chunk is due, but for fewer lanes", situation{job: planned(model.JobRunning), due: &past, lane: 2, others: true}, verdict{kind: leave}},
		{"other lanes go on", situation{job: planned(model.JobRunning), others: true}, verdict{kind: leave}},
		{"canceling, other lanes go on", situation{job: planned(model.JobCanceling), due: &past, others: true}, verdict{kind: leave}},
		{"the last lane waits for orphans", situation{job: planned(model.JobRunning), running: true}, verdict{kind: wait, pause: orphanPause}},
		{"canceling, the last lane waits for orphans", situation{job: planned(model.JobCanceling), running: true}, verdict{kind: wait, pause: orphanPause}},
		{"the last lane", situation{job: planned(model.JobRunning)}, verdict{kind: end}},
		{"the last lane of a canceled job", situation{job: planned(model.JobCanceling), due: &past}, verdict{kind: end}},
		{"ending failed a moment ago", situation{job: resting}, verdict{kind: wait, pause: 3 * time.Second}},
		{"ended", situation{job: planned(model.JobFailed), due: &past}, verdict{kind: leave}},
	}
	for _, test := range tests {
		test.s.now, test.s.attempts = now, 5
		if got := test.s.judge(); got != test.want {
			t.Errorf("%s: %+v, want %+v", test.name, got, test.want)
		}
	}
}

func TestFinalState(t *testing.T) {
	t.Parallel()
	chunks := int64(10)
	tests := []struct {
		name         string
		job          model.Job
		done, failed int64
		want         model.JobState
	}{
		{"all done", model.Job{State: model.JobRunning, TotalChunks: &chunks}, 10, 0, model.JobFinished},
		{"some failed", model.Job{State: model.JobRunning, TotalChunks: &chunks}, 9, 1, model.JobFailed},
		{"some held", model.Job{State: model.JobRunning, TotalChunks: &chunks}, 9, 0, model.JobPaused},
		{"some failed, some held", model.Job{State: model.JobRunning, TotalChunks: &chunks}, 8, 1, model.JobFailed},
		{"not planned", model.Job{State: model.JobRunning}, 0, 0, model.JobFailed},
		{"canceled", model.Job{State: model.JobCanceling, TotalChunks: &chunks}, 9, 0, model.JobCanceled},
		{"canceled before the plan", model.Job{State: model.JobCanceling}, 0, 0, model.JobCanceled},
		{"canceled too late", model.Job{State: model.JobCanceling, TotalChunks: &chunks}, 10, 0, model.JobFinished},
		{"can't end", model.Job{State: model.JobRunning, TotalChunks: &chunks, EndAttempts: 6}, 10, 0, model.JobFailed},
	}
	for _, test := range tests {
		if got := finalState(&test.job, test.done, test.failed, 5); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}
