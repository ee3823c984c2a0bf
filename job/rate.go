package job

import (
	"sync"
	"time"

	"github.com/sluicehq/sluice/model"
)

const (
	// rateWindow is what "now" means for the rate of a running job, if it is
	// asked about that often.
	rateWindow = 10 * time.Second
	// rateSpan is how much time there must be to tell a rate from.
	rateSpan = 2 * time.Second
	// rateChunks is how many chunks must have been done in the window; with
	// fewer, the rate would jump each time that one is.
	rateChunks = 5
	// sampleGap is the least time between two samples that are kept.
	sampleGap = 250 * time.Millisecond
	// sampleLife is how long samples of a job that nobody asks about are kept.
	sampleLife = time.Minute
)

// rates tells how fast jobs go. A job that has ended: the average of its last
// run. A running one: the average of the last rateWindow, from what this
// process has seen of it, or if that is too little, of the present run, which
// the database knows. A run begins when the job has been planned or resumed;
// time in which no worker was there counts.
type rates struct {
	mu   sync.Mutex
	seen map[int64][]sample
}

// sample is how far a job was at one moment.
type sample struct {
	at     time.Time
	items  int64
	chunks int64
}

// tell fills in p's rate and time left.
func (rs *rates) tell(p *model.JobProgress, r run) {
	if r.startedAt == nil {
		return
	}
	if p.State.Ended() {
		rs.forget(p.JobID)
		if p.FinishedAt != nil {
			p.ItemsPerSec = perSecond(r.items-r.itemsBefore, p.FinishedAt.Sub(*r.startedAt))
		}
		return
	}
	present := sample{at: r.now, items: r.items, chunks: p.ChunksDone}
	if base := rs.note(p.JobID, present, *r.startedAt); present.at.Sub(base.at) >= rateSpan && present.chunks-base.chunks >= rateChunks {
		p.ItemsPerSec = perSecond(present.items-base.items, present.at.Sub(base.at))
	} else if age := r.now.Sub(*r.startedAt); age >= rateSpan && r.items > r.itemsBefore {
		p.ItemsPerSec = perSecond(r.items-r.itemsBefore, age)
	}
	if p.State == model.JobRunning && p.ItemsPerSec != nil && *p.ItemsPerSec > 0 {
		left := itemsLeft(p) / *p.ItemsPerSec
		p.SecondsLeft = &left
	}
}

// itemsLeft goes by chunks: a source may have lost items since it was counted.
func itemsLeft(p *model.JobProgress) float64 {
	if *p.TotalChunks == 0 {
		return 0
	}
	left := *p.TotalChunks - p.ChunksDone - p.ChunksFailed
	return float64(*p.TotalItems) * float64(left) / float64(*p.TotalChunks)
}

// note remembers a sample and returns the one to compare it with: the oldest of
// the window and the run.
func (rs *rates) note(id int64, present sample, runStarted time.Time) sample {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	if rs.seen == nil {
		rs.seen = make(map[int64][]sample)
	}
	samples, known := rs.seen[id]
	if !known {
		rs.dropOld(present.at)
	}
	for len(samples) > 0 && (present.at.Sub(samples[0].at) > sampleLife || samples[0].at.Before(runStarted)) {
		samples = samples[1:]
	}
	for len(samples) > 1 && present.at.Sub(samples[0].at) > rateWindow && present.at.Sub(samples[1].at) >= rateSpan {
		samples = samples[1:]
	}
	if n := len(samples); n == 0 || present.at.Sub(samples[n-1].at) >= sampleGap {
		samples = append(samples, present)
	}
	rs.seen[id] = samples
	return samples[0]
}

// dropOld forgets jobs that nobody has asked about for a while.
func (rs *rates) dropOld(now time.Time) {
	for id, samples := range rs.seen {
		if now.Sub(samples[len(samples)-1].at) > sampleLife {
			delete(rs.seen, id)
		}
	}
}

func (rs *rates) forget(id int64) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	delete(rs.seen, id)
}

// perSecond returns nil for no time at all.
func perSecond(items int64, d time.Duration) *float64 {
	if d <= 0 {
		return nil
	}
	rate := float64(items) / d.Seconds()
	return &rate
}
