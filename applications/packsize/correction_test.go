package packsize

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/job/jobtest"
	"github.com/sluicehq/sluice/model"
)

// stored is a job whose four exceptions P1 to P4 wait for a person.
func stored(t *testing.T) (*jobtest.Kit, *model.Job) {
	t.Helper()
	kit := jobtest.New(t, New(nil))
	addProducts(t, kit.DB, "3 HEARTS DECORATION", "TOKYO 78", "TABLE 60x40cm", "STRING OF 8 HEARTS", "SET OF 6")
	j, end := kit.Run(t, spec("products", writing))
	if end.Exceptions != 4 {
		t.Fatalf("%d exceptions: %v", end.Exceptions, kit.Exceptions(t, j.ID))
	}
	return kit, j
}

// resolve decides about the exception of a product.
func resolve(t *testing.T, kit *jobtest.Kit, jobID int64, sku string, d job.Decision) {
	t.Helper()
	n, err := kit.Jobs.ResolveExceptions(kit.Ctx, jobID, &job.Exceptions{Search: &sku}, d)
	if err != nil || n != 1 {
		t.Fatalf("resolved %d exceptions of %s: %v", n, sku, err)
	}
}

func TestResolveAndProcess(t *testing.T) {
	t.Parallel()
	kit, j := stored(t)
	resolve(t, kit, j.ID, "P1", job.Decision{State: model.ExceptionAccepted})
	resolve(t, kit, j.ID, "P2", job.Decision{State: model.ExceptionCorrected, Correction: map[string]any{"count": 2, "size": "330", "unit": "ml"}})
	resolve(t, kit, j.ID, "P3", job.Decision{State: model.ExceptionSkipped})
	resolve(t, kit, j.ID, "P4", job.Decision{State: model.ExceptionCorrected, Correction: map[string]any{}})
	if _, err := kit.Jobs.ProcessExceptions(kit.Ctx, j.ID); err != nil {
		t.Fatal(err)
	}
	kit.Wait(t, j.ID)
	want := map[string]string{"P1": "pack of 3", "P2": "2 × 330 ml", "P5": "pack of 6"}
	if diff := cmp.Diff(want, results(t, kit, j.ID)); diff != "" {
		t.Errorf("results (-want +got):\n%s", diff)
	}
	want = map[string]string{"P1": "pack of 3 v2", "P2": "2 × 330 ml v2", "P3": " v1", "P4": " v1", "P5": "pack of 6 v2"}
	if diff := cmp.Diff(want, products(t, kit)); diff != "" {
		t.Errorf("products (-want +got):\n%s", diff)
	}
	states := kit.Pairs(t, "SELECT item_label, state FROM job_exception WHERE job_id = $1", j.ID)
	want = map[string]string{"P1": "processed", "P2": "processed", "P3": "skipped", "P4": "processed"}
	if diff := cmp.Diff(want, states); diff != "" {
		t.Errorf("exceptions (-want +got):\n%s", diff)
	}
}

func TestSenselessCorrectionsComeBack(t *testing.T) {
	t.Parallel()
	kit, j := stored(t)
	resolve(t, kit, j.ID, "P1", job.Decision{State: model.ExceptionCorrected, Correction: map[string]any{"size": "5"}})
	resolve(t, kit, j.ID, "P2", job.Decision{State: model.ExceptionCorrected, Correction: map[string]any{"count": 5, "unit": "g"}})
	if _, err := kit.Jobs.ProcessExceptions(kit.Ctx, j.ID); err != nil {
		t.Fatal(err)
	}
	kit.Wait(t, j.ID)
	got := kit.Exceptions(t, j.ID)
	for sku, want := range map[string]string{
		"P1": "open at take the correction: The corrected size has no unit of measure.",
		"P2": "open at take the correction: The corrected unit of measure has no size.",
	} {
		if got[sku] != want {
			t.Errorf("%s: %q, want %q", sku, got[sku], want)
		}
	}
	form := decoded(t, kit, "SELECT item FROM job_exception WHERE job_id = $1 AND item_label = 'P2'", j.ID)
	if diff := cmp.Diff(map[string]any{"count": 5., "unit": "g"}, form); diff != "" {
		t.Errorf("what can be corrected (-want +got):\n%s", diff)
	}
}

func TestCorrectionsAreChecked(t *testing.T) {
	t.Parallel()
	kit, j := stored(t)
	for field, value := range map[string]any{"count": 0, "size": "-1", "unit": "acre"} {
		d := job.Decision{State: model.ExceptionCorrected, Correction: map[string]any{field: value}}
		_, err := kit.Jobs.ResolveExceptions(kit.Ctx, j.ID, &job.Exceptions{Reason: &filter.String{}}, d)
		if model.CodeOf(err) != model.CodeInvalid {
			t.Errorf("%s = %v: %v", field, value, err)
		}
	}
}

// TestOtherJobsAsSources processes what a job left by another one.
func TestOtherJobsAsSources(t *testing.T) {
	t.Parallel()
	kit, j := stored(t)
	resolve(t, kit, j.ID, "P1", job.Decision{State: model.ExceptionAccepted})
	of := model.NewID("Job", j.ID).Key
	second, _ := kit.Run(t, spec("exceptions:"+of, nil))
	if diff := cmp.Diff(map[string]string{"P1": "pack of 3"}, results(t, kit, second.ID)); diff != "" {
		t.Errorf("of the exceptions (-want +got):\n%s", diff)
	}
	third, _ := kit.Run(t, spec("results:"+of, nil))
	if diff := cmp.Diff(map[string]string{"P5": "pack of 6"}, results(t, kit, third.ID)); diff != "" {
		t.Errorf("of the results (-want +got):\n%s", diff)
	}
}

// TestReprocessKeepsDecisions processes everything again after people have
// decided: nothing changes.
func TestReprocessKeepsDecisions(t *testing.T) {
	t.Parallel()
	kit, j := stored(t)
	resolve(t, kit, j.ID, "P1", job.Decision{State: model.ExceptionAccepted})
	resolve(t, kit, j.ID, "P2", job.Decision{State: model.ExceptionCorrected, Correction: map[string]any{"count": 2}})
	if _, err := kit.Jobs.ProcessExceptions(kit.Ctx, j.ID); err != nil {
		t.Fatal(err)
	}
	before, wantResults := kit.Wait(t, j.ID), results(t, kit, j.ID)
	wantExceptions := kit.Pairs(t, "SELECT item_label, state FROM job_exception WHERE job_id = $1", j.ID)
	for range 2 {
		if _, err := kit.Jobs.ReprocessChunks(kit.Ctx, j.ID, nil); err != nil {
			t.Fatal(err)
		}
		end := kit.Wait(t, j.ID)
		if end.ItemsDone != before.ItemsDone {
			t.Errorf("%d items, before %d", end.ItemsDone, before.ItemsDone)
		}
		if diff := cmp.Diff(wantResults, results(t, kit, j.ID)); diff != "" {
			t.Errorf("results (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(wantExceptions, kit.Pairs(t, "SELECT item_label, state FROM job_exception WHERE job_id = $1", j.ID)); diff != "" {
			t.Errorf("exceptions (-want +got):\n%s", diff)
		}
	}
}
