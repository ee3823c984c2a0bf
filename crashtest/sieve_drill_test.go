//go:build unix

package crashtest

import (
	"context"
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// drill is a database with jobs of the sieve, which other processes work on.
type drill struct {
	url    string
	db     *pgx.Conn
	engine *job.Engine // makes jobs and tells about them, no more
}

// newDrill makes the tables and grains 1 to n.
func newDrill(t *testing.T, url string, n int) *drill {
	t.Helper()
	pool, err := postgres.Open(t.Context(), url, postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := pool.Close(); err != nil {
			t.Error(err)
		}
	})
	engine, err := job.New(pool, job.Options{}, job.Processing[grain](sieve{"1"}))
	if err != nil {
		t.Fatal(err)
	}
	d := &drill{url: url, db: connect(t, url), engine: engine}
	run(t, d.db, sieveSQL)
	run(t, d.db, "INSERT INTO grain SELECT generate_series(1, $1::int)", n)
	run(t, d.db, "ANALYZE grain")
	return d
}

func asAdmin(t *testing.T) context.Context { return auth.WithViewer(t.Context(), auth.System()) }

// sift starts a job over all grains.
func (d *drill) sift(t *testing.T, partitioning string) (jobID int64) {
	t.Helper()
	j, err := d.engine.CreateJob(asAdmin(t), job.Spec{
		Application: sieveName, Name: t.Name(), Partitioning: partitioning, Parallelism: 4,
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.engine.StartJob(asAdmin(t), j.ID); err != nil {
		t.Fatal(err)
	}
	return j.ID
}

// worker starts a worker of the build "1".
func (d *drill) worker(t *testing.T) *process {
	t.Helper()
	return startSieve(t, "worker", d.url, "1")
}

// waitAtGate shuts the gate and waits until a process has as many chunks before
// it as it has slots: the work on them is done, and not committed.
func (d *drill) waitAtGate(t *testing.T, jobID int64, p *process) (open func()) {
	t.Helper()
	open = shutGate(t, d.db)
	d.await(t, jobID, fmt.Sprintf("%d chunks of process %d at the gate", slots, p.pid()), `
		SELECT count(*) = $2 FROM pg_stat_activity a JOIN pg_locks l USING (pid)
		WHERE l.locktype = 'advisory' AND NOT l.granted AND `+holdsLane, p.pid(), slots)
	return open
}

// holdsLane is the condition that a database session is one in which a process
// holds a lane.
const holdsLane = "a.datname = current_database() AND a.application_name LIKE 'sluice lane %-' || $1::int || '-%'"

// awaitSessions waits until a process holds so many lanes, in sessions of a
// state.
func (d *drill) awaitSessions(t *testing.T, jobID int64, p *process, n int, state string) {
	t.Helper()
	d.await(t, jobID, fmt.Sprintf("process %d with %d sessions %s", p.pid(), n, state),
		"SELECT count(*) = $2 FROM pg_stat_activity a WHERE a.state LIKE $3 AND "+holdsLane, p.pid(), n, state)
}

// awaitHand waits until a process has chunks in hand, or none.
func (d *drill) awaitHand(t *testing.T, jobID int64, p *process, full bool) {
	t.Helper()
	d.await(t, jobID, fmt.Sprintf("process %d with chunks in hand: %t", p.pid(), full), `
		SELECT EXISTS (SELECT FROM job_chunk WHERE job_id = $1 AND state = 'running' AND worker_id LIKE '%-' || $2::int || '-%') = $3`,
		jobID, p.pid(), full)
}

// await waits until the query answers true. It fails if the job ends before.
func (d *drill) await(t *testing.T, jobID int64, what, query string, args ...any) {
	t.Helper()
	awaitJob(t, d.db, jobID, 0, what, func(now status) bool {
		var yes bool
		if err := d.db.QueryRow(t.Context(), query, args...).Scan(&yes); err != nil {
			t.Fatalf("waiting for %s: %v", what, err)
		}
		if !yes && now.State.Ended() {
			t.Fatalf("job %d: while waiting for %s it has come to %s", jobID, what, now)
		}
		return yes
	})
}

// awaitChunks waits until n more chunks are done.
func (d *drill) awaitChunks(t *testing.T, jobID, n int64) {
	t.Helper()
	before := look(t, d.db, jobID, 0)
	awaitJob(t, d.db, jobID, 0, fmt.Sprintf("%d more chunks", n), func(now status) bool {
		if now.State.Ended() {
			t.Fatalf("job %d came to its end too early: %s", jobID, now)
		}
		return now.Done >= before.Done+n
	})
}

// progress reads a job's progress.
func (d *drill) progress(t *testing.T, jobID int64) *model.JobProgress {
	t.Helper()
	all, err := d.engine.Progress(t.Context(), jobID)
	if err != nil {
		t.Fatal(err)
	}
	return all[jobID]
}
