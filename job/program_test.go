package job_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sluicehq/sluice/dag"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// start starts a job and waits until it has ended or paused.
func start(t testing.TB, e *job.Engine, db *postgres.DB, id int64) *model.Job {
	t.Helper()
	if _, err := e.StartJob(asAdmin(t), id); err != nil {
		t.Fatal(err)
	}
	return waitStopped(t, db, id)
}

func TestProgramSortsItems(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	s := newSorter(t, db, 1000)
	e := startEngine(t, db, job.Options{Slots: 4}, s.application())
	j := start(t, e, db, sort(t, e, job.Spec{Parallelism: 3}).ID)

	if j.State != model.JobFinished || j.StartedAt == nil || j.ProgramHash == "" {
		t.Fatalf("the job: %+v, error %v", j, j.Error)
	}
	checkAtRest(t, db, j.ID)
	checkSorted(t, db, e, j.ID, 1000)
	list, err := e.ListExceptions(asAdmin(t), j.ID, nil, job.MaxExceptionPage, nil)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(list.Nodes(), func(x *model.Exception) bool { return x.ItemKey == 10 })
	if i < 0 {
		t.Fatal("parcel 10 was not stored away")
	}
	x := list.Nodes()[i]
	if x.ItemLabel != "parcel 10" || x.Node != "weigh" || x.Reason != "no weight" ||
		string(x.Item) != `{"weight": 0}` || x.State != model.ExceptionOpen || !strings.Contains(string(x.Details), "is no trouble") {
		t.Errorf("the exception: %+v, details %s, item %s", x, x.Details, x.Item)
	}
}

// TestResultsOfABigChunkAreAllKept has a chunk whose results fill several rows.
func TestResultsOfABigChunkAreAllKept(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	s := newSorter(t, db, 3000)
	e := startEngine(t, db, job.Options{Slots: 1}, s.application())
	j := start(t, e, db, sort(t, e, job.Spec{Partitioning: "size_3000"}).ID)
	checkSorted(t, db, e, j.ID, 3000)
	if got := number(t, db, "SELECT count(*) FROM job_result_block"); got < 2 {
		t.Errorf("the results are in %d rows", got)
	}
	if got := number(t, db, "SELECT count(*) - count(DISTINCT item_key) FROM job_result"); got != 0 {
		t.Errorf("%d results are doubled", got)
	}
}

// checkSorted fails the test unless parcels 1 to n have been sorted, each once,
// and every count says so.
func checkSorted(t testing.TB, db *postgres.DB, e *job.Engine, id, n int64) {
	t.Helper()
	heavy := number(t, db, "SELECT count(*) FROM parcel WHERE weight >= $1", tooHeavy)
	weightless := n / 10
	light := n - heavy - weightless
	all, err := e.Progress(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if p := all[id]; p.ItemsDone != n || p.ItemsFailed != heavy || p.Exceptions != weightless {
		t.Errorf("progress %+v, want %d done, %d failed, %d stored away", p, n, heavy, weightless)
	}
	for query, want := range map[string]int64{
		"SELECT count(*) FROM postage WHERE times = 1":                              light,
		"SELECT count(*) FROM postage":                                              light,
		"SELECT count(*) FROM job_result":                                           light,
		"SELECT count(*) FROM job_exception WHERE state = 'open'":                   weightless,
		"SELECT count(*) FROM job_chunk WHERE state = 'done' AND program_hash = ''": 0,
	} {
		if got := number(t, db, query); got != want {
			t.Errorf("%s: %d, want %d", query, got, want)
		}
	}
	statistics, err := e.Statistics(asAdmin(t), id, nil)
	if err != nil {
		t.Fatal(err)
	}
	merged := job.Merged(statistics)
	weigh, _ := merged.Statistics.Of("weigh")
	branch, _ := merged.Statistics.Of("is too heavy")
	if weigh.Items != n || weigh.Exceptions != weightless || branch.Items != n-weightless || branch.Successes != heavy || merged.Graph == nil {
		t.Errorf("statistics: weigh %+v, is too heavy %+v, graph %v", weigh, branch, merged.Graph)
	}
}

func TestItemsThatTheDatabaseRefusesStandAlone(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	s := newSorter(t, db, 100)
	// The postage of these violates a constraint; one is the first, two are neighbors.
	if _, err := db.Pool.Exec(t.Context(), "UPDATE parcel SET weight = 666 WHERE id IN (1, 51, 52)"); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Pool.Exec(t.Context(), "UPDATE parcel SET weight = 5 WHERE weight BETWEEN 100 AND 600 OR weight = 0"); err != nil {
		t.Fatal(err)
	}
	e := startEngine(t, db, job.Options{Slots: 1}, job.Processing[parcel](&anyWeight{s}))
	j := start(t, e, db, sort(t, e, job.Spec{}).ID)
	if j.State != model.JobFinished {
		t.Fatalf("the job %s: %v", j.State, j.Error)
	}
	if got := number(t, db, "SELECT count(*) FROM postage WHERE times = 1"); got != 97 {
		t.Errorf("%d parcels have postage, want 97", got)
	}
	if got := number(t, db, "SELECT sum(item_key) FROM job_exception WHERE node = 'store'"); got != 1+51+52 {
		t.Errorf("the items stored away add up to %d", got)
	}
	if got := number(t, db, "SELECT count(*) FROM job_result"); got != 97 {
		t.Errorf("%d results, want 97", got)
	}
}

// anyWeight is a sorter that fails no parcel.
type anyWeight struct{ *sorter }

func (*anyWeight) Program(*model.Job) (*dag.Program[parcel], error) {
	p := dag.New[parcel]("any weight")
	return p.Compile(p.ReturnTrue())
}

func TestPanicOfANodeStoresTheItemAway(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	s := newSorter(t, db, 9)
	s.onNode = func(_ context.Context, p *parcel) error {
		if p.id == 5 {
			panic("this parcel ticks")
		}
		return nil
	}
	e := startEngine(t, db, job.Options{Slots: 1}, s.application())
	j := start(t, e, db, sort(t, e, job.Spec{}).ID)
	if j.State != model.JobFinished {
		t.Fatalf("the job %s: %v", j.State, j.Error)
	}
	if got := number(t, db, "SELECT item_key FROM job_exception WHERE reason = $1 AND node = 'weigh'", dag.ReasonPanic); got != 5 {
		t.Errorf("item %d was stored away", got)
	}
}

func TestNodeThatNeverReturnsIsNamed(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	s := newSorter(t, db, 9)
	block := make(chan struct{})
	t.Cleanup(func() { close(block) })
	s.onNode = func(_ context.Context, p *parcel) error {
		if p.id == 5 {
			<-block
		}
		return nil
	}
	e := startEngine(t, db, job.Options{Slots: 1, MaxAttempts: 1, ChunkTimeout: 2 * time.Second, OrphanAge: time.Minute}, s.application())
	j := start(t, e, db, sort(t, e, job.Spec{}).ID)
	if j.State != model.JobFailed || !strings.Contains(*j.Error, `longer than 2s; it was at the node "weigh"`) {
		t.Errorf("the job %s: %s", j.State, *j.Error)
	}
}

func TestTryLeavesNothing(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	s := newSorter(t, db, 1000)
	e := startEngine(t, db, job.Options{Slots: 2}, s.application())
	j := sort(t, e, job.Spec{})
	trial, err := e.Try(asAdmin(t), j.ID, 30)
	if err != nil {
		t.Fatal(err)
	}
	if trial.Items != 30 || len(trial.Exceptions) == 0 || trial.Program == "" || len(trial.Graph.Nodes) == 0 {
		t.Errorf("the trial: %+v", trial)
	}
	changed := 0
	for _, c := range trial.Changes {
		if c.Success && c.Before["cents"] == nil && c.After["cents"] != nil && c.Result != nil {
			changed++
		}
	}
	if want := 30 - int(trial.Failed) - len(trial.Exceptions); changed != want {
		t.Errorf("%d changes shown, want %d", changed, want)
	}
	for _, table := range []string{"postage", "job_result", "job_exception"} {
		if got := number(t, db, "SELECT count(*) FROM "+table); got != 0 {
			t.Errorf("%d rows left in %s", got, table)
		}
	}
	if _, err := e.Try(asAdmin(t), j.ID, 0); model.CodeOf(err) != model.CodeInvalid {
		t.Errorf("trying no item: %v", err)
	}
}
