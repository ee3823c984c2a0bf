//go:build unix

package crashtest

import (
	"testing"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func TestWorkersOfTwoBuildsShareAJob(t *testing.T) {
	t.Parallel()
	d := newDrill(t, pgtest.URL(t), 20_000)
	first := startSieve(t, "worker", d.url, "1")
	second := startSieve(t, "worker", d.url, "2")
	id := d.sift(t, "size_200")
	d.awaitHand(t, id, first, true)
	d.awaitHand(t, id, second, true)
	d.check(t, id)
	before := d.builds(t, id)
	if before["1"] == 0 || before["2"] == 0 || before["1"]+before["2"] != 100 {
		t.Errorf("the builds have done so many chunks: %v", before)
	}
	programs, err := d.engine.Statistics(asAdmin(t), id, nil)
	if err != nil || len(programs) != 2 {
		t.Errorf("there are statistics of %d programs, %v", len(programs), err)
	}
	checkResultsAreOfTheirBuild := func() {
		t.Helper()
		d.checkSame(t, "results of the build that the chunk tells of",
			"SELECT item_key, result #>> '{}' FROM job_result",
			"SELECT item_key, build_revision FROM job_result r JOIN job_chunk c ON c.job_id = r.job_id AND c.number = r.chunk")
	}
	checkResultsAreOfTheirBuild()

	// The first build was wrong: what it did is done again.
	first.kill(t)
	wrong := "1"
	if _, err := d.engine.ReprocessChunks(asAdmin(t), id, &job.Chunks{Revision: &filter.String{Eq: &wrong}}); err != nil {
		t.Fatal(err)
	}
	awaitFinish(t, d.db, id)
	if after := d.builds(t, id); after["2"] != 100 {
		t.Errorf("the builds have done so many chunks: %v", after)
	}
	d.checkRemains(t)
	d.checkRecords(t, id)
	checkResultsAreOfTheirBuild()
	d.checkSame(t, "effects of the second build", "SELECT id FROM grain WHERE "+succeeds,
		"SELECT grain_id FROM sifted WHERE version = '2'")
}

// builds counts the chunks that each build has done.
func (d *drill) builds(t *testing.T, jobID int64) map[string]int {
	t.Helper()
	rows, err := d.db.Query(t.Context(), `
		SELECT c.build_revision, count(*), count(DISTINCT c.program_hash), bool_and(w.revision IS NULL OR w.revision = c.build_revision)
		FROM job_chunk c LEFT JOIN worker w ON w.id = c.worker_id
		WHERE c.job_id = $1 AND c.state = 'done' GROUP BY 1`, jobID)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	chunks := map[string]int{}
	for rows.Next() {
		var build string
		var n, programs int
		var consistent bool
		if err := rows.Scan(&build, &n, &programs, &consistent); err != nil {
			t.Fatal(err)
		}
		if programs != 1 || !consistent {
			t.Errorf("the chunks of build %s have %d programs; their workers are of that build: %t", build, programs, consistent)
		}
		chunks[build] = n
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return chunks
}
