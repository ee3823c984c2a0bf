package importer_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/importer"
	"github.com/sluicehq/sluice/model"
)

const present = "key,description,department,price,active\n" +
	"001,Apple,Fruit,1.00,yes\n002,Berry,Fruit,2.00,yes\n003,Cherry,Fruit,3.00,yes\n004,Date,,,yes\n005,Elder,,5,no\n"

// source differs from present: 002 and 003 change, 007 and 008 are new, 004 and
// 005 are missing, and two lines are bad.
const source = "key,description,department,price\n" +
	"001,Apple,Fruit,1\n" +
	"002,Berry,Berries,2.50\n" +
	"003,,Fruit,3.00\n" +
	"007,Grape,Fruit,7\n" +
	"x,Bad,Fruit,abc\n" +
	"008,Honey,Jars,\n" +
	"001,Again,Fruit,1\n"

func TestEachStatus(t *testing.T) {
	t.Parallel()
	k := newKit(t, 2)
	k.importFile(t, "products", present)
	b := k.compare(t, "products", source, missing)
	want := []string{
		`update "002" "Berry" "Department, Price" "Fruit" "Berries" 2 2.5 true`,
		`update "003" "Cherry" "Description" "Fruit" "Fruit" 3 3 true`,
		`create "007" "Grape" "Description, Department, Price" - "Fruit" - 7 false`,
		`create "008" "Honey" "Description, Department" - "Jars" - - false`,
		`delete "004" "Date" - - - - - true`,
	}
	columns := []string{"sku", "label", "changes", "before_department", "after_department", "before_price", "after_price", "existed"}
	if diff := cmp.Diff(want, show(k.Rows(t, b), columns...)); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if line := k.Rows(t, b)[2].SourceLine; line == nil || *line != 5 {
		t.Errorf("007 comes from line %v", line)
	}
	text, err := batch.SourceText(b)
	if want := "Products, file2.csv: 7 lines, 1 unchanged, 2 rejected"; err != nil || text != want {
		t.Errorf("the source is %q, %v, want %q", text, err, want)
	}
	rejects, err := k.Rejects(k.Ctx, importer.Rejects{JobID: *b.PopulationJobID, First: 10})
	if err != nil {
		t.Fatal(err)
	}
	var bad []string
	for _, r := range rejects.Nodes() {
		bad = append(bad, strings.Join([]string{string(rune('0' + r.Line)), r.Column, r.Reason, r.Original}, "|"))
	}
	if diff := cmp.Diff([]string{"6|price|This is not a number such as 12.95.|x,Bad,Fruit,abc", "8|key|The key is on line 2 already.|001,Again,Fruit,1.00"}, bad); diff != "" {
		t.Errorf("rejected (-want +got):\n%s", diff)
	}
	before := products(t, k.DB)
	b = k.Execute(t, b)
	if b.State != model.BatchExecuted {
		t.Fatalf("the batch is %s", b.State)
	}
	wantProducts := []string{
		"001|-|Apple||Fruit|-|-|-|1.00|t v1",
		"002|-|Berry||Berries|-|-|-|2.50|t v2",
		"003|-|||Fruit|-|-|-|3.00|t v2",
		"004|-|Date||-|-|-|-|-|f v2",
		"005|-|Elder||-|-|-|-|5.00|f v1",
		"007|-|Grape||Fruit|-|-|-|7.00|t v1",
		"008|-|Honey||Jars|-|-|-|-|t v1",
	}
	if diff := cmp.Diff(wantProducts, products(t, k.DB)); diff != "" {
		t.Errorf("products (-want +got):\n%s", diff)
	}
	if row := k.Rows(t, b)[2]; row.ProductID == nil {
		t.Error("a row does not know the product that it made")
	}
	if b, err = k.Batches.Undo(k.Ctx, b.ID); err != nil {
		t.Fatal(err)
	}
	k.Wait(t, *b.UndoJobID)
	after := products(t, k.DB)
	for i, was := range before {
		if was, is, _ := strings.Cut(was, " v"); !strings.HasPrefix(after[i], was+" v") {
			t.Errorf("undone, %q is %q (%s)", was, after[i], is)
		}
	}
	if !strings.HasSuffix(after[5], "|f v2") {
		t.Errorf("undone, the new product is %q, want it retired", after[5])
	}
}

func TestUnchangedRowsCanBeKept(t *testing.T) {
	t.Parallel()
	k := newKit(t, 2)
	k.importFile(t, "products", present)
	b := k.compare(t, "products", source, func(in *importer.BatchInput) { in.KeepUnchanged = true })
	if diff := cmp.Diff(`no_change "001" ""`, show(k.Rows(t, b), "sku", "changes")[0]); diff != "" {
		t.Error(diff)
	}
	if text, _ := batch.SourceText(b); !strings.HasSuffix(text, " 1 unchanged, 2 rejected") {
		t.Errorf("the source is %q", text)
	}
	if b = k.Execute(t, b); b.State != model.BatchExecuted {
		t.Errorf("the batch is %s", b.State)
	}
}

func TestRowsAreEditedAndRemoved(t *testing.T) {
	t.Parallel()
	k := newKit(t, 2)
	k.importFile(t, "products", present)
	b := k.compare(t, "products", source)
	rows := k.Rows(t, b)
	result, err := k.Batches.EditRows(k.Ctx, b.ID, []batch.RowEdit{
		{ID: rows[0].GlobalID(), Version: 1, Values: map[string]any{"after_price": "2.00", "after_department": "Fruit"}},
		{ID: rows[2].GlobalID(), Version: 1, Values: map[string]any{"after_price": "-1"}},
		{ID: rows[1].GlobalID(), Version: 1, Values: map[string]any{"before_price": "1"}},
	})
	if err != nil || len(result.Rejected) != 2 {
		t.Fatalf("%v, rejected %+v", err, result.Rejected)
	}
	if diff := cmp.Diff([]string{`no_change "002" ""`}, show(result.Rows, "sku", "changes")); diff != "" {
		t.Error(diff)
	}
	if _, err := k.Batches.RemoveRows(k.Ctx, b.ID, []model.ID{rows[1].GlobalID(), rows[3].GlobalID()}); err != nil {
		t.Fatal(err)
	}
	k.Execute(t, b)
	for _, line := range []string{"002|-|Berry||Fruit|-|-|-|2.00|t v1", "003|-|Cherry||Fruit|-|-|-|3.00|t v1", "007|-|Grape||Fruit|-|-|-|7.00|t v1"} {
		if !strings.Contains(strings.Join(products(t, k.DB), "\n"), line) {
			t.Errorf("there is no %q", line)
		}
	}
	if n := count(t, k.DB, "product"); n != 6 {
		t.Errorf("%d products, want 6: a removed row has made one", n)
	}
}

func TestTheBatchIsChangedAsAWhole(t *testing.T) {
	t.Parallel()
	k := newKit(t, 2)
	b := k.compare(t, "products", present)
	result, err := k.Batches.UpdateWhere(k.Ctx, b.ID, nil, batch.CellChange{Column: "after_price", Operation: batch.OperationMultiply, Value: "2"})
	if err != nil || result.Changed != 4 {
		t.Fatalf("%+v, %v", result, err)
	}
	if got := show(k.Rows(t, b), "after_price")[0]; got != "create 2" {
		t.Error(got)
	}
}

// TestWhatChangesMeanwhile changes the target after it was compared.
func TestWhatChangesMeanwhile(t *testing.T) {
	t.Parallel()
	k := newKit(t, 2)
	k.importFile(t, "products", present)
	b := k.compare(t, "products", source, missing)
	meddle(t, k, "UPDATE product SET price = 9 WHERE sku = '002'", "INSERT INTO product (sku) VALUES ('007')", "UPDATE product SET description = 'Dates' WHERE sku = '004'")
	if _, err := k.Batches.MarkComplete(k.Ctx, b.ID); err != nil {
		t.Fatal(err)
	}
	want := []string{`stale "002"`, `update "003"`, `stale "007"`, `create "008"`, `stale "004"`}
	if diff := cmp.Diff(want, show(k.Rows(t, b), "sku")); diff != "" {
		t.Fatalf("rows (-want +got):\n%s", diff)
	}
	if _, err := k.Batches.Execute(k.Ctx, b.ID, nil); model.CodeOf(err) != model.CodeConflict {
		t.Errorf("stale rows are executed: %v", err)
	}
	if _, err := k.Batches.Reopen(k.Ctx, b.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Batches.RefreshWhere(k.Ctx, b.ID, nil); err != nil {
		t.Fatal(err)
	}
	want = []string{`update "002" 9 2.5 true`, `update "003" 3 3 true`, `update "007" - 7 true`, `create "008" - - false`, `delete "004" - - true`}
	if diff := cmp.Diff(want, show(k.Rows(t, b), "sku", "before_price", "after_price", "existed")); diff != "" {
		t.Errorf("refreshed (-want +got):\n%s", diff)
	}
}

// TestWhatChangesBeforeExecution changes the target when the review is over.
func TestWhatChangesBeforeExecution(t *testing.T) {
	t.Parallel()
	k := newKit(t, 2)
	k.importFile(t, "products", present)
	b := k.compare(t, "products", source, missing)
	if _, err := k.Batches.MarkComplete(k.Ctx, b.ID); err != nil {
		t.Fatal(err)
	}
	meddle(t, k, "UPDATE product SET price = 9 WHERE sku = '002'", "INSERT INTO product (sku) VALUES ('007')", "UPDATE product SET description = 'Dates' WHERE sku = '004'")
	preview, err := k.Batches.Preview(k.Ctx, b.ID, 10, nil)
	if err != nil || preview.Changed != 2 || preview.Failing != 3 {
		t.Errorf("the preview counts %+v, %v", preview, err)
	}
	if b, err = k.Batches.Execute(k.Ctx, b.ID, nil); err != nil {
		t.Fatal(err)
	}
	k.Wait(t, *b.ExecutionJobID)
	rows := k.Rows(t, k.Get(t, b.ID))
	want := []string{`update/failed "002"`, `update/executed "003"`, `create/failed "007"`, `create/executed "008"`, `delete/failed "004"`}
	if diff := cmp.Diff(want, show(rows, "sku")); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if reason := *rows[0].OutcomeReason; reason != "The product has changed, or is gone, since the row was made; it was left alone." {
		t.Errorf("the reason is %q", reason)
	}
	if all := strings.Join(products(t, k.DB), "\n"); !strings.Contains(all, "002|-|Berry||Fruit|-|-|-|9.00|t") || !strings.Contains(all, "004|-|Dates||-|-|-|-|-|t") {
		t.Errorf("something was overwritten:\n%s", all)
	}
}

func TestValuesThatBelongToOthers(t *testing.T) {
	t.Parallel()
	k := newKit(t, 2)
	k.importFile(t, "products", "key,gtin\na,20000011\nb,20000028\n")
	b := k.compare(t, "products", "key,gtin\nb,20000011\nc,20000035\n")
	rows := k.Rows(t, b)
	if diff := cmp.Diff([]string{`taken "b"`, `create "c"`}, show(rows, "sku")); diff != "" {
		t.Fatal(diff)
	}
	result, err := k.Batches.EditRows(k.Ctx, b.ID, []batch.RowEdit{
		{ID: rows[0].GlobalID(), Version: 1, Values: map[string]any{"after_gtin": "20000035"}},
	})
	if err != nil || len(result.Rows) != 1 || result.Rows[0].Status != "update" {
		t.Fatalf("%v, %+v", err, result)
	}
	// Two rows of the batch want the same now: the database lets one have it.
	executed := show(k.Rows(t, k.Execute(t, b)), "sku")
	if diff := cmp.Diff([]string{`update/executed "b"`, `create/failed "c"`}, executed); diff != "" {
		t.Error(diff)
	}
}

func TestTheTableComesAndGoesWithTheBatch(t *testing.T) {
	t.Parallel()
	k := newKit(t, 2)
	b := k.compare(t, "products", present)
	if got := k.Pairs(t, ownTables); len(got) != 1 {
		t.Errorf("tables: %v, want one", got)
	}
	if err := k.Batches.Delete(k.Ctx, b.ID); err != nil {
		t.Fatal(err)
	}
	if got := k.Pairs(t, ownTables); len(got) != 0 {
		t.Errorf("left behind: %v", got)
	}
	if n := count(t, k.DB, "import_reject"); n != 0 {
		t.Errorf("%d rejects are left", n)
	}
}

func TestTheTableGoesWhenTheBatchIsPurged(t *testing.T) {
	t.Parallel()
	k := newKit(t, 2)
	k.importFile(t, "products", present)
	b := k.Execute(t, k.compare(t, "products", source, missing))
	result, err := k.Batches.Result(k.Ctx, b)
	if err != nil {
		t.Fatal(err)
	}
	if b, err = k.Batches.Purge(k.Ctx, b.ID, true); err != nil {
		t.Fatal(err)
	}
	if end := k.Wait(t, *b.PurgeJobID); end.State != model.JobFinished || end.ItemsDone != 5 {
		t.Errorf("the job has %s with %d rows", end.State, end.ItemsDone)
	}
	b = k.Get(t, b.ID)
	if got := k.Pairs(t, ownTables); len(got) != 0 || b.State != model.BatchPurged {
		t.Errorf("the batch is %s, and left behind are %v", b.State, got)
	}
	again, err := k.Batches.Result(k.Ctx, b)
	if diff := cmp.Diff(result, again); diff != "" || err != nil {
		t.Errorf("the result (%v, -before +after)\n%s", err, diff)
	}
	if rows := k.Rows(t, b); len(rows) != 0 {
		t.Errorf("it shows %d rows", len(rows))
	}
}

const ownTables = "SELECT relname::text, '' FROM pg_class WHERE relnamespace = 'batch'::regnamespace AND relkind = 'r' AND relname ~ '[0-9]'"

func meddle(t *testing.T, k *kit, statements ...string) {
	t.Helper()
	for _, statement := range statements {
		if _, err := k.DB.Pool.Exec(k.Ctx, statement); err != nil {
			t.Fatal(err)
		}
	}
}
