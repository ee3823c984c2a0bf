//go:build unix

package crashtest

import (
	"fmt"
	"testing"
	"time"

	"github.com/sluicehq/sluice/job"
)

// check waits for the end of a job over the grains that there are, and checks
// that it has done all of its work once and left nothing behind.
func (d *drill) check(t *testing.T, jobID int64) {
	t.Helper()
	awaitFinish(t, d.db, jobID)
	d.checkRemains(t)
	d.checkSame(t, "effects", "SELECT id FROM grain WHERE "+succeeds, fmt.Sprintf("SELECT grain_id FROM sifted WHERE job_id = %d", jobID))
	d.checkRecords(t, jobID)
}

// checkRecords checks that what the engine keeps of a job that has ended tells
// of each grain once.
func (d *drill) checkRecords(t *testing.T, jobID int64) {
	t.Helper()
	d.checkSame(t, "results", "SELECT id FROM grain WHERE "+succeeds,
		fmt.Sprintf("SELECT item_key FROM job_result WHERE job_id = %d", jobID))
	d.checkSame(t, "exceptions", "SELECT id FROM grain WHERE "+storedAway,
		fmt.Sprintf("SELECT item_key FROM job_exception WHERE job_id = %d AND state = 'open'", jobID))
	d.checkCounters(t, jobID)
	d.checkStatistics(t, jobID)
}

// checkSame fails the test unless two queries return the same rows, as often.
func (d *drill) checkSame(t *testing.T, what, want, got string) {
	t.Helper()
	var lost, tooMany int64
	err := d.db.QueryRow(t.Context(), fmt.Sprintf(`
		WITH want AS (%s), got AS (%s)
		SELECT (SELECT count(*) FROM (SELECT * FROM want EXCEPT ALL SELECT * FROM got) AS lost),
			(SELECT count(*) FROM (SELECT * FROM got EXCEPT ALL SELECT * FROM want) AS too_many)`, want, got)).Scan(&lost, &tooMany)
	if err != nil {
		t.Fatal(err)
	}
	if lost+tooMany > 0 {
		t.Errorf("%s: %d lost, %d too many", what, lost, tooMany)
	}
}

// checkCounters compares what lanes, chunks and the job's progress count with
// the grains.
func (d *drill) checkCounters(t *testing.T, jobID int64) {
	t.Helper()
	var grains, lanes, chunks string
	err := d.db.QueryRow(t.Context(), `
		SELECT (SELECT concat_ws(' ', count(*), count(*) FILTER (WHERE `+fails+`), count(*) FILTER (WHERE `+storedAway+`), count(*) FILTER (WHERE `+storedAway+`)) FROM grain),
			(SELECT concat_ws(' ', sum(items_done), sum(items_failed), sum(exceptions), sum(exceptions_open)) FROM job_lane WHERE job_id = $1),
			(SELECT concat_ws(' ', coalesce(sum(items_done), 0), coalesce(sum(items_failed), 0), coalesce(sum(exceptions), 0),
			(SELECT count(*) FROM job_exception WHERE job_id = $1 AND state = 'open'))
			 FROM job_chunk WHERE job_id = $1 AND state = 'done')`, jobID).Scan(&grains, &lanes, &chunks)
	if err != nil {
		t.Fatal(err)
	}
	p := d.progress(t, jobID)
	progress := fmt.Sprint(p.ItemsDone, p.ItemsFailed, p.Exceptions, p.ExceptionsOpen)
	if lanes != grains || chunks != grains || progress != grains || p.ChunksDone != *p.TotalChunks {
		t.Errorf("the grains are %q, and the lanes count %q, the chunks %q, the progress %q with %d of %d chunks",
			grains, lanes, chunks, progress, p.ChunksDone, *p.TotalChunks)
	}
}

// checkStatistics compares what the nodes count with the job's progress.
func (d *drill) checkStatistics(t *testing.T, jobID int64) {
	t.Helper()
	programs, err := d.engine.Statistics(asAdmin(t), jobID, nil)
	if err != nil {
		t.Fatal(err)
	}
	p, all := d.progress(t, jobID), job.Merged(programs)
	look, _ := all.Statistics.Of("look")
	branch, _ := all.Statistics.Of("is heavy")
	if look.Items != p.ItemsDone || look.Exceptions != p.Exceptions || branch.Successes != p.ItemsFailed ||
		branch.Items != p.ItemsDone-p.Exceptions {
		t.Errorf("of %+v the nodes count %+v, %+v", p, look, branch)
	}
}

// checkRemains fails the test if a transaction stays open that had begun when it
// was called, or somebody holds an advisory lock.
func (d *drill) checkRemains(t *testing.T) {
	t.Helper()
	var now time.Time
	if err := d.db.QueryRow(t.Context(), "SELECT clock_timestamp()").Scan(&now); err != nil {
		t.Fatal(err)
	}
	var transactions, locks int
	poll(t, func() bool {
		err := d.db.QueryRow(t.Context(), `
			SELECT (SELECT count(*) FROM pg_stat_activity
				WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start <= $1),
				(SELECT count(*) FROM pg_locks JOIN pg_database d ON d.oid = database
				WHERE locktype = 'advisory' AND datname = current_database())`, now).Scan(&transactions, &locks)
		if err != nil {
			t.Fatal(err)
		}
		return transactions+locks == 0
	}, func() string { return fmt.Sprintf("%d transactions stay open, %d locks held", transactions, locks) })
}
