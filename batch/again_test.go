package batch_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batch/batchtest"
	"github.com/sluicehq/sluice/batchtypes/labels"
	"github.com/sluicehq/sluice/model"
)

func TestAPopulationThatFailedCanBeResumed(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, labels.Handler{})
	// The table of the rows is not there for a while.
	if _, err := kit.DB.ExecContext(kit.Ctx, "ALTER TABLE batch.label_row RENAME COLUMN size TO sizes"); err != nil {
		t.Fatal(err)
	}
	b, end := kit.CreateFromFile(t, labelsOf(batch.FileChoices{}), "sku\nA\nB\nC\nD\n")
	if end.State != model.JobFailed || b.State != model.BatchCreated {
		t.Fatalf("the population ended %s, the batch is %s", end.State, b.State)
	}
	if _, err := kit.DB.ExecContext(kit.Ctx, "ALTER TABLE batch.label_row RENAME COLUMN sizes TO size"); err != nil {
		t.Fatal(err)
	}
	if _, err := kit.Batches.Populate(kit.Ctx, b.ID); err != nil {
		t.Fatal(err)
	}
	if end := kit.Wait(t, *b.PopulationJobID); end.State != model.JobFinished {
		t.Fatalf("the population ended %s", end.State)
	}
	b = kit.Get(t, b.ID)
	if diff := cmp.Diff([]string{"2 A unknown", "3 B unknown", "4 C unknown", "5 D unknown"}, kit.Shown(t, b, "sku")); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if _, err := kit.Batches.Populate(kit.Ctx, b.ID); model.CodeOf(err) != model.CodeConflict {
		t.Errorf("populating an open batch: %v", err)
	}
}
