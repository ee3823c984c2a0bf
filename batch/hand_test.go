package batch_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batch/batchtest"
	"github.com/sluicehq/sluice/batchtypes/labels"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func byHand(t *testing.T, kit *batchtest.Kit) *model.Batch {
	t.Helper()
	b, err := kit.Batches.CreateByHand(kit.Ctx, batch.Draft{Type: "labels", Parameters: oneLabel})
	if err != nil {
		t.Fatal(err)
	}
	if b.State != model.BatchOpen || b.PopulationJobID != nil {
		t.Fatalf("the batch is %s, populated by %v", b.State, b.PopulationJobID)
	}
	return b
}

func TestEachLineThatIsAddedIsAnsweredFor(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, labels.Handler{})
	pgtest.Product(t, kit.DB, sku("A"))
	b := byHand(t, kit)
	result, err := kit.Batches.AddRows(kit.Ctx, b.ID, []batch.GivenLine{
		{"sku": "A", "quantity": "1,000"},
		{"sku": "A", "quantity": "many"},
		{"sku": "B"},
		{"price": "1"},
		{},
		{"sku": "A", "quantity": "1001"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"- A 1000 no_gtin", "- B 1 unknown"}, kit.Shown(t, b, "sku", "quantity")); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	var rejected []string
	for _, r := range result.Rejected {
		rejected = append(rejected, fmt.Sprint(r.Index, " ", r.Error.Field))
	}
	if diff := cmp.Diff([]string{"1 quantity", "3 rows", "4 rows", "5 quantity"}, rejected); diff != "" {
		t.Errorf("rejected (-want +got):\n%s", diff)
	}
	if len(result.Rows) != 2 || *result.Batch.RowCount != 2 || result.Batch.Version != b.Version {
		t.Errorf("%d rows, of %d, version %d", len(result.Rows), *result.Batch.RowCount, result.Batch.Version)
	}
	events, err := kit.Batches.RowHistory(kit.Ctx, result.Rows[0], 10)
	if err != nil || len(events) != 1 || events[0].Action != batch.RowAdded || events[0].ChangedBy == nil {
		t.Errorf("history %+v, %v", events, err)
	}
	if _, err := kit.Batches.MarkComplete(kit.Ctx, b.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := kit.Batches.AddRows(kit.Ctx, b.ID, []batch.GivenLine{{"sku": "A"}}); model.CodeOf(err) != model.CodeConflict {
		t.Errorf("adding to a complete batch: %v", err)
	}
}

func TestScansOfACodeMakeOneRow(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, labels.Handler{})
	pgtest.Product(t, kit.DB, func(p *model.Product) { p.SKU, p.GTIN = "A", new("036000291452") })
	b := byHand(t, kit)
	codes := []string{"A", "036000291452", "0036000291452", "00036000291452"}
	const times = 5
	var made int
	var mu sync.Mutex
	var wg sync.WaitGroup
	for range times {
		for _, code := range codes {
			wg.Go(func() {
				scanned, err := kit.Batches.QuickEntry(kit.Ctx, b.ID, batch.Scan{Code: code, Quantity: 2})
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err != nil:
					t.Error(err)
				case scanned.New:
					made++
				}
			})
		}
	}
	wg.Wait()
	if made != 1 {
		t.Errorf("%d scans made rows", made)
	}
	want := []string{fmt.Sprint("- A ", 2*times*len(codes), " ok")}
	if diff := cmp.Diff(want, kit.Shown(t, b, "sku", "quantity")); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
}

func TestScansOfUnknownCodesAreCountedToo(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, labels.Handler{})
	b := byHand(t, kit)
	for _, code := range []string{"X", " X ", "x", "4006381333931", "04006381333931"} {
		if _, err := kit.Batches.QuickEntry(kit.Ctx, b.ID, batch.Scan{Code: code, Quantity: 1}); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{"- X - 2 unknown", "- x - 1 unknown", "- - 4006381333931 2 unknown"}
	if diff := cmp.Diff(want, kit.Shown(t, b, "sku", "gtin", "quantity")); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	for _, scan := range []batch.Scan{{Code: "X", Quantity: 999}, {Code: "Y", Quantity: 1001}, {Code: "X"}, {Code: " ", Quantity: 1}} {
		_, err := kit.Batches.QuickEntry(kit.Ctx, b.ID, scan)
		var own *model.Error
		if !errors.As(err, &own) || own.Code != model.CodeInvalid || own.Field == "" {
			t.Errorf("%+v: %v", scan, err)
		}
	}
	if diff := cmp.Diff(want, kit.Shown(t, b, "sku", "gtin", "quantity")); diff != "" {
		t.Errorf("rows after scans that were refused (-want +got):\n%s", diff)
	}
}
