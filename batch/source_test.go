package batch_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batch/batchtest"
	"github.com/sluicehq/sluice/batchtypes/labels"
	"github.com/sluicehq/sluice/batchtypes/pricing"
	"github.com/sluicehq/sluice/catalog"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func TestABatchOfTheProductsOfAnother(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, labels.Handler{}, pricing.Handler{})
	for range 5 {
		pgtest.Product(t, kit.DB)
	}
	from := kit.Create(t, "pricing", nil, tenPercent)
	rows := kit.Rows(t, from)
	if _, err := kit.Batches.RemoveRows(kit.Ctx, from.ID, []model.ID{rows[2].GlobalID()}); err != nil {
		t.Fatal(err)
	}
	in := batch.FromBatch{Draft: batch.Draft{Type: "labels", Parameters: oneLabel}, BatchID: from.ID}
	b, err := kit.Batches.CreateFromBatch(kit.Ctx, in)
	if err != nil {
		t.Fatal(err)
	}
	kit.Wait(t, *b.PopulationJobID)
	b = kit.Get(t, b.ID)
	var got []int64
	for _, row := range kit.Rows(t, b) {
		got = append(got, *row.ProductID)
	}
	if diff := cmp.Diff([]int64{1, 2, 4, 5}, got); diff != "" {
		t.Errorf("products (-want +got)\n%s", diff)
	}
	if text, err := batch.SourceText(b); err != nil || text != "products of batch #00000001" {
		t.Errorf("it comes from %q (%v)", text, err)
	}

	// Who can't see the other batch learns nothing about it.
	printer := auth.WithViewer(kit.Ctx, auth.NewViewer(1, "printer", "Printer", "batch.labels.*"))
	if _, err := kit.Batches.CreateFromBatch(printer, in); model.CodeOf(err) != model.CodeNotFound {
		t.Errorf("from a batch out of sight: %v", err)
	}
}

func TestOnlyPopulatedBatchesAreSources(t *testing.T) {
	t.Parallel()
	kit := batchtest.NewWith(t, batchtest.Options{}, labels.Handler{})
	from, err := kit.Batches.CreateFromQuery(kit.Ctx, batch.FromQuery{Draft: batch.Draft{Type: "labels", Parameters: oneLabel}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = kit.Batches.CreateFromBatch(kit.Ctx, batch.FromBatch{Draft: batch.Draft{Type: "labels", Parameters: oneLabel}, BatchID: from.ID})
	isConflict(t, "a batch without rows yet", err)
	_, err = kit.Batches.CreateFromDataSet(kit.Ctx, batch.Draft{Type: "labels", Parameters: oneLabel})
	if model.CodeOf(err) != model.CodeInvalid {
		t.Errorf("a data set of a type that has none: %v", err)
	}
}

func TestTickedProductsReadWell(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, labels.Handler{})
	var ids []model.ID
	for _, sku := range []string{"M-100", "00420", "B-1", "B-2", "b-2", "C-9", "Z-1"} {
		p := pgtest.Product(t, kit.DB, func(p *model.Product) { p.SKU = sku })
		ids = append(ids, model.NewID("Product", p.ID))
	}
	b := kit.Create(t, "labels", &catalog.Filter{ID: &filter.ID{In: ids[:6]}}, oneLabel)
	if len(kit.Rows(t, b)) != 6 {
		t.Errorf("%d rows", len(kit.Rows(t, b)))
	}
	if text, err := batch.SourceText(b); err != nil || text != "product is one of M-100, 00420, B-1, B-2, b-2 and 1 more" {
		t.Errorf("it comes from %q (%v)", text, err)
	}
	many := make([]model.ID, filter.MaxList+1)
	for i := range many {
		many[i] = ids[0]
	}
	_, err := kit.Batches.CreateFromQuery(kit.Ctx, batch.FromQuery{
		Draft: batch.Draft{Type: "labels", Parameters: oneLabel}, Where: &catalog.Filter{ID: &filter.ID{In: many}},
	})
	if model.CodeOf(err) != model.CodeInvalid {
		t.Errorf("too many products: %v", err)
	}
}

func TestASourceIsAskedAgain(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, labels.Handler{}, pricing.Handler{})
	for range 6 {
		pgtest.Product(t, kit.DB)
	}
	b := kit.Create(t, "pricing", &catalog.Filter{Active: &filter.Boolean{Eq: new(true)}}, tenPercent)
	rows := kit.Rows(t, b)
	// Of the products 1 to 6, a person removes 1; 2 and 3 are dropped, 7 and 8 come.
	if _, err := kit.Batches.RemoveRows(kit.Ctx, b.ID, []model.ID{rows[0].GlobalID()}); err != nil {
		t.Fatal(err)
	}
	if _, err := kit.DB.NewRaw("UPDATE product SET active = false WHERE id IN (2, 3)").Exec(kit.Ctx); err != nil {
		t.Fatal(err)
	}
	pgtest.Product(t, kit.DB)
	pgtest.Product(t, kit.DB, func(p *model.Product) { p.Active = false })
	pgtest.Product(t, kit.DB)

	drift, err := kit.Batches.SourceDrift(kit.Ctx, b)
	if err != nil || drift.Added != 2 || drift.Dropped != 2 {
		t.Fatalf("drift %+v (%v)", drift, err)
	}
	added, err := kit.Batches.AddedProducts(kit.Ctx, b, 1, nil)
	if err != nil || !added.HasNext {
		t.Fatal(added, err)
	}
	more, err := kit.Batches.AddedProducts(kit.Ctx, b, 1, &added.Edges[0].Cursor)
	if err != nil {
		t.Fatal(err)
	}
	dropped, err := kit.Batches.DroppedRows(kit.Ctx, b, 10, nil)
	if err != nil {
		t.Fatal(err)
	}
	var gone []int64
	for _, row := range dropped.Nodes() {
		gone = append(gone, *row.ProductID)
	}
	if diff := cmp.Diff([][]int64{{7}, {9}, {2, 3}}, [][]int64{added.Nodes(), more.Nodes(), gone}); diff != "" {
		t.Errorf("pages (-want +got)\n%s", diff)
	}

	result, err := kit.Batches.RefreshSource(kit.Ctx, b.ID)
	if err != nil || result.Added != 2 || result.Dropped != 2 {
		t.Fatalf("result %+v (%v)", result, err)
	}
	var got [][2]any
	for _, row := range kit.Rows(t, result.Batch) {
		got = append(got, [2]any{*row.ProductID, row.Removed})
	}
	want := [][2]any{
		{int64(1), true}, {int64(2), true}, {int64(3), true}, {int64(4), false}, {int64(5), false}, {int64(6), false},
		{int64(7), false}, {int64(9), false},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rows (-want +got)\n%s", diff)
	}
	if *result.Batch.RowCount != 8 || result.Batch.NextSequence != 9 {
		t.Errorf("%d rows, next is %d", *result.Batch.RowCount, result.Batch.NextSequence)
	}
	events, err := kit.Batches.History(kit.Ctx, b, 2)
	if err != nil || events[0].Kind != batch.EventAdded || *events[0].RowCount != 2 || events[1].Kind != batch.EventRemoved {
		t.Errorf("history %v (%v)", events, err)
	}
	// Once more, there is nothing to do.
	if again, err := kit.Batches.RefreshSource(kit.Ctx, b.ID); err != nil || again.Added != 0 || again.Dropped != 0 {
		t.Errorf("again %+v (%v)", again, err)
	}
	if b = kit.Execute(t, b); b.State != model.BatchExecuted {
		t.Fatalf("the batch is %s", b.State)
	}
	if drift, err := kit.Batches.SourceDrift(kit.Ctx, b); drift != nil || err != nil {
		t.Errorf("drift of a frozen batch: %v (%v)", drift, err)
	}
	_, err = kit.Batches.RefreshSource(kit.Ctx, b.ID)
	isConflict(t, "a frozen batch", err)
}
