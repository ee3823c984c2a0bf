package pricing_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batch/batchtest"
	"github.com/sluicehq/sluice/batchtypes/pricing"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func priced(cost, price string) func(*model.Product) {
	return func(p *model.Product) {
		p.Cost, p.Price = nil, nil
		if cost != "" {
			p.Cost = pgtest.Decimal(cost)
		}
		if price != "" {
			p.Price = pgtest.Decimal(price)
		}
	}
}

func text(value any) string {
	if d, ok := value.(decimal.Decimal); ok {
		return d.StringFixed(2)
	}
	return fmt.Sprint(value)
}

func TestRules(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, pricing.Handler{})
	for _, p := range [][2]string{
		{"1.00", "2.00"},
		{"1.95", "2.00"},
		{"", "10.49"},
		{"6.00", ""},
		{"", ""},
		{"0", "0.00"},
		{"0.10", "0.42"},
		{"99999999.0000", "9999999999.99"},
	} {
		pgtest.Product(t, kit.DB, priced(p[0], p[1]))
	}
	cases := []struct {
		name   string
		params map[string]any
		want   []string // new price and status of each product
	}{
		{"5 % to the cent", map[string]any{"rule": "percent", "percent": "5", "rounding": "cent"}, []string{
			"2.10 ok", "2.10 ok", "11.01 ok", "<nil> no_price", "<nil> no_price", "0.00 unchanged", "0.44 ok", "<nil> no_price",
		}},
		{"minus half", map[string]any{"rule": "percent", "percent": "-50", "rounding": "cent"}, []string{
			"1.00 ok", "1.00 below_cost", "5.25 ok", "<nil> no_price", "<nil> no_price", "0.00 unchanged", "0.21 ok", "<nil> no_price",
		}},
		{"nothing, ending in .99", map[string]any{"rule": "percent", "percent": "0", "rounding": "ninety_nine"}, []string{
			"1.99 ok", "1.99 ok", "10.99 ok", "<nil> no_price", "<nil> no_price", "0.99 big_change", "0.99 big_change", "<nil> no_price",
		}},
		{"one off, not below zero", map[string]any{"rule": "amount", "amount": "-1", "rounding": "cent"}, []string{
			"1.00 ok", "1.00 below_cost", "9.49 ok", "<nil> no_price", "<nil> no_price", "0.00 unchanged", "0.00 below_cost", "<nil> no_price",
		}},
		{"40 % margin", map[string]any{"rule": "margin", "margin": "40", "rounding": "cent"}, []string{
			"1.67 ok", "3.25 big_change", "<nil> no_price", "10.00 ok", "<nil> no_price", "0.00 unchanged", "0.17 big_change",
			"166666665.00 big_change",
		}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			b := kit.Create(t, "pricing", nil, c.params)
			var got []string
			for _, row := range kit.Rows(t, b) {
				got = append(got, text(row.Values["new_price"])+" "+row.Status)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestExecution(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, pricing.Handler{})
	products := make([]*model.Product, 7)
	for i := range products {
		products[i] = pgtest.Product(t, kit.DB, priced("1.00", "2.00"))
	}
	b := kit.Create(t, "pricing", nil, map[string]any{"rule": "percent", "percent": "10", "rounding": "cent"})
	rows := kit.Rows(t, b)

	// One row is edited, one left at its price, one removed.
	result, err := kit.Batches.EditRows(kit.Ctx, b.ID, []batch.RowEdit{
		{ID: rows[0].GlobalID(), Version: 1, Values: map[string]any{"new_price": "3.50"}},
		{ID: rows[1].GlobalID(), Version: 1, Values: map[string]any{"new_price": "2.00"}},
	})
	if err != nil || len(result.Rejected) > 0 {
		t.Fatal(err, result.Rejected)
	}
	if _, err := kit.Batches.RemoveRows(kit.Ctx, b.ID, []model.ID{rows[2].GlobalID()}); err != nil {
		t.Fatal(err)
	}
	if _, err := kit.Batches.MarkComplete(kit.Ctx, b.ID); err != nil {
		t.Fatal(err)
	}
	// One product changes after the review.
	if _, err := kit.DB.NewUpdate().Table("product").Set("price = 9").Where("id = ?", products[3].ID).Exec(kit.Ctx); err != nil {
		t.Fatal(err)
	}
	b, err = kit.Batches.Execute(kit.Ctx, b.ID, nil)
	if err != nil {
		t.Fatal(err)
	}
	end := kit.Wait(t, *b.ExecutionJobID)
	if end.State != model.JobFinished || end.ItemsDone != 6 || end.ItemsFailed != 1 {
		t.Errorf("job ended %s with %d items done, %d failed", end.State, end.ItemsDone, end.ItemsFailed)
	}
	if b = kit.Get(t, b.ID); b.State != model.BatchExecuted || b.ExecutedAt == nil {
		t.Errorf("batch is %s, executed at %v", b.State, b.ExecutedAt)
	}

	var prices []string
	err = kit.DB.NewSelect().Table("product").ColumnExpr("price::text || ' ' || version").Order("id").Scan(kit.Ctx, &prices)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"3.50 2", "2.00 1", "2.00 1", "9.00 1", "2.20 2", "2.20 2", "2.20 2"}
	if diff := cmp.Diff(want, prices); diff != "" {
		t.Errorf("products (-want +got)\n%s", diff)
	}
	var outcomes []string
	for _, row := range kit.Rows(t, b) {
		outcome := "-"
		if row.Outcome != nil {
			outcome = string(*row.Outcome)
		}
		outcomes = append(outcomes, text(row.Values["price"])+" "+outcome)
	}
	want = []string{
		"2.00 executed", "2.00 executed", "2.00 -", "2.00 failed", "2.00 executed", "2.00 executed", "2.00 executed",
	}
	if diff := cmp.Diff(want, outcomes); diff != "" {
		t.Errorf("rows (-want +got)\n%s", diff)
	}
}

func TestStaleRowsKeepABatchFromExecution(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, pricing.Handler{})
	product := pgtest.Product(t, kit.DB)
	b := kit.Create(t, "pricing", nil, map[string]any{"rule": "percent", "percent": "10", "rounding": "cent"})
	if _, err := kit.DB.NewUpdate().Table("product").Set("price = 4").Where("id = ?", product.ID).Exec(kit.Ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := kit.Batches.MarkComplete(kit.Ctx, b.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := kit.Batches.Execute(kit.Ctx, b.ID, nil); model.CodeOf(err) != model.CodeConflict {
		t.Fatalf("execution of a stale row: %v", err)
	}
	// Editing the row takes over what the product has become.
	if _, err := kit.Batches.Reopen(kit.Ctx, b.ID); err != nil {
		t.Fatal(err)
	}
	row := kit.Rows(t, b)[0]
	if row.Status != batch.StatusStale {
		t.Fatalf("status is %s", row.Status)
	}
	_, err := kit.Batches.EditRows(kit.Ctx, b.ID, []batch.RowEdit{
		{ID: row.GlobalID(), Version: row.Version, Values: map[string]any{"new_price": "5.00"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if row = kit.Rows(t, b)[0]; row.Status != "ok" || text(row.Values["price"]) != "4.00" {
		t.Errorf("after the edit: %s, price before %s", row.Status, text(row.Values["price"]))
	}
	if b = kit.Execute(t, b); b.State != model.BatchExecuted {
		t.Errorf("batch is %s", b.State)
	}
}
