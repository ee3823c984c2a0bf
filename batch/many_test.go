package batch_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batch/batchtest"
	"github.com/sluicehq/sluice/batchtypes/labels"
	"github.com/sluicehq/sluice/batchtypes/pricing"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// told are answers in words: "1 done", "2 CONFLICT".
func told(all *batch.Answers) []string {
	list := []string{}
	for _, a := range all.Answers {
		what := "done"
		if a.Error != nil {
			what = string(a.Error.Code)
		}
		list = append(list, fmt.Sprint(a.ID, " ", what))
	}
	return append(list, fmt.Sprint(all.Done, " and ", all.Rejected))
}

func wantTold(t *testing.T, all *batch.Answers, err error, want ...string) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, told(all)); diff != "" {
		t.Errorf("answers (-want +got)\n%s", diff)
	}
}

// mixed are batches of one product: 1 open, 2 complete, 3 executed, 4 complete
// labels, 5 an open batch of no rows.
func mixed(t *testing.T) *batchtest.Kit {
	t.Helper()
	kit := batchtest.New(t, pricing.Handler{}, labels.Handler{})
	pgtest.Product(t, kit.DB)
	kit.Create(t, "pricing", nil, tenPercent)
	complete := kit.Create(t, "pricing", nil, tenPercent)
	kit.Execute(t, kit.Create(t, "pricing", nil, map[string]any{"rule": "percent", "percent": "0", "rounding": "cent"}))
	print := kit.Create(t, "labels", nil, map[string]any{"quantity": 1, "layout": "sheet_3x8", "currency": "€"})
	for _, b := range []*model.Batch{complete, print} {
		if _, err := kit.Batches.MarkComplete(kit.Ctx, b.ID); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := kit.Batches.CreateByHand(kit.Ctx, batch.Draft{Type: "pricing", Parameters: tenPercent}); err != nil {
		t.Fatal(err)
	}
	return kit
}

// as is the context of a made-up user with these permissions.
func as(ctx context.Context, permissions ...string) context.Context {
	return auth.WithViewer(ctx, auth.NewViewer(7, "", "", permissions...))
}

func TestExecuteAll(t *testing.T) {
	t.Parallel()
	kit := mixed(t)
	all, err := kit.Batches.ExecuteAll(kit.Ctx, &batch.Filter{}, nil)
	wantTold(t, all, err, "1 CONFLICT", "2 done", "3 CONFLICT", "4 done", "5 CONFLICT", "2 and 3")
	if got := all.Answers[0]; got.Batch.State != model.BatchOpen || !strings.Contains(got.Error.Message, "mark it complete first") {
		t.Errorf("the open batch is %s: %v", got.Batch.State, got.Error)
	}
	for _, i := range []int{1, 3} {
		kit.Wait(t, *all.Answers[i].Batch.ExecutionJobID)
	}
	for id, want := range map[int64]model.BatchState{1: "open", 2: "executed", 3: "executed", 4: "executed", 5: "open"} {
		if b := kit.Get(t, id); b.State != want {
			t.Errorf("batch %d is %s, want %s", id, b.State, want)
		}
	}
}

func TestRefreshAll(t *testing.T) {
	t.Parallel()
	kit := mixed(t)
	kit.Exec(t, "UPDATE product SET price = price + 1")
	all, err := kit.Batches.RefreshAll(kit.Ctx, &batch.Filter{ID: &filter.ID{In: []model.ID{
		model.NewID("Batch", 5), model.NewID("Batch", 2), model.NewID("Batch", 1), model.NewID("Batch", 99),
	}}})
	wantTold(t, all, err, "1 done", "2 CONFLICT", "5 done", "2 and 1")
	if changed := []int64{*all.Answers[0].ChangedRows, *all.Answers[2].ChangedRows}; !slices.Equal(changed, []int64{1, 0}) {
		t.Errorf("%v rows changed", changed)
	}
}

func TestDeleteAll(t *testing.T) {
	t.Parallel()
	kit := mixed(t)
	where := &batch.Filter{Type: &filter.String{Eq: new("pricing")}}
	all, err := kit.Batches.DeleteAll(batch.Rehearse(kit.Ctx), where)
	wantTold(t, all, err, "1 done", "2 done", "3 CONFLICT", "5 done", "3 and 1")
	if left := kit.Select(t, "SELECT id::text FROM batch ORDER BY id"); len(left) != 5 {
		t.Errorf("a rehearsal has left %v", left)
	}
	all, err = kit.Batches.DeleteAll(kit.Ctx, where)
	wantTold(t, all, err, "1 done", "2 done", "3 CONFLICT", "5 done", "3 and 1")
	if all.Answers[0].Batch != nil || all.Answers[2].Batch == nil {
		t.Errorf("deleted %v, kept %v", all.Answers[0].Batch, all.Answers[2].Batch)
	}
	if left := kit.Select(t, "SELECT id::text FROM batch ORDER BY id"); !slices.Equal(left, []string{"3", "4"}) {
		t.Errorf("left are %v", left)
	}
}

func TestPermissionsAtManyBatches(t *testing.T) {
	t.Parallel()
	kit := mixed(t)
	mayLabels := as(kit.Ctx, "batch.*.view", "batch.labels.delete")
	all, err := kit.Batches.DeleteAll(batch.Rehearse(mayLabels), &batch.Filter{})
	wantTold(t, all, err, "1 FORBIDDEN", "2 FORBIDDEN", "3 FORBIDDEN", "4 done", "5 FORBIDDEN", "1 and 4")
	seesLabels := as(kit.Ctx, "batch.labels.view", "batch.*.delete")
	all, err = kit.Batches.DeleteAll(seesLabels, &batch.Filter{})
	wantTold(t, all, err, "4 done", "1 and 0")
	all, err = kit.Batches.DeleteAll(seesLabels, &batch.Filter{ID: &filter.ID{Eq: new(model.NewID("Batch", 1))}})
	wantTold(t, all, err, "0 and 0")

	if _, err = kit.Batches.DeleteAll(as(kit.Ctx, "batch.*.view", "batch.*.execute"), &batch.Filter{}); model.CodeOf(err) != model.CodeForbidden {
		t.Errorf("who may delete nothing gets %v", err)
	}
	if left := kit.Select(t, "SELECT id::text FROM batch ORDER BY id"); !slices.Equal(left, []string{"1", "2", "3", "5"}) {
		t.Errorf("left are %v", left)
	}
}

// Of two who execute the same batches, each batch obeys one.
func TestTwoExecuteAllAtOnce(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, pricing.Handler{})
	pgtest.Product(t, kit.DB)
	const batches = 4
	for range batches {
		b := kit.Create(t, "pricing", nil, tenPercent)
		if _, err := kit.Batches.MarkComplete(kit.Ctx, b.ID); err != nil {
			t.Fatal(err)
		}
	}
	var answers [2]*batch.Answers
	var errs [2]error
	var wg sync.WaitGroup
	for i := range answers {
		wg.Go(func() {
			answers[i], errs[i] = kit.Batches.ExecuteAll(kit.Ctx, &batch.Filter{State: []model.BatchState{model.BatchComplete}}, nil)
		})
	}
	wg.Wait()
	done := 0
	for i, all := range answers {
		if errs[i] != nil {
			t.Fatal(errs[i])
		}
		done += all.Done
		for _, a := range all.Answers {
			if a.Error != nil && a.Error.Code != model.CodeConflict {
				t.Errorf("batch %d: %v", a.ID, a.Error)
			}
		}
	}
	if jobs := kit.Select(t, "SELECT id::text FROM job WHERE application = 'batch.execute'"); done != batches || len(jobs) != batches {
		t.Errorf("%d were done, by %d jobs, want %d", done, len(jobs), batches)
	}
}

func TestTooManyBatches(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, pricing.Handler{})
	kit.Exec(t, "INSERT INTO batch (type, state, source) SELECT 'pricing', 'open', '{}' FROM generate_series(1, ?)", batch.MaxBatchesAtOnce+1)
	if _, err := kit.Batches.DeleteAll(kit.Ctx, &batch.Filter{}); model.CodeOf(err) != model.CodeLimit {
		t.Errorf("one too many: %v", err)
	}
	all, err := kit.Batches.DeleteAll(kit.Ctx, &batch.Filter{ID: &filter.ID{Ne: new(model.NewID("Batch", 1))}})
	if err != nil || all.Done != batch.MaxBatchesAtOnce {
		t.Errorf("as many as may be: %+v (%v)", all, err)
	}
}

// Whoever holds a batch up too long costs the others their turn, but not the answer.
func TestNoTimeLeftForSomeBatches(t *testing.T) {
	t.Parallel()
	kit := mixed(t)
	tx, err := kit.DB.BeginTx(kit.Ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback() }()
	if _, err := tx.NewRaw("SELECT id FROM batch WHERE id = 4 FOR UPDATE").Exec(kit.Ctx); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(kit.Ctx, 3*time.Second)
	defer cancel()
	all, err := kit.Batches.ExecuteAll(ctx, &batch.Filter{ID: &filter.ID{Ne: new(model.NewID("Batch", 1))}}, nil)
	wantTold(t, all, err, "2 done", "3 CONFLICT", "4 LIMIT", "5 LIMIT", "1 and 3")
}
