package batch_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batch/batchtest"
	"github.com/sluicehq/sluice/batchtypes/labels"
	"github.com/sluicehq/sluice/batchtypes/pricing"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// watched is a kit in which pricing batches have to be approved, with a batch that
// ann has made.
type watched struct {
	*batchtest.Kit
	batch         *model.Batch
	ann, bob, eve context.Context
}

func newWatched(t *testing.T, products int) *watched {
	t.Helper()
	kit := batchtest.NewWith(t, batchtest.Options{Slots: 2, Settings: batch.Settings{FourEyes: []string{"pricing"}}}, pricing.Handler{}, labels.Handler{})
	for range products {
		pgtest.Product(t, kit.DB)
	}
	w := &watched{Kit: kit}
	for _, ctx := range []*context.Context{&w.ann, &w.bob, &w.eve} {
		u := pgtest.User(t, kit.DB)
		*ctx = auth.WithViewer(kit.Ctx, auth.NewViewer(u.ID, u.Login, u.Name, "batch.*", "product.view"))
	}
	b, err := kit.Batches.CreateFromQuery(w.ann, batch.FromQuery{Draft: batch.Draft{Type: "pricing", Parameters: tenPercent}})
	if err != nil {
		t.Fatal(err)
	}
	kit.Wait(t, *b.PopulationJobID)
	w.batch = b
	return w
}

func (w *watched) now(t *testing.T) *model.Batch { t.Helper(); return w.Get(t, w.batch.ID) }

func (w *watched) must(t *testing.T, _ *model.Batch, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// approve has bob approve the batch as it is.
func (w *watched) approve(t *testing.T) {
	t.Helper()
	b, err := w.Batches.Approve(w.bob, w.batch.ID, w.now(t).Version)
	w.must(t, b, err)
	if b.ApprovedAt == nil || b.ApprovedBy == nil {
		t.Fatalf("approved, the batch is %+v", b)
	}
}

func (w *watched) complete(t *testing.T) {
	t.Helper()
	b, err := w.Batches.MarkComplete(w.ann, w.batch.ID)
	w.must(t, b, err)
}

func isForbidden(t *testing.T, what string, err error) {
	t.Helper()
	if model.CodeOf(err) != model.CodeForbidden {
		t.Errorf("%s: got %v, want it forbidden", what, err)
	}
}

func TestExecutionTakesAnApproval(t *testing.T) {
	t.Parallel()
	w := newWatched(t, 2)
	id := w.batch.ID
	_, err := w.Batches.Approve(w.bob, id, w.now(t).Version)
	isConflict(t, "approving a batch under review", err)
	_, err = w.Batches.CompleteAndExecute(w.ann, id, nil)
	isConflict(t, "completing and executing at once", err)
	w.complete(t)
	_, err = w.Batches.Execute(w.ann, id, nil)
	isConflict(t, "executing without an approval", err)
	commandLine := auth.WithViewer(w.Ctx, auth.System())
	_, err = w.Batches.Execute(commandLine, id, nil)
	isConflict(t, "executing from the command line", err)
	why, err := w.Batches.WhyNotExecutable(w.ann, w.now(t))
	if err != nil || len(why) != 1 {
		t.Errorf("the reasons are %q (%v)", why, err)
	}
	_, err = w.Batches.Approve(w.ann, id, w.now(t).Version)
	isForbidden(t, "approving one's own batch", err)
	_, err = w.Batches.Approve(commandLine, id, w.now(t).Version)
	isForbidden(t, "approving from the command line", err)
	_, err = w.Batches.Approve(w.bob, id, w.now(t).Version-1)
	isConflict(t, "approving what one has not seen", err)
	for who, want := range map[context.Context]bool{w.ann: true, w.bob: false} {
		if why, err := w.Batches.WhyNotApprovable(who, w.now(t)); (why != "") != want || err != nil {
			t.Errorf("why a user can't approve is %q (%v)", why, err)
		}
	}

	w.approve(t)
	if needed, err := w.Batches.NeedsApproval(w.now(t)); needed || err != nil {
		t.Errorf("an approved batch needs an approval (%v)", err)
	}
	b, err := w.Batches.WithdrawApproval(w.eve, id)
	if err != nil || b.ApprovedAt != nil || b.ApprovedBy != nil {
		t.Errorf("withdrawn, the batch is %+v (%v)", b, err)
	}
	_, err = w.Batches.Execute(w.ann, id, nil)
	isConflict(t, "executing without the approval that was withdrawn", err)
	w.approve(t)
	b, err = w.Batches.Execute(w.ann, id, nil)
	w.must(t, b, err)
	w.Wait(t, *b.ExecutionJobID)
	if b = w.now(t); b.State != model.BatchExecuted || b.ApprovedBy == nil {
		t.Errorf("executed, the batch is %+v", b)
	}
}

func TestTypesThatNeedNoApproval(t *testing.T) {
	t.Parallel()
	w := newWatched(t, 1)
	b := w.Create(t, "labels", nil, map[string]any{"quantity": 1, "layout": "sheet_3x8"})
	if b, err := w.Batches.MarkComplete(w.ann, b.ID); err != nil || slices.Contains(w.Batches.AllowedActions(w.bob, b), batch.Approve) {
		t.Errorf("labels are to be approved (%v)", err)
	}
	_, err := w.Batches.Approve(w.bob, b.ID, w.Get(t, b.ID).Version)
	isConflict(t, "approving labels", err)
	if _, err := w.Batches.Execute(w.ann, b.ID, nil); err != nil {
		t.Error(err)
	}
	for _, key := range []string{"labels", "prising"} {
		types, err := batch.NewRegistry(pricing.Handler{}, labels.Handler{})
		if err != nil {
			t.Fatal(err)
		}
		if types.Set(batch.Settings{FourEyes: []string{key}}) == nil {
			t.Errorf("batches of %s can be made to need approvals", key)
		}
	}
}

// Whoever has had a hand in a batch can't approve it, however small that was.
func TestContributors(t *testing.T) {
	t.Parallel()
	row := func(w *watched) model.ID { return model.RowID(w.batch.ID, 1) }
	hands := map[string]func(w *watched) error{
		"the header": func(w *watched) error {
			b, err := w.Batches.Get(w.eve, w.batch.ID)
			if err != nil {
				return err
			}
			_, err = w.Batches.Update(w.eve, batch.HeaderChange{ID: b.ID, Version: b.Version, Notes: new("x")})
			return err
		},
		"a cell": func(w *watched) error {
			_, err := w.Batches.EditRows(w.eve, w.batch.ID, []batch.RowEdit{{ID: row(w), Version: 1, Values: map[string]any{"new_price": "9"}}})
			return err
		},
		"a removal": func(w *watched) error {
			_, err := w.Batches.RemoveRows(w.eve, w.batch.ID, []model.ID{row(w)})
			return err
		},
		"many cells": func(w *watched) error {
			_, err := w.Batches.UpdateWhere(w.eve, w.batch.ID, nil, batch.CellChange{Column: "new_price", Operation: batch.OperationAdd, Value: "1"})
			return err
		},
		"a refresh": func(w *watched) error {
			if _, err := w.DB.NewRaw("UPDATE product SET price = 5").Exec(w.Ctx); err != nil {
				return err
			}
			_, err := w.Batches.RefreshWhere(w.eve, w.batch.ID, nil)
			return err
		},
		"the source": func(w *watched) error {
			if _, err := w.DB.NewRaw("DELETE FROM product WHERE id = (SELECT min(id) FROM product)").Exec(w.Ctx); err != nil {
				return err
			}
			_, err := w.Batches.RefreshSource(w.eve, w.batch.ID)
			return err
		},
		"a code": func(w *watched) error {
			_, err := w.Batches.QuickEntry(w.eve, w.batch.ID, batch.Scan{Code: "no-such", Quantity: 1})
			if err == nil {
				_, err = w.Batches.RemoveWhere(w.Ctx, w.batch.ID, &batch.RowFilter{Search: new("no-such")})
			}
			return err
		},
		"a row": func(w *watched) error {
			_, err := w.Batches.AddRows(w.eve, w.batch.ID, []batch.GivenLine{{"sku": "no-such", "new_price": "3"}})
			return err
		},
	}
	for what, lend := range hands {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			w := newWatched(t, 3)
			if err := lend(w); err != nil {
				t.Fatal(err)
			}
			w.complete(t)
			_, err := w.Batches.Approve(w.eve, w.batch.ID, w.now(t).Version)
			isForbidden(t, what, err)
			if b, err := w.Batches.Approve(w.bob, w.batch.ID, w.now(t).Version); err != nil || b.ApprovedAt == nil {
				t.Errorf("another one: %v", err)
			}
		})
	}
}

// An approval is of what was seen: whatever changes that makes it void.
func TestChangesMakeApprovalsVoid(t *testing.T) {
	t.Parallel()
	w := newWatched(t, 2)
	w.complete(t)
	for what, change := range map[string]func() error{
		"reopening": func() error {
			if _, err := w.Batches.Reopen(w.bob, w.batch.ID); err != nil {
				return err
			}
			_, err := w.Batches.MarkComplete(w.ann, w.batch.ID)
			return err
		},
		"the header": func() error {
			_, err := w.Batches.Update(w.ann, batch.HeaderChange{ID: w.batch.ID, Version: w.now(t).Version, DueOn: dateTo(tomorrow), Notes: new(fmt.Sprint(w.now(t).Version))})
			return err
		},
	} {
		b, err := w.Batches.Approve(w.eve, w.batch.ID, w.now(t).Version)
		w.must(t, b, err)
		if err := change(); err != nil {
			t.Fatal(err)
		}
		if b := w.now(t); b.ApprovedAt != nil || b.ApprovedBy != nil {
			t.Errorf("%s leaves the approval", what)
		}
		events, err := w.Batches.History(w.ann, w.batch, 200)
		if err != nil || !slices.ContainsFunc(events, func(e *batch.Event) bool { return e.Kind == batch.EventUnapproved }) {
			t.Errorf("%s is not on record as what made the approval void (%v)", what, err)
		}
		_, err = w.Batches.Execute(w.ann, w.batch.ID, nil)
		isConflict(t, "executing after "+what, err)
	}
}

// Corrections of failed rows have to be approved like all else.
func TestRetriesTakeAnApproval(t *testing.T) {
	t.Parallel()
	w := newWatched(t, 3)
	w.complete(t)
	w.Exec(t, "UPDATE product SET price = 7 WHERE id = (SELECT product_id FROM batch.pricing_row WHERE sequence = 2)")
	w.approve(t)
	b, err := w.Batches.Execute(w.ann, w.batch.ID, nil)
	w.must(t, b, err)
	w.Wait(t, *b.ExecutionJobID)
	seen := w.now(t).Version
	edit := func(price string, version int) {
		t.Helper()
		result, err := w.Batches.EditRows(w.ann, b.ID, []batch.RowEdit{{ID: model.RowID(b.ID, 2), Version: version, Values: map[string]any{"new_price": price}}})
		if err != nil || len(result.Rows) != 1 {
			t.Fatalf("%+v (%v)", result, err)
		}
	}
	edit("8.00", 2)
	if b = w.now(t); b.ApprovedAt != nil || b.Version == seen {
		t.Errorf("corrected, the batch is %+v", b)
	}
	_, err = w.Batches.Retry(w.ann, b.ID, nil)
	isConflict(t, "retrying without an approval", err)
	if got := w.Outcomes(t, b); !slices.Equal(got, []string{"executed", "failed", "executed"}) {
		t.Errorf("the refused retry has left %v", got)
	}
	_, err = w.Batches.Approve(w.bob, b.ID, seen)
	isConflict(t, "approving without having seen the correction", err)
	w.approve(t)
	result, err := w.Batches.Retry(w.ann, b.ID, nil)
	if err != nil || result.Batch.ApprovedAt == nil {
		t.Fatalf("%+v (%v)", result, err)
	}
	w.Wait(t, *result.Batch.ExecutionJobID)
	if b = w.now(t); b.FailedCount != 0 || b.ApprovedBy == nil {
		t.Errorf("retried, the batch is %+v", b)
	}
}

// However an approval, a change and an execution meet, nothing is executed that was
// not approved as it is.
func TestAnApprovalRacesAChange(t *testing.T) {
	t.Parallel()
	w := newWatched(t, 2)
	w.complete(t)
	for round := range 12 {
		version := w.now(t).Version
		var wg sync.WaitGroup
		wg.Go(func() { _, _ = w.Batches.Approve(w.bob, w.batch.ID, version) })
		wg.Go(func() {
			if round%2 == 0 {
				_, _ = w.Batches.Update(w.ann, batch.HeaderChange{ID: w.batch.ID, Version: version, Notes: new(fmt.Sprint(round))})
				return
			}
			if _, err := w.Batches.Reopen(w.ann, w.batch.ID); err == nil {
				_, _ = w.Batches.UpdateWhere(w.ann, w.batch.ID, nil, batch.CellChange{Column: "new_price", Operation: batch.OperationAdd, Value: "0.01"})
				_, _ = w.Batches.MarkComplete(w.ann, w.batch.ID)
			}
		})
		wg.Go(func() {
			if b, err := w.Batches.Execute(w.ann, w.batch.ID, nil); err == nil {
				w.Wait(t, *b.ExecutionJobID)
			}
		})
		wg.Wait()
		b := w.now(t)
		if b.ExecutionJobID == nil {
			continue
		}
		// From the approval to the start, nothing else is on record.
		kinds := w.Select(t, "SELECT kind FROM batch_event WHERE batch_id = ? ORDER BY id DESC", b.ID)
		started := slices.Index(kinds, string(batch.EventStarted))
		if started < 0 || kinds[started+1] != string(batch.EventApproved) {
			t.Fatalf("executed after %v", kinds)
		}
		return
	}
	// No round was won by the execution: it still takes an approval.
	if b := w.now(t); b.ApprovedAt == nil {
		_, err := w.Batches.Execute(w.ann, b.ID, nil)
		isConflict(t, "executing in the end", err)
	}
}

// A correction and a retry never both go through on one approval.
func TestARetryRacesACorrection(t *testing.T) {
	t.Parallel()
	w := newWatched(t, 2)
	w.complete(t)
	w.Exec(t, "UPDATE product SET price = 7 WHERE id = (SELECT product_id FROM batch.pricing_row WHERE sequence = 2)")
	w.approve(t)
	b, err := w.Batches.Execute(w.ann, w.batch.ID, nil)
	w.must(t, b, err)
	w.Wait(t, *b.ExecutionJobID)
	var retryErr, editErr error
	var wg sync.WaitGroup
	wg.Go(func() { _, retryErr = w.Batches.Retry(w.ann, b.ID, nil) })
	wg.Go(func() {
		_, editErr = w.Batches.EditRows(w.ann, b.ID, []batch.RowEdit{{ID: model.RowID(b.ID, 2), Version: 2, Values: map[string]any{"new_price": "8"}}})
	})
	wg.Wait()
	if retryErr == nil {
		w.Wait(t, *w.now(t).ExecutionJobID)
	}
	// Executed again or not, the price is none that nobody has approved.
	prices := w.Select(t, "SELECT price::text FROM product WHERE price = 8")
	if len(prices) != 0 || retryErr != nil && editErr != nil {
		t.Errorf("executed is %v (retry: %v, edit: %v)", prices, retryErr, editErr)
	}
}
