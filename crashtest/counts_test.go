//go:build unix

package crashtest

import (
	"testing"

	"github.com/jackc/pgx/v5"
)

// What the items that a job has done have left behind; there is but one batch.
const (
	rowsMade      = "SELECT count(*) FROM batch.pricing_row"
	pricesChanged = "SELECT count(*) FROM price_change"
	rowsExecuted  = "SELECT count(*) FROM batch.pricing_row WHERE outcome = 'executed'"
)

// checkCounts fails the test unless a job's lanes, its chunks and the effects
// agree at this moment, whatever is going on.
func checkCounts(t *testing.T, db *pgx.Conn, jobID int64, effects string) {
	t.Helper()
	var lanes, chunks, happened int64
	err := db.QueryRow(t.Context(), `
		SELECT (SELECT coalesce(sum(items_done), 0) FROM job_lane WHERE job_id = $1),
			(SELECT coalesce(sum(items_done), 0) FROM job_chunk WHERE job_id = $1 AND state = 'done'),
			(`+effects+`)`, jobID).Scan(&lanes, &chunks, &happened)
	if err != nil {
		t.Fatal(err)
	}
	if lanes != happened || chunks != happened {
		t.Errorf("job %d: its lanes count %d items, its chunks %d, and %d have happened", jobID, lanes, chunks, happened)
	}
}
