package batch_test

import (
	"testing"
	"time"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batch/batchtest"
	"github.com/sluicehq/sluice/batchtypes/labels"
	"github.com/sluicehq/sluice/batchtypes/pricing"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func dateTo(day model.Date) *batch.DateChange { return &batch.DateChange{To: &day} }

var (
	yesterday = model.DateOf(time.Now().AddDate(0, 0, -1))
	tomorrow  = model.DateOf(time.Now().AddDate(0, 0, 1))
)

func TestDates(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, pricing.Handler{})
	pgtest.Product(t, kit.DB)
	b := kit.Create(t, "pricing", nil, tenPercent)
	b, err := kit.Batches.Update(kit.Ctx, batch.HeaderChange{ID: b.ID, Version: b.Version, DueOn: dateTo(yesterday), PurgeOn: dateTo(tomorrow)})
	if err != nil || !b.Overdue() || *b.PurgeOn != tomorrow {
		t.Fatalf("%+v (%v)", b, err)
	}
	events, err := kit.Batches.History(kit.Ctx, b, 1)
	if err != nil || events[0].Changes["dueOn"] != [2]any{nil, string(yesterday)} || events[0].Changes["purgeOn"] != [2]any{nil, string(tomorrow)} {
		t.Errorf("on record is %+v (%v)", events[0], err)
	}
	_, err = kit.Batches.Update(kit.Ctx, batch.HeaderChange{ID: b.ID, Version: b.Version - 1, DueOn: dateTo(tomorrow)})
	isConflict(t, "a stale change of a date", err)

	b = kit.Execute(t, b)
	if b.Overdue() || *b.PurgeOn != tomorrow {
		t.Errorf("executed, the batch is %+v", b)
	}
	// Frozen, it can still be kept longer, and nothing else can be changed.
	if b, err = kit.Batches.Update(kit.Ctx, batch.HeaderChange{ID: b.ID, Version: b.Version, PurgeOn: &batch.DateChange{}}); err != nil || b.PurgeOn != nil {
		t.Errorf("without a purge date: %+v (%v)", b, err)
	}
	_, err = kit.Batches.Update(kit.Ctx, batch.HeaderChange{ID: b.ID, Version: b.Version, DueOn: &batch.DateChange{}, PurgeOn: dateTo(tomorrow)})
	isConflict(t, "another due date of a frozen batch", err)
	if again := kit.Get(t, b.ID); again.PurgeOn != nil || *again.DueOn != yesterday {
		t.Errorf("the refused change has left %+v", again)
	}
}

func TestWhoMayChangeThePurgeDate(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, pricing.Handler{})
	pgtest.Product(t, kit.DB)
	b := kit.Create(t, "pricing", nil, tenPercent)
	editor := auth.WithViewer(kit.Ctx, auth.NewViewer(pgtest.User(t, kit.DB).ID, "eve", "Eve", "batch.pricing.view", "batch.pricing.edit"))
	change := batch.HeaderChange{ID: b.ID, Version: b.Version, DueOn: dateTo(tomorrow), PurgeOn: dateTo(yesterday)}
	if _, err := kit.Batches.Update(editor, change); model.CodeOf(err) != model.CodeForbidden {
		t.Errorf("a purge date by who may only edit: %v", err)
	}
	change.PurgeOn = &batch.DateChange{} // as it is
	if _, err := kit.Batches.Update(editor, change); err != nil {
		t.Error(err)
	}
}

func TestHowLongBatchesAreKept(t *testing.T) {
	t.Parallel()
	kit := batchtest.NewWith(t, batchtest.Options{
		Slots: 2, Settings: batch.Settings{PurgeAfter: map[string]time.Duration{"pricing": 48 * time.Hour}},
	}, pricing.Handler{}, labels.Handler{})
	pgtest.Product(t, kit.DB)
	b := kit.Execute(t, kit.Create(t, "pricing", nil, tenPercent))
	if want := model.DateOf(b.ExecutedAt.Add(48 * time.Hour)); b.PurgeOn == nil || *b.PurgeOn != want {
		t.Errorf("the purge date is %v, want %s", b.PurgeOn, want)
	}
	b = kit.Execute(t, kit.Create(t, "labels", nil, map[string]any{"quantity": 1, "layout": "sheet_3x8"}))
	if b.PurgeOn != nil {
		t.Errorf("the purge date is %s, want none", *b.PurgeOn)
	}
}

func TestSettingsOfUnknownTypes(t *testing.T) {
	t.Parallel()
	types, err := batch.NewRegistry(pricing.Handler{})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []batch.Settings{
		{PurgeAfter: map[string]time.Duration{"prising": time.Hour}},
		{PurgeAfter: map[string]time.Duration{"pricing": -time.Hour}},
	} {
		if err := types.Set(s); err == nil {
			t.Errorf("%+v is taken", s)
		}
	}
}
