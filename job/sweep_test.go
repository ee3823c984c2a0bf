package job_test

import (
	"testing"

	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func TestLanesWithoutACarrierGetOne(t *testing.T) {
	t.Parallel()
	losses := map[string]string{
		"missing":   "DELETE FROM river.river_job",
		"completed": "UPDATE river.river_job SET state = 'completed', finalized_at = now()",
		"discarded": "UPDATE river.river_job SET state = 'discarded', finalized_at = now()",
		"canceled":  "UPDATE river.river_job SET state = 'cancelled', finalized_at = now()",
		"retryable": "UPDATE river.river_job SET state = 'retryable', scheduled_at = now() + interval '1 hour'",
		"scheduled": "UPDATE river.river_job SET state = 'scheduled', scheduled_at = now() - interval '1 hour'",
		"running":   "UPDATE river.river_job SET state = 'running', attempted_at = now() - interval '1 hour'",
		"resting":   "UPDATE job_lane SET river_job_id = NULL",
	}
	for name, loss := range losses {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := pgtest.New(t)
			app := newLedgerApp(t, db, 50)
			idle, err := job.New(db, job.Options{}, app)
			if err != nil {
				t.Fatal(err)
			}
			id := create(t, idle, db, job.Spec{}).ID
			if _, err := db.Pool.Exec(t.Context(), loss); err != nil {
				t.Fatal(err)
			}
			startEngine(t, db, job.Options{Slots: 2}, app)
			if j := waitEnded(t, db, id); j.State != model.JobFinished {
				t.Errorf("the job %s", j.State)
			}
			app.checkLedger(t, db)
			checkAtRest(t, db, id)
		})
	}
}

func TestOrphanedChunksAreDoneAgainButNotForEver(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	app := newLedgerApp(t, db, 100)
	g := newGate()
	app.onChunk = g.onChunk
	e := startEngine(t, db, job.Options{Slots: 1}, app)
	id := create(t, e, db, job.Spec{Parallelism: 1}).ID
	<-g.reached
	// As dead workers leave them; 5 has been the death of too many.
	_, err := db.Pool.Exec(t.Context(), `
		UPDATE job_chunk SET state = 'running', lane = 0, started_at = now() - interval '1 minute',
			attempt = CASE number WHEN 5 THEN 5 ELSE 1 END
		WHERE job_id = $1 AND number IN (5, 7)`, id)
	if err != nil {
		t.Fatal(err)
	}
	close(g.open)
	j := waitEnded(t, db, id)
	states := chunkStates(t, db, id)
	if j.State != model.JobFailed || states["done"] != 9 || states["failed"] != 1 {
		t.Errorf("the job %s with %v", j.State, states)
	}
	if want := "1 of 10 chunks failed. The first: The worker process stopped unexpectedly."; *j.Error != want {
		t.Errorf("people see %q", *j.Error)
	}
	checkAtRest(t, db, id)
}
