package batch_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batch/batchtest"
	"github.com/sluicehq/sluice/batchtypes/pricing"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// watcher asks for changes of a batch's rows as a subscriber does.
type watcher struct {
	kit    *batchtest.Kit
	batch  int64
	cursor *string
}

// next returns what is new: the rows as "SEQUENCE VERSION", or "everything".
func (w *watcher) next(t *testing.T) []string {
	t.Helper()
	now, err := w.kit.Batches.RowChanges(w.kit.Ctx, w.batch)
	if err != nil {
		t.Fatal(err)
	}
	change := now.Since(w.cursor)
	w.cursor = &change.Cursor
	rows, err := w.kit.Batches.ChangedRows(w.kit.Ctx, change)
	if err != nil {
		t.Fatal(err)
	}
	if change.Everything {
		if len(rows) > 0 {
			t.Errorf("everything has changed, and %d rows", len(rows))
		}
		return []string{"everything"}
	}
	list := []string{}
	for _, row := range rows {
		list = append(list, fmt.Sprint(row.Sequence, " ", row.Version))
	}
	return list
}

func TestRowChanges(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, pricing.Handler{})
	products := make([]*model.Product, 6)
	for i := range products {
		products[i] = pgtest.Product(t, kit.DB)
	}
	b := kit.Create(t, "pricing", nil, tenPercent)
	w := &watcher{kit: kit, batch: b.ID}
	version := map[int64]int{}
	edit := func(sequences ...int64) {
		t.Helper()
		var edits []batch.RowEdit
		for _, sequence := range sequences {
			version[sequence]++
			edits = append(edits, batch.RowEdit{
				ID: model.RowID(b.ID, sequence), Version: version[sequence], Values: map[string]any{"new_price": version[sequence] + 100},
			})
		}
		result, err := kit.Batches.EditRows(kit.Ctx, b.ID, edits)
		if err != nil || len(result.Rejected) > 0 {
			t.Fatal(err, result.Rejected)
		}
	}
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	steps := []struct {
		name string
		do   func()
		want []string
	}{
		{"at first", func() {}, []string{"everything"}},
		{"nothing", func() {}, []string{}},
		{"an edit", func() { edit(3) }, []string{"3 2"}},
		{"edits of some rows", func() { edit(3); edit(1, 2) }, []string{"1 2", "2 2", "3 3"}},
		{"an edit that changes nothing", func() {
			_, err := kit.Batches.RemoveRows(kit.Ctx, b.ID, []model.ID{model.RowID(b.ID, 99)})
			ok(err)
		}, []string{}},
		{"a removal", func() {
			_, err := kit.Batches.RemoveRows(kit.Ctx, b.ID, []model.ID{model.RowID(b.ID, 6)})
			ok(err)
		}, []string{"6 2"}},
		{"the header", func() {
			notes := "x"
			_, err := kit.Batches.Update(kit.Ctx, batch.HeaderChange{ID: b.ID, Version: kit.Get(t, b.ID).Version, Notes: &notes})
			ok(err)
		}, []string{}},
		{"a change of all", func() {
			_, err := kit.Batches.RestoreWhere(kit.Ctx, b.ID, nil)
			ok(err)
		}, []string{"everything"}},
		{"more changes than are kept", func() {
			for range 51 {
				edit(4)
			}
		}, []string{"everything"}},
		{"rows that become stale", func() {
			_, err := kit.DB.NewRaw("UPDATE product SET price = 77 WHERE id = ?", products[0].ID).Exec(kit.Ctx)
			ok(err)
			_, err = kit.Batches.MarkComplete(kit.Ctx, b.ID)
			ok(err)
		}, []string{"everything"}},
		{"reopening", func() {
			_, err := kit.Batches.Reopen(kit.Ctx, b.ID)
			ok(err)
		}, []string{}},
		{"the execution", func() {
			_, err := kit.Batches.RefreshWhere(kit.Ctx, b.ID, nil)
			ok(err)
			w.next(t)
			kit.Execute(t, b)
		}, []string{"everything"}},
	}
	for _, step := range steps {
		step.do()
		if diff := cmp.Diff(step.want, w.next(t)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", step.name, diff)
		}
	}
	for _, cursor := range []string{"", "x", "1", "999999.6", "-5.6", "0.0"} {
		w.cursor = &cursor
		if diff := cmp.Diff([]string{"everything"}, w.next(t)); diff != "" {
			t.Errorf("since %q (-want +got)\n%s", cursor, diff)
		}
	}
	var kept int
	if err := kit.DB.NewSelect().Table("batch.row_revision").ColumnExpr("count(*)").Scan(kit.Ctx, &kept); err != nil || kept > 50 {
		t.Errorf("%d revisions are kept (%v)", kept, err)
	}
}
