package batch_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batch/batchtest"
	"github.com/sluicehq/sluice/batchtypes/pricing"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// asking is pricing that asks for options, and writes those that each chunk saw into
// what it does. It fails as a whole where its table "hold" has a row.
type asking struct{ pricing.Handler }

var askedFor = []form.Field{
	{Key: "copies", Title: "Copies", Type: form.Integer, Min: form.Number("1"), Max: form.Number("9")},
	{Key: "share", Title: "Share", Type: form.Decimal},
	{Key: "note", Title: "Note", Type: form.Text},
}

func (h asking) Type() batch.Type {
	t := h.Handler.Type()
	t.Options = askedFor
	return t
}

func (asking) CheckOptions(_ context.Context, _ bun.IDB, b *model.Batch, options form.Values) error {
	if options.Text("note") == b.Description && b.Description != "" {
		return model.Invalid("options.note", "Say something else.")
	}
	return nil
}

func (h asking) Execute(ctx context.Context, tx postgres.Tx, b *model.Batch, pending batch.Rows) error {
	held, err := tx.NewSelect().Table("hold").Exists(ctx)
	if err != nil {
		return err
	}
	if held {
		return fmt.Errorf("held up")
	}
	options, err := form.Load(askedFor, b.Options)
	if err != nil {
		return err
	}
	seen := fmt.Sprint(options.Int("copies"), " ", options.Decimal("share"), " ", options.Text("note"))
	if _, err := tx.NewRaw("INSERT INTO seen SELECT ?, count(*) FROM (?) AS r", seen, pending.Select(tx).ColumnExpr("1")).Exec(ctx); err != nil {
		return err
	}
	return h.Handler.Execute(ctx, tx, b, pending)
}

// newAsking is a complete batch of seven rows, three chunks, and who executes it.
func newAsking(t *testing.T) (kit *batchtest.Kit, ann context.Context, b *model.Batch) {
	t.Helper()
	kit = batchtest.New(t, asking{})
	kit.Exec(t, "CREATE TABLE seen (options text, rows bigint); CREATE TABLE hold (x integer)")
	for range 7 {
		pgtest.Product(t, kit.DB)
	}
	return kit, signedIn(t, kit), completed(t, kit)
}

func signedIn(t *testing.T, kit *batchtest.Kit) context.Context {
	t.Helper()
	u := pgtest.User(t, kit.DB)
	return auth.WithViewer(kit.Ctx, auth.NewViewer(u.ID, u.Login, u.Name, "batch.*", "product.view"))
}

func completed(t *testing.T, kit *batchtest.Kit) *model.Batch {
	t.Helper()
	b, err := kit.Batches.MarkComplete(kit.Ctx, kit.Create(t, "pricing", nil, tenPercent).ID)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Every chunk, a resumed execution and the batch that is left see the same options.
func TestOptions(t *testing.T) {
	t.Parallel()
	kit, ann, b := newAsking(t)
	kit.Exec(t, "INSERT INTO hold VALUES (1)")
	b, err := kit.Batches.Execute(ann, b.ID, map[string]any{"copies": "3", "share": "0.50", "note": "in spring"})
	if err != nil {
		t.Fatal(err)
	}
	kit.Wait(t, *b.ExecutionJobID)
	if b = kit.Get(t, b.ID); b.State != model.BatchFailed {
		t.Fatalf("the batch is %s", b.State)
	}
	kit.Exec(t, "DELETE FROM hold")
	_, err = kit.Batches.Execute(ann, b.ID, map[string]any{"copies": 4})
	isConflict(t, "resuming with other options", err)
	if b, err = kit.Batches.Execute(ann, b.ID, map[string]any{"note": "in spring", "copies": 3, "share": "0.50"}); err != nil {
		t.Fatal(err)
	}
	kit.Wait(t, *b.ExecutionJobID)
	if b = kit.Get(t, b.ID); b.State != model.BatchExecuted {
		t.Fatalf("the batch is %s", b.State)
	}
	want := []string{"3 0.5 in spring: 3", "3 0.5 in spring: 3", "3 0.5 in spring: 1"}
	if diff := cmp.Diff(want, kit.Select(t, "SELECT options || ': ' || rows FROM seen ORDER BY rows DESC")); diff != "" {
		t.Errorf("the chunks saw (-want +got)\n%s", diff)
	}
	events, err := kit.Batches.History(kit.Ctx, b, 50)
	if err != nil {
		t.Fatal(err)
	}
	started := map[string][2]any{"options.copies": {nil, 3.0}, "options.share": {nil, "0.5"}, "options.note": {nil, "in spring"}}
	for _, e := range events {
		if e.Kind != batch.EventStarted {
			continue
		}
		if diff := cmp.Diff(started, e.Changes); diff != "" {
			t.Errorf("the history tells (-want +got)\n%s", diff)
		}
	}
}

// Rows that are executed again are so with the options of the batch.
func TestOptionsOfARetry(t *testing.T) {
	t.Parallel()
	kit, ann, b := newAsking(t)
	kit.Exec(t, "UPDATE product SET price = 7 WHERE id IN (SELECT product_id FROM batch.pricing_row WHERE sequence = 2)")
	b, err := kit.Batches.Execute(ann, b.ID, map[string]any{"note": "again"})
	if err != nil {
		t.Fatal(err)
	}
	kit.Wait(t, *b.ExecutionJobID)
	kit.Exec(t, "DELETE FROM seen")
	if _, err := kit.Batches.RefreshWhere(kit.Ctx, b.ID, nil); err != nil {
		t.Fatal(err)
	}
	result, err := kit.Batches.Retry(ann, b.ID, nil)
	if err != nil {
		t.Fatal(err)
	}
	kit.Wait(t, *result.Batch.ExecutionJobID)
	if seen := kit.Select(t, "SELECT options || ': ' || rows FROM seen"); !cmp.Equal(seen, []string{"0 0 again: 1"}) {
		t.Errorf("the retry saw %q", seen)
	}
}

func TestBadOptions(t *testing.T) {
	t.Parallel()
	kit, ann, b := newAsking(t)
	text := "taken"
	b, err := kit.Batches.Update(kit.Ctx, batch.HeaderChange{ID: b.ID, Version: b.Version, Description: &text})
	if err != nil {
		t.Fatal(err)
	}
	for field, options := range map[string]map[string]any{
		"options.copies": {"copies": 10},
		"options":        {"copies": 1, "speed": 2},
		"options.share":  {"share": "1e9"},
		"options.note":   {"note": "taken"},
	} {
		_, err := kit.Batches.Execute(ann, b.ID, options)
		var known *model.Error
		if !errors.As(err, &known) || known.Code != model.CodeInvalid || known.Field != field {
			t.Errorf("%v: %v, want that %s is to blame", options, err, field)
		}
	}
	if b = kit.Get(t, b.ID); b.State != model.BatchComplete || string(b.Options) != "{}" {
		t.Errorf("the batch is %s with the options %s", b.State, b.Options)
	}
	if last, err := kit.Batches.LastOptions(ann); err != nil || len(last) > 0 {
		t.Errorf("remembered are %v (%v)", last, err)
	}
}

// What a user has chosen last is remembered for the user, by type.
func TestLastOptions(t *testing.T) {
	t.Parallel()
	kit, ann, first := newAsking(t)
	bob := signedIn(t, kit)
	for _, step := range []struct {
		who   context.Context
		given map[string]any
	}{
		{ann, map[string]any{"copies": 2}},
		{bob, map[string]any{"copies": 8}},
		{ann, map[string]any{"share": "0.25"}},
		{ann, nil},                             // says nothing, and changes nothing
		{kit.Ctx, map[string]any{"copies": 5}}, // nobody in particular
		{batch.Rehearse(ann), map[string]any{"copies": 7}},
	} {
		b, err := kit.Batches.Execute(step.who, first.ID, step.given)
		if err != nil {
			t.Fatal(err)
		}
		if kit.Get(t, b.ID).State != model.BatchComplete {
			kit.Wait(t, *b.ExecutionJobID)
			first = completed(t, kit)
		}
	}
	share := map[string]form.Values{"pricing": {"share": decimal.RequireFromString("0.25")}}
	if last, err := kit.Batches.LastOptions(ann); err != nil || !cmp.Equal(last, share) {
		t.Errorf("ann's are %v (%v)", last, err)
	}
	copies := map[string]form.Values{"pricing": {"copies": int64(8)}}
	if last, err := kit.Batches.LastOptions(bob); err != nil || !cmp.Equal(last, copies) {
		t.Errorf("bob's are %v (%v)", last, err)
	}
	// The type may have changed since.
	kit.Exec(t, `UPDATE batch_options SET options = '{"speed": 1}'`)
	if last, err := kit.Batches.LastOptions(ann); err != nil || len(last) > 0 {
		t.Errorf("what the type no longer takes: %v (%v)", last, err)
	}
}

// Of many batches, those that the options don't fit are answered for.
func TestOptionsOfMany(t *testing.T) {
	t.Parallel()
	kit, ann, b := newAsking(t)
	text := "taken"
	if _, err := kit.Batches.Update(kit.Ctx, batch.HeaderChange{ID: b.ID, Version: b.Version, Description: &text}); err != nil {
		t.Fatal(err)
	}
	other := completed(t, kit)
	all, err := kit.Batches.ExecuteAll(ann, &batch.Filter{ID: &filter.ID{}}, map[string]any{"note": "taken"})
	if err != nil || all.Done != 1 || all.Answers[0].Error == nil || all.Answers[0].Error.Field != "options.note" {
		t.Fatalf("%+v (%v)", all, err)
	}
	kit.Wait(t, *kit.Get(t, other.ID).ExecutionJobID)
	if got := kit.Get(t, other.ID); string(got.Options) != `{"note": "taken"}` {
		t.Errorf("the other one was executed with %s", got.Options)
	}
}
