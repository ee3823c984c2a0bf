package job

import (
	"time"

	"github.com/sluicehq/sluice/model"
)

// verdict is what a carrier does next.
type verdict struct {
	kind  verdictKind
	pause time.Duration // of wait
}

type verdictKind int

const (
	goOn  verdictKind = iota // look for work
	leave                    // the lane has been handed on or rests
	wait                     // sleep, keeping the lane
	end                      // end the job
)

// orphanPause is how long the last lane waits for the sweep to settle chunks
// whose worker died.
const orphanPause = time.Second

// situation is what a lane that found no chunk to mark sees when it looks
// again, holding the job.
type situation struct {
	job      *model.Job
	lane     int
	now      time.Time
	due      *time.Time // when the first pending chunk is due; nil: none is pending
	running  bool       // some chunk is marked as running
	others   bool       // other lanes have carriers
	attempts int        // how often a plan or an end may be tried
}

// judge decides what becomes of the lane: the last lane of a job to find
// nothing to do ends it, the others rest.
func (s situation) judge() verdict {
	switch {
	case s.job.State.Ended(), s.job.State == model.JobDeleting:
		return verdict{kind: leave}
	case s.toPlan():
		return s.notBefore(verdict{kind: goOn})
	case s.job.State == model.JobPaused, s.job.State == model.JobCreated && s.job.TotalChunks != nil:
		return verdict{kind: leave}
	case s.job.State == model.JobRunning && s.due != nil && s.lane < s.job.Parallelism:
		return s.until(later(s.due, s.job.PacedUntil), verdict{kind: goOn})
	case s.others:
		return verdict{kind: leave}
	case s.running:
		return verdict{kind: wait, pause: orphanPause}
	default:
		return s.notBefore(verdict{kind: end})
	}
}

func (s situation) toPlan() bool {
	planned := s.job.TotalChunks != nil
	return !planned && (s.job.State == model.JobCreated || s.job.State == model.JobRunning) && s.job.PlanAttempts < s.attempts
}

// notBefore waits with v until the job's last failure is long enough ago.
func (s situation) notBefore(v verdict) verdict { return s.until(s.job.NotBefore, v) }

func (s situation) until(t *time.Time, v verdict) verdict {
	if t != nil && t.After(s.now) {
		return verdict{kind: wait, pause: t.Sub(s.now)}
	}
	return v
}

// later returns the later of two times; nil is the beginning of time.
func later(a, b *time.Time) *time.Time {
	if a == nil || b != nil && b.After(*a) {
		return b
	}
	return a
}

// finalState is the state a job ends in: what was canceled too late has
// finished all the same. A job whose other chunks nobody has asked for pauses.
func finalState(j *model.Job, chunksDone, chunksFailed int64, attempts int) model.JobState {
	switch {
	case j.EndAttempts > attempts:
		return model.JobFailed
	case j.TotalChunks != nil && chunksDone == *j.TotalChunks:
		return model.JobFinished
	case j.State == model.JobCanceling:
		return model.JobCanceled
	case j.TotalChunks != nil && chunksFailed == 0:
		return model.JobPaused
	default:
		return model.JobFailed
	}
}
