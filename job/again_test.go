package job_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/dag"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func TestChunksAreHeldUntilSomebodyAsks(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	s := newSorter(t, db, 1000)
	e := startEngine(t, db, job.Options{Slots: 2}, s.application())
	j := sort(t, e, job.Spec{})
	waitPlanned(t, db, j.ID)
	if got := number(t, db, "SELECT count(*) FROM job_chunk WHERE state = 'held'"); got != 10 {
		t.Fatalf("%d of 10 chunks are held", got)
	}

	if _, err := e.ProcessChunks(asAdmin(t), j.ID, &job.Chunks{Numbers: []int64{2, 5}}); err != nil {
		t.Fatal(err)
	}
	if j = waitStopped(t, db, j.ID); j.State != model.JobPaused {
		t.Fatalf("after some chunks the job %s", j.State)
	}
	if got := number(t, db, "SELECT sum(number) FROM job_chunk WHERE state = 'done'"); got != 2+5 {
		t.Errorf("the numbers of the chunks that are done add up to %d", got)
	}
	if _, err := e.ProcessChunks(asAdmin(t), j.ID, &job.Chunks{Numbers: []int64{2}}); model.CodeOf(err) != model.CodeConflict {
		t.Errorf("processing a chunk that is done: %v", err)
	}

	if _, err := e.ResumeJob(asAdmin(t), j.ID); err != nil {
		t.Fatal(err)
	}
	if j = waitEnded(t, db, j.ID); j.State != model.JobFinished {
		t.Fatalf("at last the job %s", j.State)
	}
	checkAtRest(t, db, j.ID)
	checkSorted(t, db, e, j.ID, 1000)
}

func TestPauseAndResume(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	s := newSorter(t, db, 1000)
	idle := startEngine(t, db, job.Options{}, s.application()) // what nobody works on stands still
	j := sort(t, idle, job.Spec{})
	worker := startEngine(t, db, job.Options{Slots: 2}, s.application())
	waitPlanned(t, db, j.ID)
	if _, err := idle.StartJob(asAdmin(t), j.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := idle.PauseJob(asAdmin(t), j.ID); err != nil && model.CodeOf(err) != model.CodeConflict {
		t.Fatal(err)
	}
	if j = waitStopped(t, db, j.ID); j.State == model.JobPaused {
		poll(t, db.Pool, "the lanes rest", "SELECT NOT EXISTS (SELECT FROM job_lane WHERE job_id = $1 AND river_job_id IS NOT NULL)", j.ID)
		if _, err := worker.ResumeJob(asAdmin(t), j.ID); err != nil {
			t.Fatal(err)
		}
		j = waitEnded(t, db, j.ID)
	}
	if j.State != model.JobFinished {
		t.Fatalf("the job %s", j.State)
	}
	checkAtRest(t, db, j.ID)
	checkSorted(t, db, worker, j.ID, 1000)
}

func TestPausedJobCanBeCanceled(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	s := newSorter(t, db, 100)
	e := startEngine(t, db, job.Options{Slots: 2}, s.application())
	j := sort(t, e, job.Spec{})
	waitPlanned(t, db, j.ID)
	if _, err := e.CancelJob(asAdmin(t), j.ID); err != nil {
		t.Fatal(err)
	}
	if j = waitEnded(t, db, j.ID); j.State != model.JobCanceled {
		t.Errorf("the job %s", j.State)
	}
	checkAtRest(t, db, j.ID)
}

func TestReprocessReplaces(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	s := newSorter(t, db, 1000)
	var old string
	var j *model.Job
	t.Run("with one program", func(t *testing.T) {
		e := startEngine(t, db, job.Options{Slots: 2}, s.application())
		j = start(t, e, db, sort(t, e, job.Spec{}).ID)
		old = j.ProgramHash
		// Somebody leaves one item out, and another one's weight is corrected and processed.
		decide(t, e, j.ID, []int64{10}, job.Decision{State: model.ExceptionSkipped})
		decide(t, e, j.ID, []int64{20}, job.Decision{State: model.ExceptionCorrected, Correction: map[string]any{"weight": 3}})
		processExceptions(t, e, db, j.ID)
	})

	mended := &sorter{version: "2"}
	second := startEngine(t, db, job.Options{Slots: 2}, mended.application())
	checkParts(t, second, j.ID, 11)
	where := &job.Chunks{Program: &filter.String{Eq: &old}, Numbers: []int64{1, 2, 3}}
	if _, err := second.ReprocessChunks(asAdmin(t), j.ID, where); err != nil {
		t.Fatal(err)
	}
	if j = waitStopped(t, db, j.ID); j.State != model.JobFinished {
		t.Fatalf("the job %s: %v", j.State, j.Error)
	}
	checkAtRest(t, db, j.ID)
	if j.ProgramHash == old {
		t.Error("the job still has the old program's hash")
	}
	for query, want := range map[string]int64{
		"SELECT count(*) FROM job_chunk WHERE program_hash = '" + old + "'":           8, // 7 of 10 and the one of exceptions
		"SELECT count(*) FROM job_result WHERE chunk <= 3 AND result->>'version'='1'": 0,
		"SELECT count(*) - count(DISTINCT item_key) FROM job_result":                  0,
		"SELECT count(*) FROM job_exception WHERE state = 'skipped'":                  1,
		"SELECT count(*) FROM job_exception WHERE state = 'processed'":                1,
		"SELECT count(*) FROM job_exception WHERE state = 'open'":                     98,
	} {
		if got := number(t, db, query); got != want {
			t.Errorf("%s: %d, want %d", query, got, want)
		}
	}
	checkParts(t, second, j.ID, 11)
}

// checkParts fails the test unless the merged statistics of a job are the sum of
// those of its chunks.
func checkParts(t testing.TB, e *job.Engine, id, chunks int64) {
	t.Helper()
	whole, err := e.Statistics(asAdmin(t), id, nil)
	if err != nil {
		t.Fatal(err)
	}
	var sum dag.Statistics
	for n := int64(1); n <= chunks; n++ {
		part, err := e.Statistics(asAdmin(t), id, &job.Chunks{Numbers: []int64{n}})
		if err != nil || len(part) != 1 {
			t.Fatalf("chunk %d has %d programs: %v", n, len(part), err)
		}
		sum = sum.Merge(part[0].Statistics)
	}
	if diff := cmp.Diff(sum, job.Merged(whole).Statistics); diff != "" {
		t.Errorf("the parts and the whole: %s", diff)
	}
}

func TestExceptionsAreProcessedAgain(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	s := newSorter(t, db, 200)
	e := startEngine(t, db, job.Options{Slots: 2}, s.application())
	j := start(t, e, db, sort(t, e, job.Spec{}).ID)
	if _, err := e.ProcessExceptions(asAdmin(t), j.ID); model.CodeOf(err) != model.CodeConflict {
		t.Errorf("processing what nobody has resolved: %v", err)
	}
	if _, err := e.ResolveExceptions(asAdmin(t), j.ID, nil, job.Decision{State: model.ExceptionCorrected, Correction: map[string]any{"weight": "0"}}); model.CodeOf(err) != model.CodeInvalid {
		t.Errorf("a correction that is none: %v", err)
	}

	decide(t, e, j.ID, []int64{10}, job.Decision{State: model.ExceptionAccepted})
	decide(t, e, j.ID, []int64{20}, job.Decision{State: model.ExceptionCorrected, Correction: map[string]any{"weight": 7}})
	decide(t, e, j.ID, []int64{30}, job.Decision{State: model.ExceptionCorrected, Correction: map[string]any{"weight": 666}}) // fails: too heavy
	decide(t, e, j.ID, []int64{40}, job.Decision{State: model.ExceptionSkipped})
	j = processExceptions(t, e, db, j.ID)

	if j.State != model.JobFinished || *j.TotalChunks != 3 || *j.TotalItems != 200 {
		t.Errorf("the job: %+v", j)
	}
	checkAtRest(t, db, j.ID)
	for query, want := range map[string]int64{
		"SELECT cents FROM postage WHERE parcel_id = 20":                                  70,
		"SELECT cents FROM postage WHERE parcel_id = 10":                                  0,
		"SELECT count(*) FROM postage WHERE parcel_id IN (30, 40)":                        0,
		"SELECT count(*) FROM job_exception WHERE state = 'processed'":                    3,
		"SELECT count(*) FROM job_exception WHERE state = 'open'":                         16,
		"SELECT count(*) FROM job_result WHERE chunk = 3":                                 2,
		"SELECT count(*) FROM job_exception WHERE state = 'open' AND resolved_at <> NULL": 0,
	} {
		if got := number(t, db, query); got != want {
			t.Errorf("%s: %d, want %d", query, got, want)
		}
	}
}

func TestExceptionsAndResultsAreSources(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	s := newSorter(t, db, 200)
	e := startEngine(t, db, job.Options{Slots: 2}, s.application())
	j := start(t, e, db, sort(t, e, job.Spec{}).ID)
	decide(t, e, j.ID, []int64{10, 20, 30}, job.Decision{State: model.ExceptionAccepted})

	other := start(t, e, db, sort(t, e, job.Spec{Source: "exceptions:1", Partitioning: "size_2"}).ID)
	if other.State != model.JobFinished || *other.TotalItems != 3 || *other.TotalChunks != 2 {
		t.Errorf("the job over exceptions: %+v", other)
	}
	if got := number(t, db, "SELECT count(*) FROM job_exception WHERE job_id = 1 AND state = 'processed'"); got != 3 {
		t.Errorf("%d exceptions are processed, want 3", got)
	}
	results := number(t, db, "SELECT count(*) FROM job_result WHERE job_id = 1")
	third := start(t, e, db, sort(t, e, job.Spec{Source: "results:1"}).ID)
	if third.State != model.JobFinished || *third.TotalItems != results {
		t.Errorf("the job over %d results: %+v", results, third)
	}
	for _, source := range []string{"results:99", "exceptions:99999999999999999999"} {
		_, err := e.CreateJob(asAdmin(t), job.Spec{Application: "test.sorter", Name: "Sort", Source: source, Partitioning: "size_1"})
		if source == "results:99" && model.CodeOf(err) != model.CodeInvalid {
			t.Errorf("%s: %v", source, err)
		}
	}
}

func TestPartitioningIsUsedAgain(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	s := newSorter(t, db, 100)
	e := startEngine(t, db, job.Options{Slots: 2}, s.application())
	j := start(t, e, db, sort(t, e, job.Spec{Partitioning: "every_7"}).ID)
	kept, err := e.Partitionings(asAdmin(t), "test.sorter", "")
	if err != nil || len(kept) != 1 || kept[0].Chunks != 7 || kept[0].Items != 100 || kept[0].Name != "every_7" {
		t.Fatalf("kept %+v, %v", kept, err)
	}
	again := start(t, e, db, sort(t, e, job.Spec{PartitioningID: &kept[0].ID}).ID)
	if again.State != model.JobFinished || again.Partitioning != "every_7" || *again.TotalChunks != 7 || *again.TotalItems != 100 {
		t.Errorf("the job that used it again: %+v", again)
	}
	for _, id := range []int64{j.ID, again.ID} {
		if err := e.DeleteJob(asAdmin(t), id); err != nil {
			t.Fatal(err)
		}
	}
	// A sweep that is at the job when it is deleted goes on with that.
	poll(t, db.Pool, "the jobs are gone", "SELECT NOT EXISTS (SELECT FROM job)")
	for _, table := range []string{"job_chunk", "job_lane", "job_result", "job_exception", "partitioning", "partition"} {
		if got := number(t, db, "SELECT count(*) FROM "+table); got != 0 {
			t.Errorf("%d rows left in %s", got, table)
		}
	}
}

func TestRateIsKept(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	s := newSorter(t, db, 60)
	e := startEngine(t, db, job.Options{Slots: 4}, s.application())
	rate := 100
	j := start(t, e, db, sort(t, e, job.Spec{Partitioning: "size_10", Parallelism: 1, Rate: &rate}).ID)
	if j.State != model.JobFinished {
		t.Fatalf("the job %s", j.State)
	}
	// Six chunks of ten items, the first at once: the last can't begin before half a second.
	took := number(t, db, "SELECT extract(milliseconds FROM max(started_at) - min(started_at)) FROM job_chunk")
	if took < 490 {
		t.Errorf("60 items at 100 a second were begun within %d ms", took)
	}
}

func TestClientKeyMakesOneJob(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	s := newSorter(t, db, 10)
	e := startEngine(t, db, job.Options{Slots: 1}, s.application(), newLedgerApp(t, db, 1))
	ctx := auth.WithViewer(t.Context(), auth.NewViewer(number(t, db, "INSERT INTO app_user (login, name) VALUES ('ann', 'Ann') RETURNING id"), "ann", "Ann", auth.Admin))
	key := "nightly"
	spec := job.Spec{Application: "test.sorter", Name: "Sort", Partitioning: "size_1", ClientKey: &key}
	first, err := e.CreateJob(ctx, spec)
	if err != nil {
		t.Fatal(err)
	}
	second, err := e.CreateJob(ctx, spec)
	if err != nil || second.ID != first.ID {
		t.Errorf("the second request made %+v, %v", second, err)
	}
	poll(t, db.Pool, "the source is cut", "SELECT count(*) = 10 FROM job_chunk WHERE job_id = $1", first.ID)
	inUse, err := db.Pool.Begin(t.Context()) // so that a piece of the first stays for a while
	if err != nil {
		t.Fatal(err)
	}
	if _, err := inUse.Exec(t.Context(), "SELECT FROM job_chunk WHERE job_id = $1 LIMIT 1 FOR UPDATE", first.ID); err != nil {
		t.Fatal(err)
	}
	if err := e.DeleteJob(ctx, first.ID); err != nil {
		t.Fatal(err)
	}
	third, err := e.CreateJob(ctx, spec)
	if err != nil || third.ID == first.ID {
		t.Errorf("while the first is being deleted: %+v, %v", third, err)
	}
	if err := inUse.Rollback(t.Context()); err != nil {
		t.Fatal(err)
	}
	empty := ""
	spec.ClientKey = &empty
	if _, err := e.CreateJob(ctx, spec); model.CodeOf(err) != model.CodeInvalid {
		t.Errorf("an empty key: %v", err)
	}
}
