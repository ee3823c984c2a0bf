package transactions

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/job/jobtest"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// age makes all staged files two days old.
func age(t *testing.T, kit *jobtest.Kit) {
	t.Helper()
	if _, err := kit.DB.Exec("UPDATE sales_file SET created_at = created_at - interval '2 days'"); err != nil {
		t.Fatal(err)
	}
}

// wantFiles sweeps, and checks which files are left with how many lines.
func wantFiles(t *testing.T, kit *jobtest.Kit, want ...string) {
	t.Helper()
	if err := Sweep(t.Context(), kit.DB); err != nil {
		t.Fatal(err)
	}
	left := map[string]string{}
	for _, source := range want {
		left[source] = "1"
	}
	got := kit.Pairs(t, "SELECT 'lines:' || file_id, count(*)::text FROM sales_line GROUP BY file_id")
	if diff := cmp.Diff(left, got); diff != "" {
		t.Errorf("staged files (-want +got):\n%s", diff)
	}
}

func TestSweep(t *testing.T) {
	t.Parallel()
	kit := jobtest.On(t, pgtest.New(t), 0, New())
	const line = "1,A,,1,2011-01-01,1,1,"
	named, forgotten := stageLines(t, kit, line), stageLines(t, kit, line)
	j, err := kit.Jobs.CreateJob(kit.Ctx, job.Spec{Application: Name, Name: "Test", Source: named, Partitioning: "size_50"})
	if err != nil {
		t.Fatal(err)
	}
	wantFiles(t, kit, named, forgotten) // within its day
	age(t, kit)
	young := stageLines(t, kit, line)
	wantFiles(t, kit, named, young)
	if err := kit.Jobs.DeleteJob(kit.Ctx, j.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := kit.DB.Exec("DELETE FROM job"); err != nil { // as the sweep of jobs does
		t.Fatal(err)
	}
	wantFiles(t, kit, young)
}

// TestSweepBesideNewJobs sweeps while a job is being created for an old file:
// the job, if it comes to be, has its file.
func TestSweepBesideNewJobs(t *testing.T) {
	t.Parallel()
	kit := jobtest.On(t, pgtest.New(t), 0, New())
	source := stageLines(t, kit, "1,A,,1,2011-01-01,1,1,")
	age(t, kit)
	err := postgres.InTx(kit.Ctx, kit.DB, nil, func(ctx context.Context, tx postgres.Tx) error {
		if err := (processor{}).CheckSource(ctx, tx, source); err != nil {
			return err
		}
		wantFiles(t, kit, source)
		_, err := tx.NewRaw(`INSERT INTO job (application, name, source, partitioning, parallelism, state)
			VALUES (?, 'Test', ?, 'size_50', 1, ?)`, Name, source, model.JobCreated).Exec(ctx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	wantFiles(t, kit, source)
}
