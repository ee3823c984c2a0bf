package job

import (
	"math"
	"testing"
	"time"

	"github.com/sluicehq/sluice/model"
)

func TestRates(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	chunks, items := int64(100), int64(1000) // 10 items in each
	at := func(rs *rates, second float64, done int64, before int64, state model.JobState) *model.JobProgress {
		now := start.Add(time.Duration(second * float64(time.Second)))
		p := &model.JobProgress{JobID: 1, State: state, TotalChunks: &chunks, TotalItems: &items, ChunksDone: done}
		if state.Ended() {
			p.FinishedAt = &now
		}
		rs.tell(p, run{startedAt: &start, items: 10 * done, itemsBefore: before, now: now})
		return p
	}
	check := func(what string, p *model.JobProgress, rate, left float64) {
		t.Helper()
		for _, f := range []struct {
			name string
			got  *float64
			want float64
		}{{"items a second", p.ItemsPerSec, rate}, {"seconds left", p.SecondsLeft, left}} {
			got := -1.0
			if f.got != nil {
				got = *f.got
			}
			if math.Abs(got-f.want) > 0.01 {
				t.Errorf("%s: %s %.2f, want %.2f", what, f.name, got, f.want)
			}
		}
	}
	const unknown = -1

	var rs rates
	check("too early to tell", at(&rs, 1, 2, 0, model.JobRunning), unknown, unknown)
	check("the average of the run", at(&rs, 4, 4, 0, model.JobRunning), 10, 96)
	check("the average since it was first seen", at(&rs, 5, 22, 0, model.JobRunning), 50, 15.6)
	check("the last ten seconds only", at(&rs, 15, 72, 0, model.JobRunning), 50, 5.6)
	check("canceling: no time left", at(&rs, 15.1, 73, 0, model.JobCanceling), 50.5, unknown)
	check("ended: the whole run", at(&rs, 20, 80, 0, model.JobFailed), 40, unknown)
	if len(rs.seen) != 0 {
		t.Error("an ended job is remembered")
	}

	var other rates // another process, or this one after a restart
	check("nothing seen before", at(&other, 10, 20, 0, model.JobRunning), 20, 40)
	check("resumed: only this run counts", at(&other, 12, 20, 100, model.JobRunning), 100.0/12, 800/(100.0/12))
	check("no progress in this run", at(&other, 12, 20, 200, model.JobRunning), unknown, unknown)

	p := &model.JobProgress{JobID: 2, State: model.JobRunning}
	other.tell(p, run{now: start})
	check("not planned", p, unknown, unknown)
}

func TestRatesForgetWhatNobodyAsksAbout(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	var rs rates
	rs.note(1, sample{at: start}, start)
	rs.note(2, sample{at: start.Add(2 * sampleLife)}, start)
	if _, known := rs.seen[1]; known || len(rs.seen) != 1 {
		t.Errorf("remembered: %v", rs.seen)
	}
}
