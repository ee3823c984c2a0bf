//go:build unix

package crashtest

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"testing"
	"time"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/operation"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// actionKills is how often a process dies in the middle of actions.
const actionKills = 3

// beOperator runs action groups until it is killed, or the test ends.
func beOperator(ctx context.Context) error {
	db, err := postgres.Open(ctx, os.Getenv("DATABASE_URL"), postgres.Options{MaxConns: 10})
	if err != nil {
		return err
	}
	// note enters that an action has begun, as an effect outside of the
	// operation would be, and passes the gate.
	note := func(action string) operation.Action {
		return operation.Action{Name: action, Run: func(ctx context.Context, o *model.Operation) (any, error) {
			if _, err := db.Pool.Exec(ctx, "INSERT INTO action_run VALUES ($1, $2)", o.ID, action); err != nil {
				return nil, err
			}
			if action == "first" {
				return o.Attempt, nil
			}
			_, err := db.Pool.Exec(ctx, "SELECT pg_advisory_xact_lock_shared(1)")
			return o.Attempt, err
		}}
	}
	actions := []operation.Action{note("first"), note("second")}
	service, err := operation.New(db, operation.Options{
		Groups: []operation.Group{
			{Name: "again", Actions: actions, Attempts: 2 + actionKills, Backoff: func(int) time.Duration { return 10 * time.Millisecond }},
			{Name: "once", Actions: actions},
		},
		Routes: map[string]int{operation.DefaultRoute: 4},
		Logger: slog.New(slog.NewTextHandler(os.Stderr, nil)),
		Lease:  time.Second, SweepInterval: 50 * time.Millisecond,
	})
	if err != nil {
		return err
	}
	if err := service.StartWork(ctx); err != nil {
		return err
	}
	fmt.Println("Working on jobs")
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}

// TestActionsUnderKills kills a process in the middle of actions: what is to be
// tried again is, what is not has failed, and nothing is lost.
func TestActionsUnderKills(t *testing.T) {
	t.Parallel()
	url := pgtest.URL(t)
	db := connect(t, url)
	run(t, db, "CREATE TABLE action_run (operation bigint, action text)")
	run(t, db, `INSERT INTO operation (type, action_group, route, due_at)
		SELECT 'mail', (ARRAY['again', 'once'])[1 + n % 2], 'default', now() FROM generate_series(1, 60) AS n`)
	count := func(query string) (n int) {
		t.Helper()
		if err := db.QueryRow(t.Context(), query).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	for kill := range actionKills {
		open := shutGate(t, db)
		p := startSieve(t, "operator", url, "")
		poll(t, func() bool {
			return count("SELECT count(*) FROM action_run WHERE action = 'second'") == 4*(kill+1) &&
				count("SELECT count(*) FROM operation WHERE status = 'running' AND output ? 'first'") >= 4
		}, p.out.String)
		p.kill(t)
		open()
	}
	p := startSieve(t, "operator", url, "")
	poll(t, func() bool { return count("SELECT count(*) FROM operation WHERE status <> 'finished'") == 0 }, p.out.String)

	const failure = "error = 'The process that ran it stopped unexpectedly.'"
	for what, query := range map[string]string{
		"operations to be tried again that did not succeed": "action_group = 'again' AND result <> 'successful'",
		"operations that were done without both actions":    "result = 'successful' AND NOT output ?& ARRAY['first', 'second']",
		"failures without the reason":                       "result = 'failed' AND (" + failure + ") IS NOT TRUE",
		"operations that succeeded after a failure":         "action_group = 'once' AND attempt <> 1",
		"first actions that ran twice":                      "(SELECT count(*) FROM action_run WHERE operation = id AND action = 'first') <> 1",
		"second actions that ran more often than attempted": "(SELECT count(*) FROM action_run WHERE operation = id AND action = 'second') > attempt",
	} {
		if n := count("SELECT count(*) FROM operation WHERE " + query); n > 0 {
			t.Errorf("%s: %d", what, n)
		}
	}
	failed, again := count("SELECT count(*) FROM operation WHERE result = 'failed'"), count("SELECT count(*) FROM operation WHERE attempt > 1")
	if failed+again < 4*actionKills/2 || failed == 0 || again == 0 {
		t.Errorf("%d failed and %d were tried again: the kills have hit too few", failed, again)
	}
	t.Logf("%d failed, %d were tried again", failed, again)
}
