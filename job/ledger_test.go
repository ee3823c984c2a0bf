package job_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// ledgerApp is an application that enters each of its items in a ledger, so
// that lost and doubled effects show. Its hooks run before the effects.
type ledgerApp struct {
	name    string
	onPlan  func(ctx context.Context, tx postgres.Tx) error
	onChunk func(ctx context.Context, tx postgres.Tx, c *model.Chunk) error
	onEnd   func(ctx context.Context, tx postgres.Tx, j *model.Job) error
}

// newLedgerApp makes the tables: items 1 to n and an empty ledger.
func newLedgerApp(t testing.TB, db *postgres.DB, n int) *ledgerApp {
	t.Helper()
	_, err := db.Pool.Exec(t.Context(), `
		CREATE TABLE item (id bigint PRIMARY KEY);
		CREATE TABLE ledger (item_id bigint NOT NULL, job_id bigint NOT NULL);
		CREATE TABLE ending (job_id bigint NOT NULL, state text NOT NULL, at timestamptz NOT NULL DEFAULT now())`)
	if err == nil {
		_, err = db.Pool.Exec(t.Context(), "INSERT INTO item SELECT generate_series(1, $1::bigint)", n)
	}
	if err != nil {
		t.Fatalf("making the ledger: %v", err)
	}
	return &ledgerApp{name: "test.ledger"}
}

func (a *ledgerApp) Name() string { return a.name }

func (a *ledgerApp) Plan(ctx context.Context, tx postgres.Tx, j *model.Job) ([]job.Partition, error) {
	if a.onPlan != nil {
		if err := a.onPlan(ctx, tx); err != nil {
			return nil, err
		}
	}
	p, err := job.ParsePartitioning(j.Partitioning)
	if err != nil {
		return nil, err
	}
	return p.CutKeys(ctx, tx, tx.NewSelect().Table("item").Column("id"))
}

func (a *ledgerApp) Process(ctx context.Context, tx postgres.Tx, _ *model.Job, c *model.Chunk) (job.Outcome, error) {
	r, err := job.BoundsOf(c)
	if err != nil {
		return job.Outcome{}, err
	}
	var n int64
	err = tx.Pgx(func(conn *pgx.Conn) error {
		tag, err := conn.Exec(ctx, "INSERT INTO ledger SELECT id, $3 FROM item WHERE id BETWEEN $1 AND $2", r.From, r.To, c.JobID)
		n = tag.RowsAffected()
		return err
	})
	if err == nil && a.onChunk != nil {
		err = a.onChunk(ctx, tx, c)
	}
	return job.Outcome{Done: n}, err
}

func (a *ledgerApp) End(ctx context.Context, tx postgres.Tx, j *model.Job) error {
	if a.onEnd != nil {
		if err := a.onEnd(ctx, tx, j); err != nil {
			return err
		}
	}
	_, err := tx.NewRaw("INSERT INTO ending (job_id, state) VALUES (?, ?)", j.ID, j.State).Exec(ctx)
	return err
}

// checkLedger fails the test unless each item was entered exactly once.
func (a *ledgerApp) checkLedger(t testing.TB, db *postgres.DB) {
	t.Helper()
	var lost, doubled int
	err := db.Pool.QueryRow(t.Context(), `
		SELECT count(*) FILTER (WHERE n = 0), count(*) FILTER (WHERE n > 1)
		FROM (SELECT count(l.item_id) AS n FROM item i LEFT JOIN ledger l ON l.item_id = i.id GROUP BY i.id) AS entries`,
	).Scan(&lost, &doubled)
	if err != nil {
		t.Fatal(err)
	}
	if lost > 0 || doubled > 0 {
		t.Errorf("%d items lost, %d doubled", lost, doubled)
	}
}

// ended returns the states that End was called with, in order.
func (a *ledgerApp) ended(t testing.TB, db *postgres.DB) string {
	t.Helper()
	rows, err := db.Pool.Query(t.Context(), "SELECT state FROM ending ORDER BY at")
	if err != nil {
		t.Fatal(err)
	}
	states, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(states, " ")
}

// checkAtRest fails the test unless an ended job has left nothing behind: no
// chunk in hand, no carrier, and counters that say what the chunks do.
func checkAtRest(t testing.TB, db *postgres.DB, id int64) {
	t.Helper()
	var running, carried, carriers int
	var counted string
	err := db.Pool.QueryRow(t.Context(), `
		SELECT
			(SELECT count(*) FROM job_chunk WHERE job_id = $1 AND state = 'running'),
			(SELECT count(*) FROM job_lane WHERE job_id = $1 AND river_job_id IS NOT NULL),
			(SELECT count(*) FROM river.river_job WHERE (args->>'job_id')::bigint = $1 AND state IN ('available', 'scheduled', 'retryable')),
			(SELECT concat_ws(' ', sum(chunks_done), sum(chunks_failed), sum(items_done), sum(items_failed), sum(exceptions), sum(items_again), sum(exceptions_open)) FROM job_lane WHERE job_id = $1)`,
		id).Scan(&running, &carried, &carriers, &counted)
	if err != nil {
		t.Fatal(err)
	}
	var real string
	err = db.Pool.QueryRow(t.Context(), `
		SELECT concat_ws(' ', count(*) FILTER (WHERE state = 'done'), count(*) FILTER (WHERE state = 'failed'),
			coalesce(sum(items_done), 0), coalesce(sum(items_failed), 0), coalesce(sum(exceptions), 0), coalesce(sum(items_again), 0),
			(SELECT count(*) FROM job_exception WHERE job_id = $1 AND state = 'open')) FROM job_chunk WHERE job_id = $1`, id).Scan(&real)
	if err != nil {
		t.Fatal(err)
	}
	if running > 0 || carried > 0 || carriers > 0 {
		t.Errorf("left behind: %d running chunks, %d lanes with a carrier, %d waiting carriers", running, carried, carriers)
	}
	if counted != real {
		t.Errorf("lanes count %q, chunks say %q", counted, real)
	}
}

// errHook is what hooks of tests fail with.
var errHook = fmt.Errorf("the hook failed")
