package resolvers_test

import (
	"context"
	"testing"

	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/model"
)

// untilJob waits until a job's progress is as wanted.
func (a *api) untilJob(t testing.TB, id int64, wanted func(*model.JobProgress) bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(a.Ctx, patience)
	defer cancel()
	changes, err := a.Jobs.Watch(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	for progress := range changes {
		if wanted(progress) {
			return
		}
	}
	t.Fatalf("job %d did not come to that within %s", id, patience)
}

func planned(p *model.JobProgress) bool  { return p.TotalChunks != nil }
func paused(p *model.JobProgress) bool   { return p.State == model.JobPaused }
func failed(p *model.JobProgress) bool   { return p.State == model.JobFailed }
func finished(p *model.JobProgress) bool { return p.State == model.JobFinished }

func TestProgramStory(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	seedCatalog(t, a.DB)
	buyer := a.buyer(t)
	step := func(name string) {
		t.Helper()
		buyer.golden(t, "programs/"+name)
	}
	step("applications")
	step("create")
	a.untilJob(t, 1, planned)
	for _, name := range []string{"created", "try", "update", "process-chunks"} {
		step(name)
	}
	a.untilJob(t, 1, paused)
	step("processed-partly")
	step("resume")
	a.untilJob(t, 1, finished)
	for _, name := range []string{"finished", "pages", "nodes", "resolve", "resolved", "process-exceptions"} {
		step(name)
	}
	a.untilJob(t, 1, finished)
	step("processed-exceptions")
	step("reprocess-chunks")
	a.untilJob(t, 1, finished)
	step("reprocessed")
	step("create-again")
	a.untilJob(t, 2, planned)
	step("start")
	a.untilJob(t, 2, finished)
	for _, name := range []string{"list", "workers", "delete", "deleted"} {
		step(name)
	}
}

// A job that nobody works on.
func TestJobHeldUp(t *testing.T) {
	t.Parallel()
	a := newIdleAPI(t, 0)
	seedCatalog(t, a.DB)
	a.buyer(t).golden(t, "programs/held-up")
}

func (a *api) setSize(t testing.TB, productID int, size string) {
	t.Helper()
	if _, err := a.DB.NewRaw("UPDATE product SET size = ? WHERE id = ?", size, productID).Exec(a.Ctx); err != nil {
		t.Fatal(err)
	}
}

// spellOut makes a job of the application sizing and waits until it has been
// cut into chunks, which are processed one after the other.
func (a *api) spellOut(t testing.TB) *model.Job {
	t.Helper()
	j, err := a.Jobs.CreateJob(a.Ctx, job.Spec{
		Application: "sizing", Name: "Sizes", Source: "products", Partitioning: "size_3", Parallelism: 1,
		Parameters: map[string]any{"gram": "grams"},
	})
	if err != nil {
		t.Fatal(err)
	}
	a.untilJob(t, j.ID, planned)
	return j
}

// start starts a job and waits until it is as wanted.
func (a *api) start(t testing.TB, j *model.Job, wanted func(*model.JobProgress) bool) {
	t.Helper()
	if _, err := a.Jobs.StartJob(a.Ctx, j.ID); err != nil {
		t.Fatal(err)
	}
	a.untilJob(t, j.ID, wanted)
}

func TestFailedChunk(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	seedCatalog(t, a.DB)
	buyer := a.buyer(t)
	a.setSize(t, 2, "?")
	a.start(t, a.spellOut(t), failed)
	buyer.golden(t, "programs/failed")
	a.setSize(t, 2, "250 g")
	buyer.golden(t, "programs/retry-chunks")
	a.untilJob(t, 1, finished)
	buyer.golden(t, "programs/retried")
}
