package job_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/sluicehq/sluice/event"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// What makes this test binary a worker process, and what it shall break.
const (
	workerVariable = "SLUICE_JOB_TEST_WORKER"
	crashVariable  = "SLUICE_JOB_TEST_CRASH"
)

func TestMain(m *testing.M) {
	if url := os.Getenv(workerVariable); url != "" {
		if err := work(context.Background(), url, os.Getenv(crashVariable)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// work is a worker process: it works until it is killed.
func work(ctx context.Context, url, crash string) error {
	db, err := postgres.Open(ctx, url, postgres.Options{MaxConns: 10})
	if err != nil {
		return err
	}
	app := &ledgerApp{name: "test.ledger", onChunk: pause}
	switch crash {
	case "plan":
		app.onPlan = func(ctx context.Context, _ postgres.Tx) error { return dieTwice(ctx, db.Pool) }
	case "hang":
		app.onChunk = func(ctx context.Context, tx postgres.Tx, _ *model.Chunk) error {
			_, err := tx.ExecContext(ctx, "SELECT pg_sleep(3600)")
			return err
		}
	case "rationed":
		app.onChunk = func(ctx context.Context, tx postgres.Tx, c *model.Chunk) error {
			return errors.Join(pause(ctx, tx, c), awaitDeaths(ctx, db.Pool, c.Number/18))
		}
	case "end":
		app.onEnd = func(ctx context.Context, _ postgres.Tx, _ *model.Job) error { return dieTwice(ctx, db.Pool) }
	}
	opts := quick(job.Options{Slots: 2, MaxAttempts: 100})
	opts.Publisher = event.NewPublisher(db.Pool, slog.Default())
	opts.Publisher.Start()
	e, err := job.New(db, opts, app)
	if err != nil {
		return err
	}
	if err := e.Start(ctx); err != nil {
		return err
	}
	fmt.Println("ready")
	_, err = io.Copy(io.Discard, os.Stdin) // until the test ends
	return err
}

// pause makes a chunk take a while in the database.
func pause(ctx context.Context, tx postgres.Tx, _ *model.Chunk) error {
	_, err := tx.ExecContext(ctx, "SELECT pg_sleep(0.03)")
	return err
}

// awaitDeaths waits until so many workers have been killed, so that no machine is
// too fast for the kills.
func awaitDeaths(ctx context.Context, pool *pgxpool.Pool, n int64) error {
	for {
		var enough bool
		err := pool.QueryRow(ctx, "SELECT deaths >= $1 FROM crash", n).Scan(&enough)
		if err != nil || enough {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// dieTwice ends the process as SIGKILL does, the first two times.
func dieTwice(ctx context.Context, pool *pgxpool.Pool) error {
	var deaths int
	err := pool.QueryRow(ctx, "UPDATE crash SET deaths = deaths + 1 RETURNING deaths").Scan(&deaths)
	if err != nil || deaths > 2 {
		return err
	}
	return syscall.Kill(os.Getpid(), syscall.SIGKILL)
}

// process is a worker process of a test.
type process struct {
	*exec.Cmd
	ended chan struct{}
}

// startProcess starts a worker process and waits until it works.
func startProcess(t testing.TB, url, crash string) *process {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := &process{Cmd: exec.Command(program), ended: make(chan struct{})}
	p.Env = append(os.Environ(), workerVariable+"="+url, crashVariable+"="+crash)
	p.Stderr = os.Stderr
	stdin, err := p.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := p.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	line, readErr := bufio.NewReader(stdout).ReadString('\n')
	go func() {
		_ = p.Wait() // killed is how it ends
		close(p.ended)
	}()
	t.Cleanup(func() {
		_ = stdin.Close()
		_ = p.Process.Signal(syscall.SIGCONT)
		_ = p.Process.Kill()
		<-p.ended
	})
	if line != "ready\n" && (crash == "" || crash == "rationed") {
		t.Fatalf("the worker says %q, %v", line, readErr)
	}
	return p
}

func (p *process) signal(t testing.TB, s syscall.Signal) {
	t.Helper()
	if err := p.Process.Signal(s); err != nil {
		t.Fatal(err)
	}
}

// openURL opens a database of its own for a test that has worker processes.
func openURL(t testing.TB) (*postgres.DB, string) {
	t.Helper()
	url := pgtest.URL(t)
	db, err := postgres.Open(t.Context(), url, postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db, url
}

func TestEachChunkExactlyOnceUnderKills(t *testing.T) {
	t.Parallel()
	db, url := openURL(t)
	app := newLedgerApp(t, db, 2000)
	idle := startEngine(t, db, job.Options{MaxAttempts: 100}, app) // sweeps while all workers are dead
	id := create(t, idle, db, job.Spec{Partitioning: "size_10", Parallelism: 4}).ID
	if _, err := db.Pool.Exec(t.Context(), "CREATE TABLE crash AS SELECT 0 AS deaths"); err != nil {
		t.Fatal(err)
	}
	workers := []*process{startProcess(t, url, "rationed"), startProcess(t, url, "rationed")}
	kills := 0
	for ; kills < 12 && running(t, idle, id); kills++ {
		time.Sleep(time.Duration(20+rand.IntN(300)) * time.Millisecond) // the moment must not depend on what happens
		i := rand.IntN(len(workers))
		workers[i].signal(t, syscall.SIGKILL)
		<-workers[i].ended
		if _, err := db.Pool.Exec(t.Context(), "UPDATE crash SET deaths = deaths + 1"); err != nil {
			t.Fatal(err)
		}
		workers[i] = startProcess(t, url, "rationed")
	}
	j := waitEnded(t, db, id)
	if j.State != model.JobFinished {
		t.Errorf("after %d kills the job %s: %v", kills, j.State, j.Error)
	}
	if kills < 10 {
		t.Errorf("the job was done after %d kills", kills)
	}
	app.checkLedger(t, db)
	checkAtRest(t, db, id)
	if got := app.ended(t, db); got != "finished" {
		t.Errorf("End was called with %q", got)
	}
}

// TestRecoveryWithinTenSeconds runs with the pauses of real life.
func TestRecoveryWithinTenSeconds(t *testing.T) {
	t.Parallel()
	db, url := openURL(t)
	app := newLedgerApp(t, db, 100)
	e, err := job.New(db, job.Options{Slots: 2, Logger: slog.New(slog.DiscardHandler)}, app)
	if err != nil {
		t.Fatal(err)
	}
	worker := startProcess(t, url, "hang")
	id := create(t, e, db, job.Spec{}).ID
	const inHand = "SELECT count(*) = 2 FROM job_chunk WHERE state = 'running'"
	poll(t, db.Pool, "the worker has two chunks in hand", inHand)
	if err := e.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := e.Stop(context.Background()); err != nil {
			t.Error(err)
		}
	}()
	worker.signal(t, syscall.SIGKILL)
	killed := time.Now()
	poll(t, db.Pool, "the job has ended", "SELECT state = 'finished' FROM job WHERE id = $1", id)
	if took := time.Since(killed); took > 10*time.Second {
		t.Errorf("the job went on after %s", took)
	}
	app.checkLedger(t, db)
	checkAtRest(t, db, id)
}

func running(t testing.TB, e *job.Engine, id int64) bool {
	t.Helper()
	jobs, err := e.ByID(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return !jobs[id].State.Ended()
}

func TestPlansAndEndsThatKillTheirProcess(t *testing.T) {
	t.Parallel()
	for _, crash := range []string{"plan", "end"} {
		t.Run(crash, func(t *testing.T) {
			t.Parallel()
			db, url := openURL(t)
			app := newLedgerApp(t, db, 50)
			_, err := db.Pool.Exec(t.Context(), "CREATE TABLE crash AS SELECT 0 AS deaths")
			if err != nil {
				t.Fatal(err)
			}
			idle := startEngine(t, db, job.Options{MaxAttempts: 100}, app)
			id := create(t, idle, db, job.Spec{}).ID
			for range 2 {
				<-startProcess(t, url, crash).ended
			}
			startProcess(t, url, crash)
			j := waitEnded(t, db, id)
			attempts := map[string]int{"plan": j.PlanAttempts, "end": j.EndAttempts}
			if j.State != model.JobFinished || attempts[crash] != 3 {
				t.Errorf("the job %s after %d attempts", j.State, attempts[crash])
			}
			app.checkLedger(t, db)
			checkAtRest(t, db, id)
		})
	}
}

// TestSilentWorkerLosesItsChunk stops a worker in the middle of a chunk, so
// that it holds its locks, and lets it go on when others have done the work.
func TestSilentWorkerLosesItsChunk(t *testing.T) {
	t.Parallel()
	db, url := openURL(t)
	app := newLedgerApp(t, db, 300)
	silent := startProcess(t, url, "")
	idle := startEngine(t, db, job.Options{}, app)
	id := create(t, idle, db, job.Spec{Parallelism: 2}).ID
	poll(t, db.Pool, "the worker holds a lane",
		"SELECT EXISTS (SELECT FROM pg_stat_activity WHERE application_name LIKE 'sluice lane %' AND datname = current_database())")
	silent.signal(t, syscall.SIGSTOP)

	startEngine(t, db, job.Options{Slots: 2, SilentAfter: time.Second, HeartbeatInterval: 100 * time.Millisecond}, app)
	j := waitEnded(t, db, id)
	if j.State != model.JobFinished {
		t.Errorf("the job %s", j.State)
	}
	silent.signal(t, syscall.SIGCONT)
	poll(t, db.Pool, "the worker is back", "SELECT seen_at > $2 FROM worker WHERE pid = $1", silent.Process.Pid, *j.FinishedAt)
	second := waitEnded(t, db, create(t, idle, db, job.Spec{Name: strconv.Itoa(2)}).ID)
	if second.State != model.JobFinished {
		t.Errorf("the second job %s", second.State)
	}
	checkAtRest(t, db, id)
	var entries, doubled int
	err := db.Pool.QueryRow(t.Context(), "SELECT count(*), count(*) - count(DISTINCT (item_id, job_id)) FROM ledger").Scan(&entries, &doubled)
	if err != nil || entries != 600 || doubled != 0 {
		t.Errorf("%d entries, %d doubled: %v", entries, doubled, err)
	}
}
