package batch_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batch/batchtest"
	"github.com/sluicehq/sluice/batchtypes/labels"
	"github.com/sluicehq/sluice/batchtypes/labels/labelpdf"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
	"github.com/sluicehq/sluice/upload/reader"
)

var oneLabel = map[string]any{"quantity": "1", "layout": labelpdf.Layouts[0].Key}

func labelsOf(choices batch.FileChoices) batch.FromUpload {
	return batch.FromUpload{Draft: batch.Draft{Type: "labels", Parameters: oneLabel}, FileChoices: choices}
}

func sku(sku string) func(*model.Product) {
	return func(p *model.Product) { p.SKU, p.Description, p.GTIN = sku, "Product "+sku, nil }
}

// sum is what must be as many as the lines that were read.
func sum(r *model.FileReport) int64 {
	return r.HeaderLines + r.RowsMade + r.Rejected + r.LeftOut + r.Blank + r.Continued
}

// rejectsOf reads the file of lines that did not make it.
func rejectsOf(t *testing.T, kit *batchtest.Kit, b *model.Batch) []string {
	t.Helper()
	_, write, err := kit.Batches.Rejects(kit.Ctx, b.ID)
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	if err := write(&text); err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(text.String()), "\n")
}

func TestLinesAreCompletedFromProducts(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, labels.Handler{})
	b := kit.Check(t, batchtest.Case{
		Products: []func(*model.Product){sku("0001"), sku("0002"), sku("0003"), func(p *model.Product) { p.SKU, p.GTIN = "0004", new("4006381333931") }},
		Batch:    labelsOf(batch.FileChoices{}),
		File: "Item No;EAN;Labels;Name\n" +
			"0001;;3;\n" +
			";4006381333931;2;A name of its own\n" +
			"\n" +
			"0002;;;\"Two\nlines\"\n" +
			"0099;;7;\n" +
			"0003;;many;\n" +
			"0003;;1;;;\n" +
			"0003;;1001;\n" +
			";;5;\n",
		Columns: []string{"sku", "quantity", "description"},
		Rows: []string{
			"2 0001 3 Product 0001 no_gtin",
			"3 0004 2 A name of its own ok",
			"5 0002 1 Two\nlines no_gtin",
			"7 0099 7 - unknown",
			"9 0003 1 Product 0003 no_gtin",
			"11 - 5 - unknown",
		},
		Rejected: []string{
			"8 Labels This is not a number such as 12.95.",
			"10 Labels The number must be at most 1000.",
		},
	})
	if r := b.FileReport; r.LinesRead != 11 || r.Blank != 1 || r.Rejected != 2 || r.Continued != 1 || sum(r) != r.LinesRead {
		t.Errorf("report %+v", r)
	}
	want := []string{
		"line,column,reason,original",
		"8,Labels,This is not a number such as 12.95.,0003;;many;",
		"10,Labels,The number must be at most 1000.,0003;;1001;",
	}
	if diff := cmp.Diff(want, rejectsOf(t, kit, b)); diff != "" {
		t.Errorf("rejects (-want +got):\n%s", diff)
	}
}

func TestPolicies(t *testing.T) {
	t.Parallel()
	const file = "sku,quantity,size\n1,2,s\n2,many,s\n3,4,s\n4,5\n,x,\n"
	for _, c := range []struct {
		choice     batch.BadLines
		rows       []string
		partial    int64
		rejected   int64
		population model.JobState
	}{
		{batch.SkipLines, []string{"2 1 2 s unknown", "4 3 4 s unknown"}, 0, 3, model.JobFinished},
		{batch.KeepGoodCells, []string{"2 1 2 s unknown", "3 2 1 s unknown", "4 3 4 s unknown", "5 4 5 - unknown"}, 2, 1, model.JobFinished},
		{batch.RejectFile, nil, 0, 3, model.JobFailed},
	} {
		t.Run(string(c.choice), func(t *testing.T) {
			t.Parallel()
			kit := batchtest.New(t, labels.Handler{})
			b, end := kit.CreateFromFile(t, labelsOf(batch.FileChoices{BadLines: c.choice}), file)
			if end.State != c.population {
				t.Fatalf("the population ended %s: %v", end.State, end.Error)
			}
			if diff := cmp.Diff(c.rows, kit.Shown(t, b, "sku", "quantity", "size")); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
			if r := b.FileReport; r.Partial != c.partial || r.Rejected != c.rejected || !r.HasRejects {
				t.Errorf("report %+v", r)
			}
			if got := rejectsOf(t, kit, b); len(got) < 4 {
				t.Errorf("rejects %q", got)
			}
			if c.population == model.JobFailed {
				const want = "3 lines of the file can't be used, so no rows were made. line 3, quantity: This is not a number such as 12.95."
				if end.Error == nil || !strings.HasPrefix(*end.Error, want) || !b.FileReport.WasRejected || end.PlanAttempts != 5 {
					t.Errorf("after %d attempts: %v, %+v", end.PlanAttempts, end.Error, b.FileReport)
				}
			}
		})
	}
}

func TestDuplicates(t *testing.T) {
	t.Parallel()
	const file = "sku,gtin,quantity\nA,,1\nB,,2\nA,,4\n,4006381333931,8\nC,,16\nA,,32\n"
	for _, c := range []struct {
		choice batch.Duplicates
		rows   []string
		out    []string
	}{
		{batch.KeepAll, []string{"2 A 1", "3 B 2", "4 A 4", "5 C 8", "6 C 16", "7 A 32"}, nil},
		{batch.KeepFirst, []string{"2 A 1", "3 B 2", "5 C 8"}, []string{
			`4,,"The same code stands on line 2, which was kept.","A,,4"`,
			`6,,"The same code stands on line 5, which was kept.","C,,16"`,
			`7,,"The same code stands on line 2, which was kept.","A,,32"`,
		}},
		{batch.KeepLast, []string{"3 B 2", "6 C 16", "7 A 32"}, []string{
			`2,,"The same code stands on line 7, which was kept.","A,,1"`,
			`4,,"The same code stands on line 7, which was kept.","A,,4"`,
			`5,,"The same code stands on line 6, which was kept.",",4006381333931,8"`,
		}},
		{batch.AddUp, []string{"2 A 37", "3 B 2", "5 C 24"}, []string{
			`4,,"The same code stands on line 2, to which the count was added.","A,,4"`,
			`6,,"The same code stands on line 5, to which the count was added.","C,,16"`,
			`7,,"The same code stands on line 2, to which the count was added.","A,,32"`,
		}},
	} {
		t.Run(string(c.choice), func(t *testing.T) {
			t.Parallel()
			kit := batchtest.New(t, labels.Handler{})
			pgtest.Product(t, kit.DB, sku("A"))
			pgtest.Product(t, kit.DB, func(p *model.Product) { p.SKU, p.GTIN = "C", new("4006381333931") })
			b, end := kit.CreateFromFile(t, labelsOf(batch.FileChoices{Duplicates: c.choice}), file)
			if end.State != model.JobFinished {
				t.Fatalf("the population ended %s: %v", end.State, end.Error)
			}
			var rows []string
			for _, row := range kit.Shown(t, b, "sku", "quantity") {
				rows = append(rows, row[:strings.LastIndex(row, " ")])
			}
			if diff := cmp.Diff(c.rows, rows); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
			if r := b.FileReport; r.Duplicates != 3 || r.LeftOut != int64(len(c.out)) || sum(r) != r.LinesRead || r.HasRejects != (c.out != nil) {
				t.Errorf("report %+v", r)
			}
			if c.out != nil {
				if diff := cmp.Diff(c.out, rejectsOf(t, kit, b)[1:]); diff != "" {
					t.Errorf("left out (-want +got):\n%s", diff)
				}
			}
		})
	}
}

func TestACountThatAddsUpToTooMuchIsNotAddedUp(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, labels.Handler{})
	b, _ := kit.CreateFromFile(t, labelsOf(batch.FileChoices{Duplicates: batch.AddUp}), "sku,quantity\nA,600\nA,600\nB,1\nB,2\n")
	want := []string{"2 A 600 unknown", "3 A 600 unknown", "4 B 3 unknown"}
	if diff := cmp.Diff(want, kit.Shown(t, b, "sku", "quantity")); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
}

func TestLinesWhoseProductWaitsInAnOpenBatch(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, labels.Handler{})
	pgtest.Product(t, kit.DB, sku("A"))
	pgtest.Product(t, kit.DB, sku("B"))
	first, _ := kit.CreateFromFile(t, labelsOf(batch.FileChoices{}), "sku\nA\n")
	both, _ := kit.CreateFromFile(t, labelsOf(batch.FileChoices{}), "sku\nA\nB\n")
	if r := both.FileReport; r.InOpenBatches != 1 || r.RowsMade != 2 {
		t.Errorf("kept: %+v", r)
	}
	if err := kit.Batches.Delete(kit.Ctx, both.ID); err != nil {
		t.Fatal(err)
	}
	one, _ := kit.CreateFromFile(t, labelsOf(batch.FileChoices{LeaveOutWaiting: true}), "sku\nA\nB\n")
	if r := one.FileReport; r.InOpenBatches != 1 || r.LeftOut != 1 || r.RowsMade != 1 || sum(r) != r.LinesRead {
		t.Errorf("left out: %+v", r)
	}
	want := "2,,The product waits in batch " + model.BatchNumber(first.ID) + " already.,A"
	if got := rejectsOf(t, kit, one)[1]; got != want {
		t.Errorf("left out %q, want %q", got, want)
	}
}

func TestTheFileGoesWithItsBatch(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, labels.Handler{})
	b, _ := kit.CreateFromFile(t, labelsOf(batch.FileChoices{}), "sku,quantity\nA,1\nB,x\n")
	if err := kit.Files.Delete(kit.Ctx, *b.UploadID); model.CodeOf(err) != model.CodeConflict {
		t.Errorf("deleting the file of a batch: %v", err)
	}
	_, content, err := kit.Files.Read(kit.Ctx, *b.UploadID)
	if err != nil {
		t.Fatal(err)
	}
	original, err := io.ReadAll(content)
	if err != nil || string(original) != "sku,quantity\nA,1\nB,x\n" || content.Close() != nil {
		t.Errorf("the original is %q, %v", original, err)
	}
	if err := kit.Batches.Delete(kit.Ctx, b.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := kit.Files.Get(kit.Ctx, *b.UploadID); model.CodeOf(err) != model.CodeNotFound {
		t.Errorf("the file of a deleted batch: %v", err)
	}
	var tables int
	err = kit.DB.NewRaw("SELECT count(*) FROM pg_tables WHERE schemaname = 'batch' AND tablename LIKE 'lines%'").Scan(kit.Ctx, &tables)
	if err != nil || tables != 0 {
		t.Errorf("%d tables of lines are left: %v", tables, err)
	}
}

func TestWhatIsSaidAboutAFileIsChecked(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, labels.Handler{})
	u := kit.Upload(t, "a.csv", "sku,quantity\nA,1\n")
	for _, c := range []struct {
		field string
		set   func(*batch.FromUpload)
	}{
		{"mapping", func(in *batch.FromUpload) { in.Mapping = map[string]string{} }},
		{"mapping", func(in *batch.FromUpload) { in.Mapping = map[string]string{"price": "sku"} }},
		{"mapping", func(in *batch.FromUpload) { in.Mapping = map[string]string{"sku": "nowhere"} }},
		{"badLines", func(in *batch.FromUpload) { in.BadLines = "perhaps" }},
		{"duplicates", func(in *batch.FromUpload) { in.Duplicates = "perhaps" }},
		{"duplicates", func(in *batch.FromUpload) { in.Duplicates, in.Mapping = batch.AddUp, map[string]string{"sku": "sku"} }},
		{"format.encoding", func(in *batch.FromUpload) { in.Format.Encoding = "klingon" }},
		{"format.kind", func(in *batch.FromUpload) { in.Format.Kind = reader.XLSX }},
		{"parameters.layout", func(in *batch.FromUpload) { in.Parameters = map[string]any{"quantity": "1"} }},
	} {
		in := labelsOf(batch.FileChoices{})
		in.Upload = u.ID
		c.set(&in)
		_, err := kit.Batches.CreateFromUpload(kit.Ctx, in)
		var own *model.Error
		if !errors.As(err, &own) || own.Code != model.CodeInvalid || own.Field != c.field {
			t.Errorf("%s: %v", c.field, err)
		}
	}
}
