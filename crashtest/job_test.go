//go:build unix

package crashtest

import (
	"fmt"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/model"
)

// progressLimit bounds the wait for a job to come further. It is only there for
// jobs that never do.
const progressLimit = 2 * time.Minute

// status is what the database says about a job at one moment.
type status struct {
	State       model.JobState
	Done        int64 // chunks
	Running     int64 // chunks
	Pending     int64 // chunks
	Parallelism int64
	Resting     int64 // lanes without a carrier
	Carried     int64 // lanes that wait for a worker, or that the worker asked about has
}

func (s status) String() string {
	return fmt.Sprintf("%s: %d chunks done, %d running, %d pending; %d lanes carried, %d resting",
		s.State, s.Done, s.Running, s.Pending, s.Carried, s.Resting)
}

// look returns the status of a job. worker is the process whose lanes count as
// carried.
func look(t *testing.T, db *pgx.Conn, jobID int64, worker int) status {
	t.Helper()
	var s status
	err := db.QueryRow(t.Context(), `
		SELECT j.state, j.parallelism, c.done, c.running, c.pending, l.resting, l.carried
		FROM job j
		CROSS JOIN LATERAL (
			SELECT count(*) FILTER (WHERE state = 'done') AS done, count(*) FILTER (WHERE state = 'running') AS running,
				count(*) FILTER (WHERE state = 'pending') AS pending
			FROM job_chunk WHERE job_id = j.id
		) AS c
		CROSS JOIN LATERAL (
			SELECT count(*) FILTER (WHERE river_job_id IS NULL) AS resting, count(*) FILTER (WHERE
				r.state IN ('available', 'scheduled') OR
				r.state = 'running' AND r.attempted_by[cardinality(r.attempted_by)] LIKE '%-' || $2::int || '-%') AS carried
			FROM job_lane LEFT JOIN river.river_job r ON r.id = river_job_id WHERE job_id = j.id
		) AS l
		WHERE j.id = $1`, jobID, worker,
	).Scan(&s.State, &s.Parallelism, &s.Done, &s.Running, &s.Pending, &s.Resting, &s.Carried)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// awaitJob looks at a job until it is as wanted.
func awaitJob(t *testing.T, db *pgx.Conn, jobID int64, worker int, what string, wanted func(status) bool) status {
	t.Helper()
	var s status
	poll(t, func() bool {
		s = look(t, db, jobID, worker)
		return wanted(s)
	}, func() string { return fmt.Sprintf("job %d: waited for %s, and it is %s", jobID, what, s) })
	return s
}

// poll asks until the answer is yes.
func poll(t *testing.T, ask func() bool, failure func() string) {
	t.Helper()
	ticker := time.NewTicker(5 * time.Millisecond)
	defer ticker.Stop()
	for limit := time.After(progressLimit); !ask(); {
		select {
		case <-ticker.C:
		case <-limit:
			t.Fatal(failure())
		}
	}
}

// awaitFinish waits until a job has ended and checks that it has done everything
// and left nothing behind.
func awaitFinish(t *testing.T, db *pgx.Conn, jobID int64) {
	t.Helper()
	s := awaitJob(t, db, jobID, 0, "the end", func(s status) bool { return s.State.Ended() })
	if s.State != model.JobFinished || s.Pending > 0 || s.Running > 0 {
		t.Errorf("job %d is %s", jobID, s)
	}
	var carried, waiting int
	err := db.QueryRow(t.Context(), `
		SELECT (SELECT count(*) FROM job_lane WHERE job_id = $1 AND river_job_id IS NOT NULL),
			(SELECT count(*) FROM river.river_job
			 WHERE (args ->> 'job_id')::bigint = $1 AND state IN ('available', 'scheduled', 'retryable', 'pending'))`,
		jobID).Scan(&carried, &waiting)
	if err != nil {
		t.Fatal(err)
	}
	if carried > 0 || waiting > 0 {
		t.Errorf("job %d has ended and left %d lanes with a carrier, %d carriers waiting", jobID, carried, waiting)
	}
}
