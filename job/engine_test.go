package job_test

import (
	"context"
	"testing"

	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func TestJobRunsToItsEnd(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	app := newLedgerApp(t, db, 1000)
	e := startEngine(t, db, job.Options{Slots: 4}, app)
	j := create(t, e, db, job.Spec{Partitioning: "size_10", Parallelism: 3})

	j = waitEnded(t, db, j.ID)

	if j.State != model.JobFinished {
		t.Fatalf("state %s, error %v", j.State, j.Error)
	}
	app.checkLedger(t, db)
	checkAtRest(t, db, j.ID)
	p, err := e.Progress(context.Background(), j.ID)
	if err != nil {
		t.Fatal(err)
	}
	if got := p[j.ID]; got.ChunksDone != 100 || got.ItemsDone != 1000 || got.ChunksRunning != 0 || *got.TotalItems != 1000 {
		t.Errorf("progress %+v", got)
	}
	if app.ended(t, db) != "finished" {
		t.Error("End was not called once with finished")
	}
}
