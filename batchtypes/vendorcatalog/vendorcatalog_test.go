package vendorcatalog_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batch/batchtest"
	"github.com/sluicehq/sluice/batchtypes/vendorcatalog"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

var north = map[string]any{"vendor": "North", "tolerance": "20"}

// stock makes seven products of the vendor North that cost 1.00, but for the
// second, which has no cost, and the third, which is another vendor's.
func stock(t *testing.T, kit *batchtest.Kit) {
	t.Helper()
	kit.Exec(t, "INSERT INTO vendor (name) VALUES ('North'), ('South')")
	for range 7 {
		pgtest.Product(t, kit.DB, func(p *model.Product) { p.VendorID = new(int64(1)) })
	}
	kit.Exec(t, "UPDATE product SET cost = NULL WHERE id = 2")
	kit.Exec(t, "UPDATE product SET vendor_id = 2 WHERE id = 3")
}

// costs gives the rows of a batch new costs, in their order.
func costs(t *testing.T, kit *batchtest.Kit, b *model.Batch, values ...any) {
	t.Helper()
	for i, row := range kit.Rows(t, b) {
		kit.Edit(t, row, map[string]any{"new_cost": values[i]})
	}
}

func TestStatuses(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, vendorcatalog.Handler{})
	stock(t, kit)
	b := kit.Create(t, "vendorcatalog", nil, north)
	want := []string{"unchanged", "no_cost", "unchanged", "unchanged", "unchanged", "unchanged", "unchanged"}
	if diff := cmp.Diff(want, kit.Statuses(t, b)); diff != "" {
		t.Errorf("at first (-want +got)\n%s", diff)
	}
	costs(t, kit, b, "1.20", "1.00", "1.10", "1.2001", "2.01", "1.0000", nil)
	kit.AddRow(t, b, map[string]any{"sku": "nowhere", "new_cost": "1.00"})
	want = []string{"ok", "first", "other_vendor", "big_change", "above_price", "unchanged", "no_cost", "unknown"}
	if diff := cmp.Diff(want, kit.Statuses(t, b)); diff != "" {
		t.Errorf("with costs (-want +got)\n%s", diff)
	}
	if reason := kit.Rows(t, b)[2].Reason; reason != "The product is bought from South. Remove the row unless its cost is meant to change." {
		t.Errorf("reason %q", reason)
	}
}

func TestTheVendorIsKnown(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, vendorcatalog.Handler{})
	_, err := kit.Batches.CreateFromQuery(kit.Ctx, batch.FromQuery{
		Draft: batch.Draft{Type: "vendorcatalog", Parameters: map[string]any{"vendor": "Nobody", "tolerance": 1}},
	})
	var refused *model.Error
	if !errors.As(err, &refused) || refused.Field != "parameters.vendor" {
		t.Errorf("a catalog of nobody: %v", err)
	}
}

func TestWriteAndPutBack(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, vendorcatalog.Handler{})
	stock(t, kit)
	b := kit.Create(t, "vendorcatalog", nil, north)
	costs(t, kit, b, "1.10", "0.50", "0.90", "1.30", "1.50", "1.00", "1.0001")
	d, err := kit.Batches.DescribeExecution(kit.Ctx, b)
	if err != nil || d.Summary != "Change the cost of 6 products." || d.Facts[0].Value != "4" || len(d.Warnings) != 2 {
		t.Errorf("it would %+v (%v)", d, err)
	}
	if _, err := kit.Batches.MarkComplete(kit.Ctx, b.ID); err != nil {
		t.Fatal(err)
	}
	kit.Exec(t, "UPDATE product SET cost = 7 WHERE id = 4") // after the review
	if b, err = kit.Batches.Execute(kit.Ctx, b.ID, nil); err != nil {
		t.Fatal(err)
	}
	kit.Wait(t, *b.ExecutionJobID)
	want := []string{"1.1000 2", "0.5000 2", "0.9000 2", "7.0000 1", "1.5000 2", "1.0000 1", "1.0001 2"}
	products := "SELECT coalesce(cost::text, '-') || ' ' || version FROM product ORDER BY id"
	if diff := cmp.Diff(want, kit.Select(t, products)); diff != "" {
		t.Errorf("products (-want +got)\n%s", diff)
	}
	kit.Exec(t, "UPDATE product SET cost = 8 WHERE id = 5")
	b = kit.Undo(t, b)
	want = []string{"1.0000 3", "- 3", "1.0000 3", "7.0000 1", "8.0000 2", "1.0000 1", "1.0000 3"}
	if diff := cmp.Diff(want, kit.Select(t, products)); diff != "" {
		t.Errorf("products after undoing (-want +got)\n%s", diff)
	}
	want = []string{"reverted", "reverted", "reverted", "failed", "kept", "reverted", "reverted"}
	if diff := cmp.Diff(want, kit.Outcomes(t, b)); diff != "" {
		t.Errorf("outcomes (-want +got)\n%s", diff)
	}
}
