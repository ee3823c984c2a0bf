package job_test

import (
	"context"
	"sync/atomic"
	"testing"

	"github.com/sluicehq/sluice/dag"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// stuck is the weight of parcels that are stored away however often they are
// processed.
const stuck = 77

func TestFiguresCountEachItemOnce(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	s := newSorter(t, db, 200)
	var strict atomic.Bool // whether parcel 20 is stored away, whatever people say
	s.onNode = func(_ context.Context, p *parcel) error {
		if p.weight == stuck || p.id == 20 && strict.Load() {
			return dag.Undecidable("stuck", nil)
		}
		return nil
	}
	e := startEngine(t, db, job.Options{Slots: 2}, s.application())
	j := start(t, e, db, sort(t, e, job.Spec{}).ID)
	check := func(what string, storedAway, open int64) {
		t.Helper()
		checkFigures(t, db, e, j.ID, what, 200, storedAway, open)
	}
	weighs := func(weight int) job.Decision {
		return job.Decision{State: model.ExceptionCorrected, Correction: map[string]any{"weight": weight}}
	}
	again := func(chunks ...int64) {
		t.Helper()
		if _, err := e.ReprocessChunks(asAdmin(t), j.ID, &job.Chunks{Numbers: chunks}); err != nil {
			t.Fatal(err)
		}
		waitStopped(t, db, j.ID)
	}
	check("after the first run", 20, 20)

	decide(t, e, j.ID, []int64{10}, job.Decision{State: model.ExceptionAccepted})
	decide(t, e, j.ID, []int64{20}, weighs(7))
	decide(t, e, j.ID, []int64{30}, weighs(500)) // fails
	decide(t, e, j.ID, []int64{40}, weighs(stuck))
	decide(t, e, j.ID, []int64{50, 60}, job.Decision{State: model.ExceptionSkipped})
	decide(t, e, j.ID, []int64{60}, job.Decision{State: model.ExceptionOpen})
	check("after people have decided", 20, 15)

	processExceptions(t, e, db, j.ID) // in chunk 3
	check("after one was stored away again", 17, 16)
	decide(t, e, j.ID, []int64{40}, weighs(stuck))
	processExceptions(t, e, db, j.ID) // in chunk 4
	check("after it was once more", 17, 16)
	decide(t, e, j.ID, []int64{40, 120}, weighs(9))
	processExceptions(t, e, db, j.ID) // in chunk 5
	check("after it was at last processed", 15, 14)

	again(1)
	check("after its own chunk was processed again", 15, 14)
	decide(t, e, j.ID, []int64{110}, weighs(11))
	again(2)
	check("after a chunk with a decision was", 14, 13)
	strict.Store(true)
	again(3)
	check("after exceptions were, and one was stored away again", 15, 14)
	again(3)
	check("after that was done twice", 15, 14)
	strict.Store(false)
	again(1)
	check("after the item of that was processed with its chunk", 15, 14)
	again(1, 2, 3, 4, 5)
	check("after all were, 110 without the decision that was used up", 16, 15)
}

func TestDecisionsOutliveReprocessingOfAnotherJobsExceptions(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	s := newSorter(t, db, 200)
	s.onNode = func(_ context.Context, p *parcel) error {
		if p.weight == stuck {
			return dag.Undecidable("stuck", nil)
		}
		return nil
	}
	e := startEngine(t, db, job.Options{Slots: 2}, s.application())
	j := start(t, e, db, sort(t, e, job.Spec{}).ID)
	decide(t, e, j.ID, []int64{10}, job.Decision{State: model.ExceptionAccepted})
	decide(t, e, j.ID, []int64{20, 30}, job.Decision{State: model.ExceptionCorrected, Correction: map[string]any{"weight": stuck}})
	other := start(t, e, db, sort(t, e, job.Spec{Source: "exceptions:1"}).ID)
	checkFigures(t, db, e, other.ID, "after the run", 3, 2, 2)
	decide(t, e, other.ID, []int64{30}, job.Decision{State: model.ExceptionSkipped})
	if _, err := e.ReprocessChunks(asAdmin(t), other.ID, nil); err != nil {
		t.Fatal(err)
	}
	waitStopped(t, db, other.ID)
	checkFigures(t, db, e, other.ID, "after it was processed again", 3, 2, 1)
}

// checkFigures fails the test unless a job's figures tell of each of its items
// once, as results and exceptions do.
func checkFigures(t testing.TB, db *postgres.DB, e *job.Engine, id int64, what string, items, storedAway, open int64) {
	t.Helper()
	checkAtRest(t, db, id)
	all, err := e.Progress(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	p := all[id]
	succeeded := number(t, db, "SELECT count(*) FROM job_result WHERE job_id = $1", id)
	if distinct := number(t, db, "SELECT count(DISTINCT item_key) FROM job_result WHERE job_id = $1", id); distinct != succeeded {
		t.Errorf("%s: %d items have %d results", what, distinct, succeeded)
	}
	if kept := number(t, db, "SELECT count(*) FROM job_exception WHERE job_id = $1 AND state <> 'processed'", id); kept != storedAway {
		t.Errorf("%s: %d items are stored away, want %d", what, kept, storedAway)
	}
	if *p.TotalItems != items || p.ItemsDone != items || p.ItemsFailed != items-succeeded-storedAway ||
		p.Exceptions != storedAway || p.ExceptionsOpen != open {
		t.Errorf("%s: %d of %d items done, %d failed, %d stored away, %d open; %d have a result, want %d stored away, %d open", what,
			p.ItemsDone, *p.TotalItems, p.ItemsFailed, p.Exceptions, p.ExceptionsOpen, succeeded, storedAway, open)
	}
}
