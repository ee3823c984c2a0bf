package coupons_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/batch/batchtest"
	"github.com/sluicehq/sluice/batchtypes/coupons"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// shoppers makes members with a sale each on the given days.
func shoppers(t *testing.T, kit *batchtest.Kit, days ...string) {
	t.Helper()
	p := pgtest.Product(t, kit.DB)
	for i, day := range days {
		kit.Exec(t, `WITH c AS (INSERT INTO customer (number, country) VALUES (?, 'Iceland') RETURNING id),
				m AS (INSERT INTO member (customer_id, since) SELECT id, '2010-12-01' FROM c)
			INSERT INTO sale (line_id, job_id, invoice, sold_at, product_id, customer_id, quantity, price)
			SELECT ?, 1, 'I' || id, ?::timestamptz, ?, id, 2, 1.50 FROM c`, 12346+i, i, day, p.ID)
	}
}

func params(more map[string]any) map[string]any {
	all := map[string]any{"months": 6, "asOf": "2011-12-09", "discount": "percent", "percent": "10", "validDays": 30}
	for key, value := range more {
		all[key] = value
	}
	return all
}

func customers(t *testing.T, kit *batchtest.Kit, b *model.Batch) []string {
	t.Helper()
	var found []string
	for _, row := range kit.Rows(t, b) {
		found = append(found, row.Values["customer"].(string))
	}
	return found
}

func TestWhoHasNotShopped(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, coupons.Handler{})
	// 12346 to 12350: just too long ago, just not, after the day, inactive, a member without sales.
	shoppers(t, kit, "2011-06-08 23:59", "2011-06-09 00:00", "2011-12-10", "2011-01-01", "2011-12-09 12:00")
	kit.Exec(t, "UPDATE member SET active = false WHERE customer_id = 4")
	kit.Exec(t, "DELETE FROM sale WHERE customer_id = 5")

	cases := []struct {
		name string
		more map[string]any
		want []string
	}{
		{"six months", nil, []string{"12346", "12348", "12350"}},
		{"five months", map[string]any{"months": 5}, []string{"12346", "12347", "12348", "12350"}},
		{"a year", map[string]any{"months": 12}, []string{"12348", "12350"}},
		{"a day later", map[string]any{"asOf": "2011-12-10"}, []string{"12346", "12347", "12350"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, customers(t, kit, kit.CreateFromDataSet(t, "coupons", params(c.more)))); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestIssueAndWithdraw(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, coupons.Handler{})
	shoppers(t, kit, "2011-01-01", "2011-01-02", "2011-01-03", "2011-01-04", "2011-01-05")
	first := kit.CreateFromDataSet(t, "coupons", params(nil))
	rows := kit.Rows(t, first)
	if _, err := kit.Batches.RemoveRows(kit.Ctx, first.ID, []model.ID{rows[4].GlobalID()}); err != nil {
		t.Fatal(err)
	}
	kit.Edit(t, rows[0], map[string]any{"percent": nil, "amount": "5", "valid_until": "2999-12-31"})
	kit.Edit(t, rows[1], map[string]any{"amount": "5"})
	kit.Edit(t, rows[2], map[string]any{"valid_until": "2011-12-31"})
	if diff := cmp.Diff([]string{"ok", "discount", "expired", "ok", "ok"}, kit.Statuses(t, first)); diff != "" {
		t.Errorf("statuses (-want +got)\n%s", diff)
	}
	rows = kit.Rows(t, first)
	kit.Edit(t, rows[1], map[string]any{"amount": nil})
	kit.Edit(t, rows[2], map[string]any{"valid_until": "2999-01-01"})
	preview, err := kit.Batches.Preview(kit.Ctx, first.ID, 10, nil)
	if err != nil || preview.Changed != 4 || preview.Rows.Nodes()[0].After["valid_until"] != "2999-12-31" {
		t.Errorf("preview %+v (%v)", preview, err)
	}
	if d, err := kit.Batches.DescribeExecution(kit.Ctx, first); err != nil || d.Summary != "Issue 4 coupons." {
		t.Errorf("it would %+v (%v)", d, err)
	}
	if f, err := kit.Batches.Totals(kit.Ctx, first, nil); err != nil || f[0].Value != "4" || f[2].Value != "5.00" {
		t.Errorf("totals %+v (%v)", f, err)
	}
	kit.Exec(t, "DELETE FROM sale WHERE customer_id = 4; DELETE FROM customer WHERE id = 4")
	first = kit.Execute(t, first)
	if diff := cmp.Diff([]string{"executed", "executed", "executed", "failed", ""}, kit.Outcomes(t, first)); diff != "" {
		t.Errorf("outcomes (-want +got)\n%s", diff)
	}
	issued := kit.Select(t, `SELECT customer_id || ' ' || coalesce(trim_scale(c.percent) || ' %', c.amount::text) || ' ' || (r.code = c.code)
		FROM coupon AS c JOIN batch.coupon_row AS r USING (code) ORDER BY customer_id`)
	if diff := cmp.Diff([]string{"1 5.00 true", "2 10 % true", "3 10 % true"}, issued); diff != "" {
		t.Errorf("coupons (-want +got)\n%s", diff)
	}

	// Another batch sees the coupons that are open.
	second := kit.CreateFromDataSet(t, "coupons", params(nil))
	if diff := cmp.Diff([]string{"has_coupon", "has_coupon", "has_coupon", "ok"}, kit.Statuses(t, second)); diff != "" {
		t.Errorf("statuses of the second (-want +got)\n%s", diff)
	}

	var file strings.Builder
	_, write, err := kit.Batches.Download(kit.Ctx, first.ID, "coupons.csv")
	if err == nil {
		err = write(&file)
	}
	lines := strings.Split(file.String(), "\n")
	if err != nil || len(lines) != 5 || !strings.HasPrefix(lines[1], "12346,Iceland,") || !strings.HasSuffix(lines[1], ",,5.00,2999-12-31") {
		t.Errorf("file %q (%v)", file.String(), err)
	}

	kit.Exec(t, "UPDATE coupon SET redeemed_at = now() WHERE customer_id = 2")
	first = kit.Undo(t, first)
	if diff := cmp.Diff([]string{"reverted", "kept", "reverted", "failed", ""}, kit.Outcomes(t, first)); diff != "" {
		t.Errorf("outcomes of undoing (-want +got)\n%s", diff)
	}
	left := kit.Select(t, "SELECT customer_id::text FROM coupon WHERE withdrawn_at IS NULL")
	if diff := cmp.Diff([]string{"2"}, left); diff != "" {
		t.Errorf("coupons left (-want +got)\n%s", diff)
	}
	result, err := kit.Batches.Result(kit.Ctx, first)
	if err != nil || result.Summary != "3 coupons were issued." || *result.Facts[len(result.Facts)-1].Outcome != model.RowKept {
		t.Errorf("result %+v (%v)", result, err)
	}
}

// A code is refused if one character is wrong, or two that stand side by side
// are swapped.
func TestCodesCheckThemselves(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, coupons.Handler{})
	const alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
	codes := kit.Select(t, "SELECT coupon_code() FROM generate_series(1, 20)")
	seen := map[string]bool{}
	var wrong []string
	for _, code := range codes {
		if seen[code] || len(code) != 13 || strings.Trim(code, alphabet) != "" {
			t.Fatalf("code %q", code)
		}
		seen[code] = true
		for i := range code {
			for _, other := range alphabet {
				if byte(other) != code[i] {
					wrong = append(wrong, code[:i]+string(other)+code[i+1:])
				}
			}
			if i > 0 && code[i] != code[i-1] {
				wrong = append(wrong, code[:i-1]+code[i:i+1]+code[i-1:i]+code[i+1:])
			}
		}
	}
	valid := kit.Select(t, "SELECT code FROM unnest(string_to_array(?, ',')) AS code WHERE coupon_check(left(code, 12)) = right(code, 1)",
		strings.Join(append(wrong, codes...), ","))
	if diff := cmp.Diff(codes, valid); diff != "" {
		t.Errorf("codes taken for valid (-want +got)\n%s", diff)
	}
}
