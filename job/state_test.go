package job_test

import (
	"context"
	"slices"
	"testing"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

var states = []model.JobState{
	model.JobCreated, model.JobRunning, model.JobPaused, model.JobCanceling,
	model.JobFinished, model.JobFailed, model.JobCanceled, model.JobDeleting,
}

// operation is something that people do with a job, and the states that it
// leads to from those in which it is allowed.
type operation struct {
	offer job.Action
	do    func(ctx context.Context, e *job.Engine, id int64) error
	leads map[model.JobState]model.JobState
}

// changed drops the job that an operation returns.
func changed(do func(e *job.Engine, ctx context.Context, id int64) (*model.Job, error)) func(context.Context, *job.Engine, int64) error {
	return func(ctx context.Context, e *job.Engine, id int64) error {
		_, err := do(e, ctx, id)
		return err
	}
}

// to leads from all of the states to one.
func to(state model.JobState, from ...model.JobState) map[model.JobState]model.JobState {
	leads := map[model.JobState]model.JobState{}
	for _, s := range from {
		leads[s] = state
	}
	return leads
}

var operations = []operation{
	{job.Start, changed((*job.Engine).StartJob), to(model.JobRunning, model.JobCreated)},
	{job.Pause, changed((*job.Engine).PauseJob), to(model.JobPaused, model.JobRunning)},
	{job.Resume, changed((*job.Engine).ResumeJob), to(model.JobRunning, model.JobPaused, model.JobFailed, model.JobCanceled)},
	{
		job.Cancel, changed((*job.Engine).CancelJob),
		to(model.JobCanceling, model.JobCreated, model.JobRunning, model.JobPaused, model.JobCanceling),
	},
	{job.Process, func(ctx context.Context, e *job.Engine, id int64) error {
		_, err := e.ProcessChunks(ctx, id, &job.Chunks{Numbers: []int64{1}})
		return err
	}, to(model.JobRunning, model.JobCreated, model.JobRunning, model.JobPaused, model.JobFailed, model.JobCanceled)},
	{job.Reprocess, func(ctx context.Context, e *job.Engine, id int64) error {
		_, err := e.ReprocessChunks(ctx, id, &job.Chunks{Numbers: []int64{2}})
		return err
	}, to(model.JobRunning, model.JobRunning, model.JobPaused, model.JobFinished, model.JobFailed, model.JobCanceled)},
	{job.Adjust, func(ctx context.Context, e *job.Engine, id int64) error {
		text := "Adjusted"
		_, err := e.AdjustJob(ctx, id, job.Adjustment{Description: &text})
		return err
	}, map[model.JobState]model.JobState{
		model.JobCreated: model.JobCreated, model.JobRunning: model.JobRunning, model.JobPaused: model.JobPaused,
		model.JobCanceling: model.JobCanceling, model.JobFinished: model.JobFinished,
		model.JobFailed: model.JobFailed, model.JobCanceled: model.JobCanceled,
	}},
	{job.Try, func(ctx context.Context, e *job.Engine, id int64) error {
		_, err := e.Try(ctx, id, 1)
		return err
	}, map[model.JobState]model.JobState{
		model.JobCreated: model.JobCreated, model.JobRunning: model.JobRunning, model.JobPaused: model.JobPaused,
		model.JobFinished: model.JobFinished, model.JobFailed: model.JobFailed, model.JobCanceled: model.JobCanceled,
	}},
	{
		job.Delete, func(ctx context.Context, e *job.Engine, id int64) error { return e.DeleteJob(ctx, id) },
		to("", model.JobCreated, model.JobPaused, model.JobFinished, model.JobFailed, model.JobCanceled),
	},
}

// inState makes a job of three chunks, the second of which is done, and puts it
// into a state.
func inState(t *testing.T, e *job.Engine, db *postgres.DB, state model.JobState) int64 {
	t.Helper()
	id := sort(t, e, job.Spec{Partitioning: "size_10"}).ID
	_, err := db.Pool.Exec(t.Context(), `
		WITH cut AS (
			INSERT INTO job_chunk (job_id, number, bounds, items, state)
			SELECT $1, n, jsonb_build_object('from', 10 * n - 9, 'to', 10 * n), 10, CASE n WHEN 2 THEN 'done' ELSE 'held' END
			FROM generate_series(1, 3) AS n
		)
		UPDATE job SET state = $2, total_chunks = 3, total_items = 30 WHERE id = $1`, id, state)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestOperationsInEveryState(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	s := newSorter(t, db, 30)
	e := startEngine(t, db, job.Options{}, s.application()) // no slots: states stay as they are set
	for _, op := range operations {
		for _, state := range states {
			id := inState(t, e, db, state)
			jobs, err := e.ByID(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			after, allowed := op.leads[state]
			if j := jobs[id]; j != nil {
				offered := slices.Contains(e.Offers(asAdmin(t), j), op.offer)
				if again := op.offer == job.Cancel && state == model.JobCanceling; offered != (allowed && !again) {
					t.Errorf("%s of a %s job: offered is %t", op.offer, state, offered)
				}
			}
			err = op.do(asAdmin(t), e, id)
			if jobs, _ = e.ByID(t.Context(), id); state == model.JobDeleting {
				if model.CodeOf(err) != model.CodeNotFound || jobs[id] != nil {
					t.Errorf("%s of a deleted job: %v", op.offer, err)
				}
				continue
			}
			switch {
			case allowed && err != nil:
				t.Errorf("%s of a %s job: %v", op.offer, state, err)
			case allowed && after == "" && jobs[id] != nil:
				t.Errorf("%s of a %s job has left it", op.offer, state)
			case allowed && after != "" && jobs[id].State != after:
				t.Errorf("%s of a %s job made it %s, want %s", op.offer, state, jobs[id].State, after)
			case !allowed && model.CodeOf(err) != model.CodeConflict:
				t.Errorf("%s of a %s job: %v, want CONFLICT", op.offer, state, err)
			case !allowed && jobs[id].State != state:
				t.Errorf("%s of a %s job was refused but made it %s", op.offer, state, jobs[id].State)
			}
		}
		if err := op.do(asAdmin(t), e, 404); model.CodeOf(err) != model.CodeNotFound {
			t.Errorf("%s of no job: %v, want NOT_FOUND", op.offer, err)
		}
	}
}

func TestOperationsNeedPermissions(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	s := newSorter(t, db, 30)
	e := startEngine(t, db, job.Options{}, s.application())
	id := inState(t, e, db, model.JobPaused)
	mayView := auth.WithViewer(t.Context(), auth.NewViewer(1, "ann", "Ann", "job.test.sorter.view"))
	for _, op := range operations {
		if err := op.do(mayView, e, id); model.CodeOf(err) != model.CodeForbidden {
			t.Errorf("%s by one who may only view: %v", op.offer, err)
		}
		if err := op.do(t.Context(), e, id); model.CodeOf(err) != model.CodeUnauthenticated {
			t.Errorf("%s by nobody: %v", op.offer, err)
		}
	}
	other := auth.WithViewer(t.Context(), auth.NewViewer(2, "bob", "Bob", "job.other.*"))
	if _, err := e.Get(other, id); model.CodeOf(err) != model.CodeForbidden {
		t.Errorf("seeing the job of another application: %v", err)
	}
	if _, err := e.List(other, job.Query{First: 1}); model.CodeOf(err) != model.CodeForbidden {
		t.Errorf("listing without any permission that counts: %v", err)
	}
	if page, err := e.List(mayView, job.Query{First: 1}); err != nil || len(page.Nodes()) != 1 {
		t.Errorf("listing: %v, %v", page, err)
	}
}

// TestDeletionGoesOnAfterACrash deletes a job that somebody began to delete.
func TestDeletionGoesOnAfterACrash(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	s := newSorter(t, db, 30)
	idle := startEngine(t, db, job.Options{}, s.application())
	id := inState(t, idle, db, model.JobFinished)
	_, err := db.Pool.Exec(t.Context(), `
		INSERT INTO job_result_block SELECT $1, 1, n, '{1}', '[null]' FROM generate_series(100, 50000) AS n`, id)
	if err == nil {
		_, err = db.Pool.Exec(t.Context(), "UPDATE job SET state = 'deleting' WHERE id = $1", id)
	}
	if err != nil {
		t.Fatal(err)
	}
	poll(t, db.Pool, "the sweep deletes the job", "SELECT NOT EXISTS (SELECT FROM job)")
	for _, table := range []string{"job_chunk", "job_lane", "job_result"} {
		if got := number(t, db, "SELECT count(*) FROM "+table); got != 0 {
			t.Errorf("%d rows left in %s", got, table)
		}
	}
}

// TestDeletionWaitsForTheChunkInHand deletes a paused job while a chunk of it is
// still being processed: what the chunk makes must not stay behind.
func TestDeletionWaitsForTheChunkInHand(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	s := newSorter(t, db, 30)
	reached, open := make(chan struct{}, 30), make(chan struct{})
	s.onNode = func(context.Context, *parcel) error {
		reached <- struct{}{}
		<-open
		return nil
	}
	e := startEngine(t, db, job.Options{Slots: 1}, s.application())
	id := sort(t, e, job.Spec{Partitioning: "size_10"}).ID
	if _, err := e.StartJob(asAdmin(t), id); err != nil {
		t.Fatal(err)
	}
	<-reached
	if _, err := e.PauseJob(asAdmin(t), id); err != nil {
		t.Fatal(err)
	}
	if err := e.DeleteJob(asAdmin(t), id); err != nil {
		t.Fatal(err)
	}
	if _, err := e.Get(asAdmin(t), id); model.CodeOf(err) != model.CodeNotFound {
		t.Errorf("the deleted job can still be read: %v", err)
	}
	if got := number(t, db, "SELECT count(*) FROM job_chunk"); got != 1 {
		t.Errorf("%d chunks left, want the one in hand", got)
	}
	close(open)
	poll(t, db.Pool, "the sweep deletes the job", "SELECT NOT EXISTS (SELECT FROM job)")
	for _, table := range []string{"job_chunk", "job_lane", "job_result", "job_exception", "partitioning"} {
		if got := number(t, db, "SELECT count(*) FROM "+table); got != 0 {
			t.Errorf("%d rows left in %s", got, table)
		}
	}
}
