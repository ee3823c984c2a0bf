//go:build unix

package crashtest

import (
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/model"
)

// graceLimit is how long a process may take for an orderly stop: what
// containers get before they are killed.
const graceLimit = 10 * time.Second

// fleet is a database with a batch that some of its processes execute.
type fleet struct {
	settings  []string
	db        *pgx.Conn
	client    client
	batch     string
	execution int64
}

// newFleet lets a server populate a batch in a new database and begin to execute
// it, and returns that server, too. More settings are for all its processes.
func newFleet(t *testing.T, url string, more ...string) (*fleet, *process) {
	t.Helper()
	f := &fleet{
		settings: append([]string{"DATABASE_URL=" + url, "SLUICE_ADDR=127.0.0.1:0", "SLUICE_UPLOADS=" + t.TempDir()}, more...),
		db:       connect(t, url),
	}
	server := start(t, f.settings, "serve")
	stock(t, f.db, 75_000) // 15 chunks
	f.client = client{url: server.out.URL(), token: newToken(t, f.settings)}
	f.batch = f.client.createBatch(t)
	population, _ := jobs(t, f.db, key(t, "Batch", f.batch))
	awaitFinish(t, f.db, population)
	f.client.execute(t, f.batch)
	_, f.execution = jobs(t, f.db, key(t, "Batch", f.batch))
	return f, server
}

// awaitWork waits until a process works on the execution and n chunks are done.
func (f *fleet) awaitWork(t *testing.T, p *process, n int64) {
	t.Helper()
	awaitJob(t, f.db, f.execution, p.pid(), "work", func(s status) bool {
		return s.Done >= n && s.Running > 0 && s.Carried > 0
	})
}

// check waits for the end of the execution and checks its effects.
func (f *fleet) check(t *testing.T) {
	t.Helper()
	awaitFinish(t, f.db, f.execution)
	checkCounts(t, f.db, f.execution, pricesChanged)
	checkLedger(t, f.db, key(t, "Batch", f.batch))
}

// workers returns the process ids of those who did the chunks after one.
func (f *fleet) workers(t *testing.T, number int64) (pids []int) {
	t.Helper()
	rows, err := f.db.Query(t.Context(),
		"SELECT DISTINCT worker_id FROM job_chunk WHERE job_id = $1 AND number > $2", f.execution, number)
	if err != nil {
		t.Fatal(err)
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		parts := strings.Split(id, "-") // host, process, chance
		pid, err := strconv.Atoi(parts[len(parts)-2])
		if err != nil {
			t.Fatalf("worker %q: %v", id, err)
		}
		pids = append(pids, pid)
	}
	return pids
}

// stop stops a process in the middle of the execution and checks that it left
// the rest for others to take at once.
func (f *fleet) stop(t *testing.T, p *process) {
	t.Helper()
	p.signal(t, syscall.SIGTERM)
	p.awaitEnd(t, graceLimit)
	if !p.cmd.ProcessState.Success() {
		t.Errorf("process %d ended with %v", p.pid(), p.cmd.ProcessState)
	}
	left := look(t, f.db, f.execution, 0)
	if left.State != model.JobRunning || left.Running > 0 || left.Pending == 0 || left.Carried != left.Parallelism {
		t.Errorf("process %d left %s", p.pid(), left)
	}
	checkCounts(t, f.db, f.execution, pricesChanged)
}
