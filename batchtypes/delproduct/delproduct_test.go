package delproduct_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/batch/batchtest"
	"github.com/sluicehq/sluice/batchtypes/delproduct"
	"github.com/sluicehq/sluice/batchtypes/labels"
	"github.com/sluicehq/sluice/catalog"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func TestWhatSpeaksAgainstDiscontinuing(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, labels.Handler{}, &delproduct.Handler{})
	var ids []model.ID
	for range 7 {
		ids = append(ids, model.NewID("Product", pgtest.Product(t, kit.DB).ID))
	}
	kit.Exec(t, "UPDATE product SET active = false WHERE id = 2")
	kit.Exec(t, `INSERT INTO sale (line_id, job_id, invoice, sold_at, product_id, quantity, price)
		SELECT * FROM (VALUES (1, 1, 'a', now() - interval '10 days', 3, 1, 1), (2, 1, 'b', now() - interval '200 days', 4, 1, 1),
			(3, 1, 'c', now() - interval '1 day', 4, -1, 1)) AS s`) // what was taken back is not sold
	kit.Exec(t, "INSERT INTO inventory (product_id, on_hand) VALUES (5, 3), (4, 0)")
	// Of the products in other batches, 6 is under review, and 7 is executed.
	oneLabel := map[string]any{"quantity": 1, "layout": "sheet_3x8"}
	kit.Create(t, "labels", &catalog.Filter{ID: &filter.ID{Eq: &ids[5]}}, oneLabel)
	kit.Execute(t, kit.Create(t, "labels", &catalog.Filter{ID: &filter.ID{Eq: &ids[6]}}, oneLabel))

	b := kit.Create(t, "delproduct", nil, map[string]any{"days": 90})
	kit.AddRow(t, b, map[string]any{"sku": "nowhere"})
	want := []string{"ok", "inactive", "sold", "ok", "stock", "elsewhere", "ok", "unknown"}
	if diff := cmp.Diff(want, kit.Statuses(t, b)); diff != "" {
		t.Errorf("statuses (-want +got)\n%s", diff)
	}
	d, err := kit.Batches.DescribeExecution(kit.Ctx, b)
	if err != nil || len(d.Warnings) != 3 {
		t.Errorf("it would %+v (%v)", d, err)
	}
	if _, err := kit.Batches.MarkComplete(kit.Ctx, b.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := kit.Batches.Execute(kit.Ctx, b.ID, nil); model.CodeOf(err) != model.CodeConflict {
		t.Errorf("executing an unknown product: %v", err)
	}
}

func TestDiscontinueAndTakeBack(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, &delproduct.Handler{})
	for range 5 {
		pgtest.Product(t, kit.DB)
	}
	kit.Exec(t, "UPDATE product SET active = false WHERE id = 2")
	b := kit.Create(t, "delproduct", nil, map[string]any{"days": 0})
	preview, err := kit.Batches.Preview(kit.Ctx, b.ID, 10, nil)
	if err != nil || preview.Changed != 4 || preview.Unchanged != 1 || preview.Failing != 0 {
		t.Errorf("preview %+v (%v)", preview, err)
	}
	if _, err := kit.Batches.MarkComplete(kit.Ctx, b.ID); err != nil {
		t.Fatal(err)
	}
	kit.Exec(t, "UPDATE product SET active = false WHERE id = 3") // after the review
	if b, err = kit.Batches.Execute(kit.Ctx, b.ID, nil); err != nil {
		t.Fatal(err)
	}
	kit.Wait(t, *b.ExecutionJobID)
	if diff := cmp.Diff([]string{"executed", "executed", "failed", "executed", "executed"}, kit.Outcomes(t, b)); diff != "" {
		t.Errorf("outcomes (-want +got)\n%s", diff)
	}
	if active := kit.Select(t, "SELECT sku FROM product WHERE active"); len(active) > 0 {
		t.Errorf("%v are active", active)
	}
	kit.Exec(t, "UPDATE product SET active = true WHERE id = 4")
	b = kit.Undo(t, b)
	if diff := cmp.Diff([]string{"reverted", "reverted", "failed", "kept", "reverted"}, kit.Outcomes(t, b)); diff != "" {
		t.Errorf("outcomes of undoing (-want +got)\n%s", diff)
	}
	active := kit.Select(t, "SELECT id || ' v' || version FROM product WHERE active ORDER BY id")
	if diff := cmp.Diff([]string{"1 v3", "4 v2", "5 v3"}, active); diff != "" {
		t.Errorf("active (-want +got)\n%s", diff)
	}
}
