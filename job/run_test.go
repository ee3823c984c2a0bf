package job_test

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func asModelError(err error, target **model.Error) bool { return errors.As(err, target) }

func TestAtMostParallelismChunksInFlight(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	app := newLedgerApp(t, db, 400)
	const parallelism = 3
	var inFlight, most atomic.Int64
	app.onChunk = func(ctx context.Context, tx postgres.Tx, _ *model.Chunk) error {
		n := inFlight.Add(1)
		defer inFlight.Add(-1)
		for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
		}
		_, err := tx.ExecContext(ctx, "SELECT pg_sleep(0.005)")
		return err
	}
	e := startEngine(t, db, job.Options{Slots: 4}, app) // two engines share the job's lanes
	startEngine(t, db, job.Options{Slots: 4}, app)
	j := waitEnded(t, db, create(t, e, db, job.Spec{Partitioning: "size_2", Parallelism: parallelism}).ID)

	if j.State != model.JobFinished || most.Load() != parallelism {
		t.Errorf("the job %s with up to %d chunks in flight, want %d", j.State, most.Load(), parallelism)
	}
	app.checkLedger(t, db)
	checkAtRest(t, db, j.ID)
	var workers int
	err := db.Pool.QueryRow(t.Context(), "SELECT count(DISTINCT worker_id) FROM job_chunk WHERE job_id = $1", j.ID).Scan(&workers)
	if err != nil || workers != 2 {
		t.Errorf("%d engines worked on the job: %v", workers, err)
	}
}

func TestEmptySourceFinishesAtOnce(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	app := newLedgerApp(t, db, 0)
	e := startEngine(t, db, job.Options{Slots: 2}, app)
	j := waitEnded(t, db, create(t, e, db, job.Spec{}).ID)
	if j.State != model.JobFinished || *j.TotalChunks != 0 || *j.TotalItems != 0 {
		t.Errorf("the job: %+v", j)
	}
	checkAtRest(t, db, j.ID)
}

func TestFailingChunkFailsTheJobAndResumeFinishesIt(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	app := newLedgerApp(t, db, 100)
	var broken atomic.Bool
	broken.Store(true)
	var attempts atomic.Int64
	app.onChunk = func(ctx context.Context, tx postgres.Tx, c *model.Chunk) error {
		if c.Number != 3 || !broken.Load() {
			return nil
		}
		attempts.Add(1)
		_, err := tx.ExecContext(ctx, "SELECT 1/0")
		return err
	}
	e := startEngine(t, db, job.Options{Slots: 2}, app)
	j := waitEnded(t, db, create(t, e, db, job.Spec{}).ID)

	if j.State != model.JobFailed || attempts.Load() != 5 {
		t.Fatalf("the job %s after %d attempts", j.State, attempts.Load())
	}
	checkAtRest(t, db, j.ID)
	checkErrors(t, db, j)
	p, err := e.Progress(t.Context(), j.ID)
	if err != nil || p[j.ID].ChunksDone != 9 || p[j.ID].ChunksFailed != 1 || p[j.ID].ItemsDone != 90 {
		t.Errorf("progress %+v, %v", p[j.ID], err)
	}

	broken.Store(false)
	if err := resume(t, e, db, j.ID); err != nil {
		t.Fatal(err)
	}
	j = waitEnded(t, db, j.ID)
	if j.State != model.JobFinished || j.Error != nil || j.RunItems != 90 {
		t.Errorf("after Resume: %+v", j)
	}
	app.checkLedger(t, db)
	checkAtRest(t, db, j.ID)
	if got := app.ended(t, db); got != "failed finished" {
		t.Errorf("End was called with %q", got)
	}
}

// checkErrors fails the test unless people see a reference, and operators the
// cause.
func checkErrors(t *testing.T, db *postgres.DB, j *model.Job) {
	t.Helper()
	chunk := new(model.Chunk)
	if err := db.NewSelect().Model(chunk).Where("job_id = ? AND state = 'failed'", j.ID).Scan(t.Context()); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(*chunk.ErrorDetail, "division by zero") {
		t.Errorf("the chunk's detail is %q", *chunk.ErrorDetail)
	}
	for _, text := range []string{*chunk.Error, *j.Error} {
		if strings.Contains(text, "division") || !strings.Contains(text, "reference") {
			t.Errorf("people see %q", text)
		}
	}
	if !strings.HasPrefix(*j.Error, "1 of 10 chunks failed. The first: ") {
		t.Errorf("people see %q", *j.Error)
	}
}

func TestErrorsForPeopleAreShownAsTheyAre(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	app := newLedgerApp(t, db, 10)
	app.onPlan = func(context.Context, postgres.Tx) error { return model.Conflict("The file has gone. Upload it again.") }
	e := startEngine(t, db, job.Options{Slots: 2}, app)
	j := waitEnded(t, db, create(t, e, db, job.Spec{}).ID)
	if j.State != model.JobFailed || *j.Error != "Cutting the source failed. The file has gone. Upload it again." {
		t.Errorf("the job %s: %q", j.State, *j.Error)
	}
	if j.PlanAttempts != 5 {
		t.Errorf("%d attempts to plan", j.PlanAttempts)
	}
	checkAtRest(t, db, j.ID)

	app.onPlan = nil
	if err := resume(t, e, db, j.ID); err != nil {
		t.Fatal(err)
	}
	if j = waitEnded(t, db, j.ID); j.State != model.JobFinished {
		t.Errorf("after Resume the job %s", j.State)
	}
	app.checkLedger(t, db)
}

func TestPanicsAreErrors(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	app := newLedgerApp(t, db, 20)
	var planned, worked, ended atomic.Bool
	app.onPlan = func(context.Context, postgres.Tx) error { return panicOnce(&planned) }
	app.onChunk = func(context.Context, postgres.Tx, *model.Chunk) error { return panicOnce(&worked) }
	app.onEnd = func(context.Context, postgres.Tx, *model.Job) error { return panicOnce(&ended) }
	e := startEngine(t, db, job.Options{Slots: 2}, app)
	j := waitEnded(t, db, create(t, e, db, job.Spec{}).ID)
	if j.State != model.JobFinished || j.Error != nil {
		t.Errorf("the job: %+v", j)
	}
	app.checkLedger(t, db)
	if got := app.ended(t, db); got != "finished" {
		t.Errorf("End was called with %q", got)
	}
}

func panicOnce(done *atomic.Bool) error {
	if done.CompareAndSwap(false, true) {
		panic("the first time")
	}
	return nil
}

func TestJobDoesNotEndWithoutItsApplication(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	app := newLedgerApp(t, db, 20)
	app.onEnd = func(_ context.Context, _ postgres.Tx, j *model.Job) error {
		if j.State == model.JobFinished {
			return errHook
		}
		return nil
	}
	e := startEngine(t, db, job.Options{Slots: 2}, app)
	j := waitEnded(t, db, create(t, e, db, job.Spec{}).ID)
	if j.State != model.JobFailed || !strings.HasPrefix(*j.Error, "Ending the job failed. ") {
		t.Errorf("the job: %+v", j)
	}
	if got := app.ended(t, db); got != "failed" {
		t.Errorf("End was called with %q", got)
	}
	checkAtRest(t, db, j.ID)
}

func TestEndSharesTheTransactionThatEndsTheJob(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	app := newLedgerApp(t, db, 20)
	inEnd, proceed := make(chan int64), make(chan struct{})
	app.onEnd = func(_ context.Context, _ postgres.Tx, j *model.Job) error {
		inEnd <- j.ID
		<-proceed
		return nil
	}
	e := startEngine(t, db, job.Options{Slots: 2}, app)
	id := create(t, e, db, job.Spec{}).ID
	<-inEnd
	jobs, err := e.ByID(t.Context(), id)
	if err != nil || jobs[id].State != model.JobRunning {
		t.Errorf("before End returns the job is %+v, %v", jobs[id], err)
	}
	close(proceed)
	if j := waitEnded(t, db, id); j.State != model.JobFinished {
		t.Errorf("the job %s", j.State)
	}
}

func TestOnlyEnginesThatKnowTheApplicationWork(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	app := newLedgerApp(t, db, 20)
	other := &ledgerApp{name: "test.other"}
	ignorant := startEngine(t, db, job.Options{Slots: 2}, other)
	inserting := startEngine(t, db, job.Options{}, app)
	id := create(t, inserting, db, job.Spec{}).ID
	// A job that the ignorant engine knows, after the other in the same queue.
	waitEnded(t, db, create(t, ignorant, db, job.Spec{Application: other.name}).ID)
	jobs, err := inserting.ByID(t.Context(), id)
	if err != nil || jobs[id].State != model.JobRunning || jobs[id].PlanAttempts != 0 {
		t.Fatalf("the job: %+v, %v", jobs[id], err)
	}
	startEngine(t, db, job.Options{Slots: 2}, app)
	if j := waitEnded(t, db, id); j.State != model.JobFinished {
		t.Errorf("the job %s", j.State)
	}
}
