package job

import (
	"testing"
	"time"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// TestChunkMarkedAheadIsPutBack stops a process between the completion of a
// chunk, which marked the next one, and that one.
func TestChunkMarkedAheadIsPutBack(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	c := plannedCarriage(t, db, new(countingApp))
	first, err := c.mark(t.Context())
	if err != nil || first.Number != 1 {
		t.Fatalf("marked %+v: %v", first, err)
	}
	if _, err := c.work(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	second := func() (state model.ChunkState, attempt int) {
		t.Helper()
		err := db.Pool.QueryRow(t.Context(), "SELECT state, attempt FROM job_chunk WHERE job_id = $1 AND number = 2", c.jobID).Scan(&state, &attempt)
		if err != nil {
			t.Fatal(err)
		}
		return state, attempt
	}
	if state, attempt := second(); state != model.ChunkRunning || attempt != 1 || c.ahead == nil || c.ahead.Number != 2 {
		t.Errorf("after the first chunk the second is %s at attempt %d, in hand: %+v", state, attempt, c.ahead)
	}
	if err := c.putBack(t.Context()); err != nil {
		t.Fatal(err)
	}
	if state, attempt := second(); state != model.ChunkPending || attempt != 0 {
		t.Errorf("put back, it is %s at attempt %d", state, attempt)
	}
}

// TestLateJobCatchesUp checks when the next chunk of a job with a rate may
// begin after one of a second's items.
func TestLateJobCatchesUp(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	c := plannedCarriage(t, db, new(countingApp))
	c.job.Rate = new(10)
	for _, test := range []struct {
		name  string
		paced *time.Duration // when this chunk was due, from now
		next  time.Duration  // when the next one is, from now
	}{
		{"the first chunk", nil, time.Second},
		{"in time", new(time.Duration(0)), time.Second},
		{"a little late", new(-400 * time.Millisecond), 600 * time.Millisecond},
		{"later than it may make up for", new(-time.Hour), time.Second - catchUp},
	} {
		before := time.Now()
		_, err := db.Pool.Exec(t.Context(), "UPDATE job SET rate = 10, paced_until = now() + $2 WHERE id = $1", c.jobID, test.paced)
		if err != nil {
			t.Fatal(err)
		}
		if err := c.pace(t.Context(), &model.Chunk{Items: 10}); err != nil {
			t.Fatal(err)
		}
		var next time.Duration
		err = db.Pool.QueryRow(t.Context(), "SELECT paced_until - now() FROM job WHERE id = $1", c.jobID).Scan(&next)
		if err != nil {
			t.Fatal(err)
		}
		if passed := time.Since(before); next > test.next || next < test.next-passed {
			t.Errorf("%s: the next chunk may begin in %v, want %v", test.name, next, test.next)
		}
	}
}
