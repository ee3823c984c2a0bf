package importer_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/importer"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// dying has the connection of whoever writes a table die a few times, in the
// middle of its transaction.
const dying = `
	CREATE SEQUENCE deaths;
	CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$
	BEGIN
		IF nextval('deaths') <= 3 THEN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(1); END IF;
		RETURN NULL;
	END $$;
	CREATE TRIGGER die AFTER INSERT OR UPDATE ON product FOR EACH STATEMENT EXECUTE FUNCTION die()`

// ledger counts how often each product was written by what was committed.
const ledger = `
	CREATE TABLE ledger (sku text);
	CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO ledger VALUES (NEW.sku); RETURN NULL; END $$;
	CREATE TRIGGER note AFTER INSERT OR UPDATE ON product FOR EACH ROW EXECUTE FUNCTION note()`

// manyLines are lines of so many products at a price.
func manyLines(n int, price string) string {
	var text strings.Builder
	text.WriteString("key,price\n")
	for i := range n {
		fmt.Fprintf(&text, "%04d,%s\n", i, price)
	}
	return text.String()
}

func TestRunThatDiesOnItsWay(t *testing.T) {
	t.Parallel()
	k := newKit(t, 2)
	meddle(t, k, dying, ledger)
	j, report := k.importFile(t, "products", manyLines(30, "1"))
	if j.State != model.JobFinished || report.Created != 30 || report.Lines != 30 {
		t.Errorf("the job is %s, report %+v", j.State, report)
	}
	if got := k.Pairs(t, "SELECT sku, count(*)::text FROM ledger GROUP BY sku HAVING count(*) <> 1"); len(got) > 0 || count(t, k.DB, "ledger") != 30 {
		t.Errorf("written other than once: %v", got)
	}
	if got := k.Pairs(t, ownTables); len(got) != 0 {
		t.Errorf("left behind: %v", got)
	}
}

func TestExecutionThatDiesOnItsWay(t *testing.T) {
	t.Parallel()
	k := newKit(t, 2)
	k.importFile(t, "products", manyLines(20, "1"))
	b := k.compare(t, "products", manyLines(30, "2"))
	meddle(t, k, dying, ledger)
	if b = k.Execute(t, b); b.State != model.BatchExecuted {
		t.Fatalf("the batch is %s", b.State)
	}
	if got := k.Pairs(t, "SELECT sku, count(*)::text FROM ledger GROUP BY sku HAVING count(*) <> 1"); len(got) > 0 || count(t, k.DB, "ledger") != 30 {
		t.Errorf("written other than once: %v", got)
	}
}

// TestRunIsCanceledAndResumed holds a run up in its first chunk.
func TestRunIsCanceledAndResumed(t *testing.T) {
	t.Parallel()
	k := newKit(t, 2)
	meddle(t, k, ledger)
	held, release := make(chan struct{}), make(chan struct{})
	done := make(chan error, 1)
	go func() {
		done <- postgres.InTx(context.WithoutCancel(k.Ctx), k.DB, nil, func(ctx context.Context, tx postgres.Tx) error {
			_, err := tx.NewRaw("LOCK TABLE ledger IN EXCLUSIVE MODE").Exec(ctx)
			close(held)
			<-release
			return err
		})
	}()
	<-held
	j, err := k.Run(k.Ctx, importer.RunInput{Request: importer.Request{Importer: "products", UploadID: k.files.keep(manyLines(40, "1"))}})
	if err != nil {
		t.Fatal(err)
	}
	changes, err := k.Jobs.Watch(k.Ctx, j.ID)
	if err != nil {
		t.Fatal(err)
	}
	for p := range changes {
		if p.TotalChunks != nil {
			break
		}
	}
	if _, err := k.Jobs.CancelJob(k.Ctx, j.ID); err != nil {
		t.Fatal(err)
	}
	close(release)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	end := k.Wait(t, j.ID)
	if n := count(t, k.DB, "product"); end.State != model.JobCanceled || n == 40 || int64(n) != end.ItemsDone {
		t.Fatalf("canceled: %d products, %+v", n, end)
	}
	if _, err := k.Jobs.ResumeJob(k.Ctx, j.ID); err != nil {
		t.Fatal(err)
	}
	if end := k.Wait(t, j.ID); end.State != model.JobFinished || count(t, k.DB, "product") != 40 || count(t, k.DB, "ledger") != 40 {
		t.Errorf("resumed: %+v, %d products", end, count(t, k.DB, "product"))
	}
}

// TestDeletedJobLeavesNothing deletes a job whose chunks have failed, so that it
// still has its lines.
func TestDeletedJobLeavesNothing(t *testing.T) {
	t.Parallel()
	k := newKit(t, 2)
	meddle(t, k, `CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '53100'; END $$`,
		"CREATE TRIGGER fail BEFORE INSERT ON product FOR EACH STATEMENT EXECUTE FUNCTION fail()")
	j, _ := k.importFile(t, "products", "key,price\na,1\nb,x\n")
	if got := k.Pairs(t, ownTables); j.State != model.JobFailed || len(got) != 1 {
		t.Fatalf("the job is %s and has %v", j.State, got)
	}
	if err := k.Jobs.DeleteJob(k.Ctx, j.ID); err != nil {
		t.Fatal(err)
	}
	if got := k.Pairs(t, ownTables); len(got) != 0 || count(t, k.DB, "import_reject") != 0 || count(t, k.DB, "job") != 0 {
		t.Errorf("left behind: %v", got)
	}
}

func TestCountsAddUp(t *testing.T) {
	t.Parallel()
	k := newKit(t, 2)
	k.importFile(t, "products", present)
	_, report := k.importFile(t, "products", source+"\n\"unclosed,1\n", func(r *importer.Request) { r.DeleteMissing = true })
	want := &importer.Report{Lines: 8, Created: 2, Updated: 2, Unchanged: 1, Rejected: 3}
	if diff := cmp.Diff(want, report); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
	if got := k.Pairs(t, "SELECT reason, line::text FROM import_reject WHERE line = 0"); len(got) != 1 {
		t.Errorf("nothing tells that nothing was deleted: %v", got)
	}
	j, report := k.importFile(t, "products", source, func(r *importer.Request) { r.DeleteMissing = true })
	if report.Deleted != 1 || report.Rejected != 2 {
		t.Errorf("report = %+v, want one retired", report)
	}
	if progress := k.Wait(t, j.ID); progress.ItemsFailed != 2 || progress.ItemsDone != *progress.TotalItems {
		t.Errorf("progress = %+v", progress)
	}
}

func TestWhatIsInUseIsKept(t *testing.T) {
	t.Parallel()
	k := newKit(t, 2)
	k.importFile(t, "vendors", "name\nNorth\nSouth\nWest\n")
	k.importFile(t, "products", "key,vendor\na,South\n")
	b := k.compare(t, "vendors", "name\nWest\n", missing)
	if diff := cmp.Diff([]string{`delete "North"`, `delete "South"`}, show(k.Rows(t, b), "name")); diff != "" {
		t.Fatal(diff)
	}
	rows := k.Rows(t, k.Execute(t, b))
	if diff := cmp.Diff([]string{`delete/executed "North"`, `delete/failed "South"`}, show(rows, "name")); diff != "" {
		t.Error(diff)
	}
	if reason := *rows[1].OutcomeReason; reason != "The vendor South is not deleted: it is in use by product." {
		t.Errorf("the reason is %q", reason)
	}
	_, report := k.importFile(t, "vendors", "name\nEast\n", func(r *importer.Request) { r.DeleteMissing = true })
	want := &importer.Report{Lines: 1, Created: 1, Deleted: 1, Kept: 1}
	if diff := cmp.Diff(want, report); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
	if got := k.Pairs(t, "SELECT name, '' FROM vendor"); cmp.Diff(map[string]string{"East": "", "South": ""}, got) != "" {
		t.Errorf("vendors: %v", got)
	}
}

func TestDryRunWritesNothing(t *testing.T) {
	t.Parallel()
	k := newKit(t, 2)
	k.importFile(t, "products", present)
	before := products(t, k.DB)
	foreseen := run(t, k.DB, source, importer.Mapping{}, importer.Options{DryRun: true, DeleteMissing: true, ChunkSize: 2})
	if diff := cmp.Diff(before, products(t, k.DB)); diff != "" || count(t, k.DB, "department") != 1 {
		t.Errorf("it has written: %s", diff)
	}
	done := run(t, k.DB, source, importer.Mapping{}, importer.Options{DeleteMissing: true, ChunkSize: 2})
	if diff := cmp.Diff(done, foreseen); diff != "" || done.Deleted != 1 {
		t.Errorf("foreseen was something else (-done +foreseen):\n%s", diff)
	}
}

// certificates is an importer such as an app of one's own would have.
func certificates(rows ...[]string) importer.Importer {
	return importer.Importer{
		Key: "certificates", Title: "Certificates",
		Fields: []importer.Field{
			{Name: "shop", Title: "Shop", Key: true},
			{Name: "code", Title: "Code", Key: true},
			{Name: "vendor", Title: "Vendor", Column: "vendor_id", Lookup: "vendor", Closed: true},
			{Name: "until", Title: "Valid until", Type: form.Date, Required: true},
			{Name: "level", Title: "Level", Type: form.Integer},
		},
		Target: importer.Target{Table: "certificate", Noun: "certificate", Label: "code"},
		Source: importer.Source{
			Parameters: []form.Field{{Key: "day", Title: "Day", Type: form.Text, Required: true}},
			Fields:     []string{"shop", "code", "vendor", "until", "level"},
			Read: func(context.Context, form.Values) iter.Seq2[[]string, error] {
				return func(yield func([]string, error) bool) {
					for _, row := range rows {
						if row == nil {
							yield(nil, errors.New("the source is gone"))
							return
						}
						if !yield(row, nil) {
							return
						}
					}
				}
			},
		},
	}
}

const certificateTable = `CREATE TABLE certificate (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, shop text NOT NULL, code text NOT NULL, vendor_id bigint REFERENCES vendor,
	until date NOT NULL, level bigint CHECK (level < 10), UNIQUE (shop, code))`

func ofDay(r *importer.Request) { r.Parameters = map[string]any{"day": "today"} }

func TestSourceOfOnesOwn(t *testing.T) {
	t.Parallel()
	k := newKit(t, 2, certificates(
		[]string{"1", "A", "North", "2027-01-31", "1"},
		[]string{"2", "A", "North", "2027-01-31", "2"},
		[]string{"1", "B", "Nowhere", "2027-01-31", ""},
		[]string{"1", "C", "", "31 January", ""},
		[]string{"1", "D", "", "2027-01-31", "11"},
		[]string{"1", "A", "North", "2027-01-31", "1"},
		[]string{"1", "E", "", "2027-01-31", ""},
	))
	meddle(t, k, certificateTable, "INSERT INTO vendor (name) VALUES ('North')")
	if _, err := k.Run(k.Ctx, importer.RunInput{Request: importer.Request{Importer: "certificates"}}); model.CodeOf(err) != model.CodeInvalid {
		t.Errorf("without its parameter: %v", err)
	}
	b := k.compare(t, "certificates", "", func(in *importer.BatchInput) { ofDay(&in.Request) })
	want := []string{
		`create "1" "A" "North" "2027-01-31" 1`, `create "2" "A" "North" "2027-01-31" 2`, `unknown_name "1" "B" "Nowhere" "2027-01-31" -`,
		`create "1" "D" - "2027-01-31" 11`, `create "1" "E" - "2027-01-31" -`,
	}
	if diff := cmp.Diff(want, show(k.Rows(t, b), "shop", "code", "after_vendor", "after_until", "after_level")); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	_, report := k.importFile(t, "certificates", "", ofDay)
	if diff := cmp.Diff(&importer.Report{Lines: 7, Created: 3, Rejected: 4}, report); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
	reasons := k.Pairs(t, "SELECT line || ' ' || column_name, reason FROM import_reject WHERE job_id = (SELECT max(job_id) FROM import_reject)")
	wantReasons := map[string]string{
		"3 vendor": "There is no vendor of this name.", "4 until": reasons["4 until"], "5 ": "A value is not allowed here. Check the input and try again.",
		"6 shop": "The shop is on line 1 already.",
	}
	if diff := cmp.Diff(wantReasons, reasons); diff != "" || reasons["4 until"] == "" {
		t.Errorf("reasons (-want +got):\n%s", diff)
	}
}

func TestSourceThatBreaksOff(t *testing.T) {
	t.Parallel()
	k := newKit(t, 2, certificates([]string{"1", "A", "", "2027-01-31", "1"}, nil))
	meddle(t, k, certificateTable)
	j, _ := k.importFile(t, "certificates", "", ofDay)
	if j.State != model.JobFailed || count(t, k.DB, "certificate") != 0 {
		t.Errorf("the job is %s, with %d certificates", j.State, count(t, k.DB, "certificate"))
	}
	if got := k.Pairs(t, ownTables); len(got) != 0 {
		t.Errorf("left behind: %v", got)
	}
}

func TestRunsOfOneClientKey(t *testing.T) {
	t.Parallel()
	k := newKit(t, 2)
	key := "once"
	in := importer.RunInput{Request: importer.Request{Importer: "products", UploadID: k.files.keep(present)}, ClientKey: &key}
	first, err := k.Run(k.Ctx, in)
	if err != nil {
		t.Fatal(err)
	}
	second, err := k.Run(k.Ctx, in)
	if err != nil || second.ID != first.ID {
		t.Errorf("the second run is %+v, %v", second, err)
	}
	k.Wait(t, first.ID)
}

func TestOnlyWhoMayRunsAnImporter(t *testing.T) {
	t.Parallel()
	k := newKit(t, 0)
	in := importer.Request{Importer: "vendors", UploadID: k.files.keep("name\nNorth\n")}
	ctx := auth.WithViewer(t.Context(), auth.NewViewer(k.Viewer.UserID, "ann", "Ann", importer.ToRun("products")))
	if _, err := k.Run(ctx, importer.RunInput{Request: in}); model.CodeOf(err) != model.CodeForbidden {
		t.Errorf("a run: %v", err)
	}
	if _, err := k.CreateBatch(ctx, importer.BatchInput{Request: in}); model.CodeOf(err) != model.CodeForbidden {
		t.Errorf("a batch: %v", err)
	}
	list, err := k.List(ctx)
	if err != nil || len(list) != 1 || list[0].Key != "products" || list[0].Batchable {
		t.Errorf("listed are %v, %v", list, err)
	}
}

func TestWrongDeclarations(t *testing.T) {
	t.Parallel()
	for what, change := range map[string]func(*importer.Importer){
		"key must match":       func(i *importer.Importer) { i.Key = "Cert!" },
		"is no field":          func(i *importer.Importer) { i.Target.Label = "nothing" },
		"needs a key field":    func(i *importer.Importer) { i.Fields = i.Fields[2:]; i.Target.Label = "until" },
		"have a column status": func(i *importer.Importer) { i.Fields[0].Column = "status" },
		"there twice":          func(i *importer.Importer) { i.Fields = append(i.Fields, i.Fields[0]) },
		"needs InUse":          func(i *importer.Importer) { i.Target.Missing.Retire = "active = false" },
		"which is no field":    func(i *importer.Importer) { i.Source.Fields = append(i.Source.Fields, "x") },
		"lacks a key field":    func(i *importer.Importer) { i.Source.Fields = i.Source.Fields[1:] },
		"must be a text":       func(i *importer.Importer) { i.Fields[0].Type = form.Integer },
		"registered twice":     func(*importer.Importer) {},
	} {
		i := certificates()
		change(&i)
		if _, err := importer.NewRegistry(i, certificates()); err == nil || !strings.Contains(err.Error(), what) {
			t.Errorf("%q: %v", what, err)
		}
	}
}
