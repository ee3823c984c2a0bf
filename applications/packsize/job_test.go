package packsize

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/job/jobtest"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// TestJobAgreesWithParse runs a job over products and compares what it leaves
// with what Parse says.
func TestJobAgreesWithParse(t *testing.T) {
	t.Parallel()
	kit := jobtest.New(t, New(nil))
	descriptions := addSamples(t, kit.DB)
	wantResults, wantExceptions, wantProducts := map[string]string{}, map[string]string{}, map[string]string{}
	for i, d := range descriptions {
		wantProducts[sku(i+1)] = " v1"
		switch o := Parse(d); o.Verdict {
		case Found:
			wantResults[sku(i+1)] = o.Result.String()
			wantProducts[sku(i+1)] = o.Result.String() + " v2"
		case Ambiguous:
			wantExceptions[sku(i+1)] = "open at ask a person: " + o.Reasons[0].Sentence()
		}
	}

	j, end := kit.Run(t, spec("products", writing))
	if j.State != model.JobFinished || end.ItemsDone != int64(len(descriptions)) || end.ItemsFailed != 0 ||
		end.Exceptions != int64(len(wantExceptions)) || *j.TotalChunks != 7 {
		t.Errorf("the job is %s with %+v", j.State, end)
	}
	for what, diff := range map[string]string{
		"results":    cmp.Diff(wantResults, results(t, kit, j.ID)),
		"exceptions": cmp.Diff(wantExceptions, kit.Exceptions(t, j.ID)),
		"products":   cmp.Diff(wantProducts, products(t, kit)),
	} {
		if diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
	checkStatistics(t, kit, j.ID, int64(len(descriptions)), int64(len(wantExceptions)))
}

// checkStatistics fails the test unless every item is counted once.
func checkStatistics(t *testing.T, kit *jobtest.Kit, jobID, items, asked int64) {
	t.Helper()
	programs, err := kit.Jobs.Statistics(kit.Ctx, jobID, nil)
	if err != nil || len(programs) != 1 {
		t.Fatalf("%d programs, %v", len(programs), err)
	}
	for node, want := range map[string]int64{"corrected by a person": items, "split into words": items, "ask a person": asked} {
		if got, _ := programs[0].Statistics.Of(node); got.Items != want {
			t.Errorf("%q has %d items, want %d", node, got.Items, want)
		}
	}
}

func TestWriting(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name       string
		parameters map[string]any
		want       map[string]string
	}{
		{"not asked for", nil, map[string]string{"P1": " v1", "P2": "six v1", "P3": "pack of 8 v1"}},
		{"asked for", writing, map[string]string{"P1": "pack of 4 v2", "P2": "pack of 6 v2", "P3": "pack of 8 v1"}},
		{
			"without replacing",
			map[string]any{paramWrite: true, paramKeep: true},
			map[string]string{"P1": "pack of 4 v2", "P2": "six v1", "P3": "pack of 8 v1"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			kit := jobtest.New(t, New(nil))
			addProducts(t, kit.DB, "SET OF 4", "SET OF 6", "SET OF 8")
			_, err := kit.DB.Pool.Exec(t.Context(), `
				UPDATE product SET size = CASE sku WHEN 'P2' THEN 'six' WHEN 'P3' THEN 'pack of 8' ELSE '' END`)
			if err != nil {
				t.Fatal(err)
			}
			j, _ := kit.Run(t, spec("products", tt.parameters))
			if diff := cmp.Diff(tt.want, products(t, kit)); diff != "" {
				t.Errorf("products (-want +got):\n%s", diff)
			}
			if got := results(t, kit, j.ID); len(got) != 3 {
				t.Errorf("results are %v", got)
			}
		})
	}
}

func TestQuestion(t *testing.T) {
	t.Parallel()
	kit := jobtest.New(t, New(nil))
	addProducts(t, kit.DB, "SET OF 6 BAGS OF 500 G, PACK OF 12")
	j, _ := kit.Run(t, spec("products", nil))
	text := "SET OF 6 BAGS OF 500 G, PACK OF 12"
	want := map[string]any{
		"description":  text,
		"reasons":      []any{"The description gives two different counts."},
		"likeliest":    map[string]any{"count": 6., "size": "500", "unit": "g", "text": "6 × 500 g"},
		"alternatives": []any{map[string]any{"count": 12., "size": "500", "unit": "g", "text": "12 × 500 g"}},
	}
	if diff := cmp.Diff(want, decoded(t, kit, "SELECT details FROM job_exception WHERE job_id = $1", j.ID)); diff != "" {
		t.Errorf("details (-want +got):\n%s", diff)
	}
	form := map[string]any{"count": 6., "size": "500", "unit": "g"}
	if diff := cmp.Diff(form, decoded(t, kit, "SELECT item FROM job_exception WHERE job_id = $1", j.ID)); diff != "" {
		t.Errorf("what can be corrected (-want +got):\n%s", diff)
	}
}

// TestReprocess runs the same job by two versions of the program. Descriptions
// have changed in between, so that everything that is replaced shows.
func TestReprocess(t *testing.T) {
	t.Parallel()
	var j *model.Job
	db := pgtest.New(t)
	t.Run("first version", func(t *testing.T) {
		kit := jobtest.On(t, db, 2, New(nil))
		addProducts(t, db, "SET OF 4", "3 HEARTS DECORATION", "SET OF 6", "HEART")
		j, _ = kit.Run(t, job.Spec{Application: Name, Source: "products", Partitioning: "size_2", Parameters: writing})
	})
	_, err := db.Pool.Exec(t.Context(), `
		UPDATE product SET description = CASE sku WHEN 'P1' THEN 'SET OF 5' WHEN 'P2' THEN 'HEART' ELSE '4 HEARTS DECORATION' END
		WHERE sku IN ('P1', 'P2', 'P3')`)
	if err != nil {
		t.Fatal(err)
	}
	second := newProgram("2")
	kit := jobtest.On(t, db, 2, job.Processing(processor{program: second}))
	hash := second.Hash()
	if _, err := kit.Jobs.ReprocessChunks(kit.Ctx, j.ID, &job.Chunks{Program: &filter.String{Ne: &hash}}); err != nil {
		t.Fatal(err)
	}
	end := kit.Wait(t, j.ID)
	if end.State != model.JobFinished || end.ItemsDone != 4 || end.Exceptions != 1 {
		t.Errorf("the job ended with %+v", end)
	}
	for what, diff := range map[string]string{
		"results": cmp.Diff(map[string]string{"P1": "pack of 5"}, results(t, kit, j.ID)),
		"exceptions": cmp.Diff(map[string]string{"P3": "open at ask a person: " + MotifOrCount.Sentence()},
			kit.Exceptions(t, j.ID)),
		"products": cmp.Diff(map[string]string{"P1": "pack of 5 v3", "P2": " v1", "P3": "pack of 6 v2", "P4": " v1"}, products(t, kit)),
	} {
		if diff != "" {
			t.Errorf("%s (-want +got):\n%s", what, diff)
		}
	}
	checkStatistics(t, kit, j.ID, 4, 1)
	if _, err := kit.Jobs.ReprocessChunks(kit.Ctx, j.ID, &job.Chunks{Program: &filter.String{Ne: &hash}}); model.CodeOf(err) != model.CodeConflict {
		t.Errorf("chunks of another program are left: %v", err)
	}
}

func TestTryLeavesNothing(t *testing.T) {
	t.Parallel()
	kit := jobtest.New(t, New(nil))
	addProducts(t, kit.DB, "SET OF 4", "3 HEARTS DECORATION", "HEART")
	j := kit.Create(t, spec("products", writing))
	trial, err := kit.Jobs.Try(kit.Ctx, j.ID, 3)
	if err != nil {
		t.Fatal(err)
	}
	var changes []string
	for _, c := range trial.Changes {
		changes = append(changes, c.ItemLabel+" "+c.Before["size"].(string)+" → "+c.After["size"].(string))
	}
	if diff := cmp.Diff([]string{"P1  → pack of 4", "P2  → ", "P3  → "}, changes); diff != "" {
		t.Errorf("changes (-want +got):\n%s", diff)
	}
	if trial.Items != 3 || trial.Failed != 0 || len(trial.Exceptions) != 1 || trial.Exceptions[0].ItemLabel != "P2" {
		t.Errorf("the trial: %+v", trial)
	}
	if diff := cmp.Diff(map[string]string{"P1": " v1", "P2": " v1", "P3": " v1"}, products(t, kit)); diff != "" {
		t.Errorf("products (-want +got):\n%s", diff)
	}
	if r, x := results(t, kit, j.ID), kit.Exceptions(t, j.ID); len(r)+len(x) > 0 {
		t.Errorf("left behind: results %v, exceptions %v", r, x)
	}
}
