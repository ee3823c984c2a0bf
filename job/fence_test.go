package job

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// countingApp counts how often a chunk gets past the fence.
type countingApp struct{ processed int }

func (*countingApp) Name() string { return "test.counting" }

func (*countingApp) Plan(context.Context, postgres.Tx, *model.Job) ([]Partition, error) {
	return []Partition{{Items: 1}, {Items: 1}}, nil
}

func (a *countingApp) Process(context.Context, postgres.Tx, *model.Job, *model.Chunk) (Outcome, error) {
	a.processed++
	return Outcome{Done: 1}, nil
}

func (*countingApp) End(context.Context, postgres.Tx, *model.Job) error { return nil }

// plannedCarriage returns the carriage of lane 0 of a job that has been
// planned; what River would do is up to the test.
func plannedCarriage(t *testing.T, db *postgres.DB, app Application) *carriage {
	t.Helper()
	e, err := New(db, Options{}, app)
	if err != nil {
		t.Fatal(err)
	}
	var j *model.Job
	var carrier int64
	err = postgres.InTx(t.Context(), db, nil, func(ctx context.Context, tx postgres.Tx) (err error) {
		j, err = e.CreateTx(ctx, tx, Spec{Application: app.Name(), Name: "Test", Partitioning: "size_1"})
		if err != nil {
			return err
		}
		return queryRow(ctx, tx, "SELECT river_job_id FROM job_lane WHERE job_id = $1", []any{j.ID}, []any{&carrier})
	})
	if err != nil {
		t.Fatal(err)
	}
	c := &carriage{
		engine: e, app: app, jobID: j.ID, lane: 0, job: j, until: time.Now().Add(time.Hour),
		carrier: &river.Job[laneArgs]{JobRow: &rivertype.JobRow{ID: carrier}},
	}
	if planned, err := c.plan(t.Context()); !planned || err != nil {
		t.Fatalf("planned %t: %v", planned, err)
	}
	return c
}

func TestFenceLetsOnlyTheCarrierPass(t *testing.T) {
	t.Parallel()
	steals := map[string]struct {
		statement string
		lane      bool // the lane is lost, not only the chunk
	}{
		"nothing is stolen":         {"SELECT $1::bigint", false},
		"another carrier":           {"UPDATE job_lane SET river_job_id = -1 WHERE job_id = $1 AND lane = 0", true},
		"no carrier":                {"UPDATE job_lane SET river_job_id = NULL WHERE job_id = $1 AND lane = 0", true},
		"the chunk was given back":  {"UPDATE job_chunk SET state = 'pending', not_before = now() + '1 hour' WHERE job_id = $1 AND number = 1", false},
		"the chunk was taken again": {"UPDATE job_chunk SET attempt = 2 WHERE job_id = $1 AND number = 1", false},
		"the chunk was done":        {"UPDATE job_chunk SET state = 'done' WHERE job_id = $1 AND number = 1", false},
	}
	for name, steal := range steals {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db := pgtest.New(t)
			app := new(countingApp)
			c := plannedCarriage(t, db, app)
			chunk, err := c.mark(t.Context())
			if err != nil || chunk.Number != 1 {
				t.Fatalf("marked %+v: %v", chunk, err)
			}
			tag, err := db.Pool.Exec(t.Context(), steal.statement, c.jobID)
			if err != nil || tag.RowsAffected() != 1 {
				t.Fatalf("the theft: %v, %v", tag, err)
			}
			stolen := name != "nothing is stolen"

			next, err := c.work(t.Context(), chunk)
			if err != nil || next.kind != goOn || (app.processed == 0) != stolen {
				t.Errorf("work: %+v, %v, %d chunks processed", next, err, app.processed)
			}
			another, err := c.take(t.Context())
			if err != nil || (another == nil) != steal.lane {
				t.Errorf("the next mark: %+v, %v", another, err)
			}
			if steal.lane {
				if _, err := c.settle(t.Context()); !errors.Is(err, errNotMine) {
					t.Errorf("settling: %v", err)
				}
			}
		})
	}
}
