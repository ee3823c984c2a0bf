package job_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// gate stops chunks in their transactions, after their effects.
type gate struct {
	reached chan int64    // numbers of chunks that have reached the gate
	open    chan struct{} // closed to let all through
}

func newGate() *gate { return &gate{reached: make(chan int64, 100), open: make(chan struct{})} }

func (g *gate) onChunk(ctx context.Context, _ postgres.Tx, c *model.Chunk) error {
	g.reached <- c.Number
	select {
	case <-g.open:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func TestCancelFinishesChunksInHand(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	app := newLedgerApp(t, db, 100)
	g := newGate()
	app.onChunk = g.onChunk
	e := startEngine(t, db, job.Options{Slots: 4}, app)
	id := create(t, e, db, job.Spec{Parallelism: 2}).ID
	<-g.reached
	<-g.reached

	j, err := e.CancelJob(asAdmin(t), id)
	if err != nil || j.State != model.JobCanceling {
		t.Fatalf("%+v, %v", j, err)
	}
	close(g.open)
	j = waitEnded(t, db, id)
	p, err := e.Progress(t.Context(), id)
	if err != nil || j.State != model.JobCanceled || p[id].ChunksDone != 2 || p[id].ItemsDone != 20 {
		t.Errorf("the job %s at %+v, %v", j.State, p[id], err)
	}
	checkAtRest(t, db, id)

	if err := resume(t, e, db, id); err != nil {
		t.Fatal(err)
	}
	if j = waitEnded(t, db, id); j.State != model.JobFinished {
		t.Errorf("after Resume the job %s", j.State)
	}
	app.checkLedger(t, db)
	if got := app.ended(t, db); got != "canceled finished" {
		t.Errorf("End was called with %q", got)
	}
}

func TestCancelWakesSleepingLanes(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	app := newLedgerApp(t, db, 10)
	app.onChunk = func(context.Context, postgres.Tx, *model.Chunk) error { return errHook }
	e := startEngine(t, db, job.Options{Slots: 2, Backoff: func(int) time.Duration { return time.Hour }}, app)
	id := create(t, e, db, job.Spec{}).ID
	poll(t, db.Pool, "the lane sleeps", `
		SELECT EXISTS (SELECT FROM job_lane l JOIN river.river_job r ON r.id = l.river_job_id
			WHERE l.job_id = $1 AND r.state = 'available' AND r.scheduled_at > now())`, id)
	before := time.Now()
	if _, err := e.CancelJob(asAdmin(t), id); err != nil {
		t.Fatal(err)
	}
	if j := waitEnded(t, db, id); j.State != model.JobCanceled {
		t.Errorf("the job %s", j.State)
	}
	if took := time.Since(before); took > 4*time.Second {
		t.Errorf("canceling took %s: the lane slept on", took)
	}
}

func TestCancelBeforeThePlan(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	app := newLedgerApp(t, db, 10)
	idle := startEngine(t, db, job.Options{}, app)
	id := create(t, idle, db, job.Spec{}).ID
	if _, err := idle.CancelJob(asAdmin(t), id); err != nil {
		t.Fatal(err)
	}
	startEngine(t, db, job.Options{Slots: 2}, app)
	if j := waitEnded(t, db, id); j.State != model.JobCanceled || j.TotalChunks != nil {
		t.Errorf("the job: %+v", j)
	}
	checkAtRest(t, db, id)
	if err := resume(t, idle, db, id); err != nil {
		t.Fatal(err)
	}
	if j := waitEnded(t, db, id); j.State != model.JobFinished {
		t.Errorf("after Resume the job %s", j.State)
	}
	app.checkLedger(t, db)
}

// stopped runs an engine until its test calls the function it returns.
func stopped(t *testing.T, db *postgres.DB, opts job.Options, app job.Application) (*job.Engine, func()) {
	t.Helper()
	opts = quick(opts)
	opts.Logger = slog.New(slog.DiscardHandler)
	e, err := job.New(db, opts, app)
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	return e, func() {
		t.Helper()
		if err := e.Stop(t.Context()); err != nil {
			t.Errorf("stopping: %v", err)
		}
	}
}

func TestStopFinishesChunksInHand(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	app := newLedgerApp(t, db, 100)
	g := newGate()
	app.onChunk = g.onChunk
	e, stop := stopped(t, db, job.Options{Slots: 2, StopTimeout: patience}, app)
	id := create(t, e, db, job.Spec{Parallelism: 1}).ID
	<-g.reached
	go close(g.open)
	stop()
	if states := chunkStates(t, db, id); states["done"] == 0 || states["running"] != 0 {
		t.Errorf("after Stop: %v", states)
	}
	checkHandedBack(t, db, id)
}

func TestStopReleasesChunksThatTakeTooLong(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	app := newLedgerApp(t, db, 100)
	g := newGate() // stays closed
	app.onChunk = g.onChunk
	e, stop := stopped(t, db, job.Options{Slots: 2, StopTimeout: 50 * time.Millisecond}, app)
	id := create(t, e, db, job.Spec{Parallelism: 2}).ID
	<-g.reached
	<-g.reached
	stop()
	if states := chunkStates(t, db, id); states["pending"] != 10 {
		t.Errorf("after Stop: %v", states)
	}
	var attempts, workers int
	err := db.Pool.QueryRow(t.Context(), "SELECT (SELECT sum(attempt) FROM job_chunk), (SELECT count(*) FROM worker)").Scan(&attempts, &workers)
	if err != nil || attempts != 0 || workers != 0 {
		t.Errorf("%d attempts counted, %d workers on record: %v", attempts, workers, err)
	}
	checkHandedBack(t, db, id)

	close(g.open)
	startEngine(t, db, job.Options{Slots: 2}, app)
	if j := waitEnded(t, db, id); j.State != model.JobFinished {
		t.Errorf("the job %s", j.State)
	}
	app.checkLedger(t, db)
}

// checkHandedBack fails the test unless another process can take the lanes at
// once.
func checkHandedBack(t *testing.T, db *postgres.DB, id int64) {
	t.Helper()
	var kept int
	err := db.Pool.QueryRow(t.Context(), `
		SELECT count(*) FROM job_lane l LEFT JOIN river.river_job r ON r.id = l.river_job_id
		WHERE l.job_id = $1 AND (r.state IS DISTINCT FROM 'available' OR r.scheduled_at > now())`, id).Scan(&kept)
	if err != nil || kept != 0 {
		t.Errorf("%d lanes not handed back: %v", kept, err)
	}
}

func chunkStates(t testing.TB, db *postgres.DB, id int64) map[string]int {
	t.Helper()
	var rows []struct {
		State  string `bun:"state"`
		Chunks int    `bun:"chunks"`
	}
	err := db.NewRaw("SELECT state, count(*) AS chunks FROM job_chunk WHERE job_id = ? GROUP BY state", id).Scan(t.Context(), &rows)
	if err != nil {
		t.Fatal(err)
	}
	states := make(map[string]int)
	for _, r := range rows {
		states[r.State] = r.Chunks
	}
	return states
}
