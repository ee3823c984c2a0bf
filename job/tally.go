package job

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
)

const (
	// keptTallies bounds how many jobs' figures a process keeps.
	keptTallies = 64
	// commitDelay is how much later than its completion says a chunk may become
	// visible: a worker may be silent for Options.SilentAfter before it loses it.
	commitDelay = 40 * time.Second
)

// tallies are the figures of jobs whose programs somebody looks at, so that each
// look reads only the chunks that were done since.
type tallies struct {
	mu    sync.Mutex
	byJob map[int64]*tally
}

// of returns the tally of a job. Whatever takes a chunk back changes the job's
// version, and the count begins again.
func (ts *tallies) of(j *model.Job) *tally {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	if known := ts.byJob[j.ID]; known != nil && known.version == j.Version {
		return known
	}
	if ts.byJob == nil || len(ts.byJob) >= keptTallies {
		ts.byJob = map[int64]*tally{}
	}
	t := newTally(j)
	ts.byJob[j.ID] = t
	return t
}

// tally is what the chunks of one job add up to.
type tally struct {
	version int

	mu       sync.Mutex
	counted  map[int64]bool // numbers of chunks
	latest   time.Time      // completion of those
	programs map[string]*ProgramStatistics
}

func newTally(j *model.Job) *tally {
	return &tally{version: j.Version, counted: map[int64]bool{}, programs: map[string]*ProgramStatistics{}}
}

// update counts the chunks that match and were done since, and returns the
// figures by program, the one that was used last first.
func (t *tally) update(ctx context.Context, e *Engine, jobID int64, match filter.Expr) ([]*ProgramStatistics, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.latest.IsZero() {
		match = filter.And(match, filter.SQL("finished_at >= ?", t.latest.Add(-commitDelay)))
	}
	err := e.eachStatistics(ctx, jobID, match, 0, t.counted, func(one *ProgramStatistics) {
		t.counted[*one.Chunk] = true
		if one.lastDone.After(t.latest) {
			t.latest = one.lastDone
		}
		of := t.programs[one.Program]
		if of == nil {
			of = &ProgramStatistics{Program: one.Program}
			t.programs[one.Program] = of
		}
		of.add(one)
	})
	if err != nil {
		return nil, err
	}
	return byLastUse(t.programs), nil
}

// byLastUse returns copies.
func byLastUse(programs map[string]*ProgramStatistics) []*ProgramStatistics {
	list := make([]*ProgramStatistics, 0, len(programs))
	for _, of := range programs {
		one := *of
		list = append(list, &one)
	}
	slices.SortFunc(list, func(a, b *ProgramStatistics) int { return b.lastDone.Compare(a.lastDone) })
	return list
}
