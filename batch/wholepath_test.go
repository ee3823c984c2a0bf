package batch_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batch/batchtest"
	"github.com/sluicehq/sluice/batchtypes/labels"
	"github.com/sluicehq/sluice/batchtypes/pricing"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// TestEncodingsComeThrough makes batches of the same file in each encoding.
func TestEncodingsComeThrough(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, pricing.Handler{})
	const text = "Artikel;Preis\nKäse-3;1,50\nÉclair;2,00\n"
	for name, e := range map[string]encoding.Encoding{
		"UTF-8": unicode.UTF8, "UTF-8 with a mark": unicode.UTF8BOM,
		"UTF-16LE":     unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
		"UTF-16BE":     unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
		"Windows-1252": charmap.Windows1252, "ISO-8859-1": charmap.ISO8859_1, "ISO-8859-15": charmap.ISO8859_15,
	} {
		t.Run(name, func(t *testing.T) {
			file, err := e.NewEncoder().String(text)
			if err != nil {
				t.Fatal(err)
			}
			in := priceList("")
			in.Mapping = map[string]string{"sku": "Artikel", "new_price": "Preis"}
			b, end := kit.CreateFromFile(t, in, file)
			if end.State != model.JobFinished {
				t.Fatalf("the population ended %s: %v", end.State, end.Error)
			}
			if diff := cmp.Diff([]string{"2 Käse-3 1.5 unknown", "3 Éclair 2 unknown"}, kit.Shown(t, b, "sku", "new_price")); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
		})
	}
}

// TestSpectrumComesThrough makes batches of the files of the npm package
// csv-spectrum, taking the first column for the code: each record ends in a row
// or among the rejected.
func TestSpectrumComesThrough(t *testing.T) {
	t.Parallel()
	const dir = "../node_modules/csv-spectrum"
	files, err := filepath.Glob(dir + "/csvs/*.csv")
	if err != nil || len(files) < 12 {
		t.Fatalf("%d files, %v; npm install brings them", len(files), err)
	}
	kit := batchtest.New(t, labels.Handler{})
	for _, path := range files {
		name := strings.TrimSuffix(filepath.Base(path), ".csv")
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			upload := kit.Upload(t, name, string(text))
			in := labelsOf(batch.FileChoices{})
			seen, err := kit.Batches.Inspect(kit.Ctx, upload.ID, in.Format, "labels")
			if err != nil {
				t.Fatal(err)
			}
			in.Mapping = map[string]string{"sku": seen.Format.Columns[0].Name}
			b, end := kit.CreateFromFile(t, in, string(text))
			if end.State != model.JobFinished {
				t.Fatalf("the population ended %s: %v", end.State, end.Error)
			}
			r := b.FileReport
			if got, want := r.RowsMade+r.Rejected, int64(records(t, dir+"/json/"+name+".json")); got != want || sum(r) != r.LinesRead {
				t.Errorf("%d of %d records: %+v", got, want, r)
			}
			if n := int64(len(kit.Rows(t, b))); n != r.RowsMade {
				t.Errorf("%d rows, and the report says %d", n, r.RowsMade)
			}
		})
	}
}

// records is how many records a file of JSON has: one, or a list.
func records(t *testing.T, path string) int {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var list []json.RawMessage
	if json.Unmarshal(text, &list) != nil {
		return 1
	}
	return len(list)
}

// TestBombsMakeNoRows populates from files that unpack to far more than they
// may: the job fails with the reason, and leaves nothing.
func TestBombsMakeNoRows(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, labels.Handler{})
	for name, file := range map[string]string{
		"gzip":     packed(t, "sku,price\n"+strings.Repeat(strings.Repeat("1", 97)+",2\n", 700_000)),
		"workbook": bomb(t),
	} {
		t.Run(name, func(t *testing.T) {
			in := labelsOf(batch.FileChoices{})
			in.Mapping = map[string]string{"sku": "sku"}
			in.Upload = kit.Upload(t, name, file).ID
			b, err := kit.Batches.CreateFromUpload(kit.Ctx, in)
			if err == nil {
				kit.Wait(t, *b.PopulationJobID)
				var j *model.Job
				if j, err = kit.Jobs.Get(kit.Ctx, *b.PopulationJobID); err == nil && j.Error != nil {
					err = errors.New(*j.Error)
				}
			}
			if err == nil || !strings.Contains(err.Error(), "unpacks to far more") {
				t.Errorf("the reason is %v", err)
			}
			if rows := kit.Select(t, "SELECT 'row' FROM batch.label_row"); len(rows) > 0 {
				t.Errorf("%d rows", len(rows))
			}
			wantNoStaging(t, kit)
		})
	}
}

// bomb is a workbook of 80 MB that is packed into very little.
func bomb(t *testing.T) string {
	t.Helper()
	var file bytes.Buffer
	archive := zip.NewWriter(&file)
	for name, content := range map[string]string{
		"_rels/.rels":                `<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook xmlns:r="r"><sheets><sheet name="A" r:id="b"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="b" Type="x/worksheet" Target="sheet.xml"/></Relationships>`,
		"xl/sheet.xml": `<worksheet><sheetData><row r="1"><c t="str"><v>sku</v></c></row>` +
			strings.Repeat(`<row><c t="str"><v>`+strings.Repeat("1", 97)+`</v></c></row>`, 700_000) + `</sheetData></worksheet>`,
	} {
		part, err := archive.Create(name)
		if err == nil {
			_, err = io.WriteString(part, content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return file.String()
}

// wantNoStaging fails the test if a table of lines was left.
func wantNoStaging(t *testing.T, kit *batchtest.Kit) {
	t.Helper()
	if left := kit.Select(t, `SELECT relname::text FROM pg_class WHERE relname LIKE 'lines\_%' AND relkind = 'r'`); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// TestAPopulationIsCanceledWhileItsFileIsRead cancels in the midst of a file, and
// goes on later.
func TestAPopulationIsCanceledWhileItsFileIsRead(t *testing.T) {
	t.Parallel()
	const lines = 50_000
	kit := batchtest.New(t, labels.Handler{})
	upload := kit.Upload(t, "many.csv", "sku\n"+strings.Repeat("A\n", lines))
	var b *model.Batch
	// Nobody can look up products as long as this goes on, so that no row is made
	// before the job is canceled, however slow that is.
	err := postgres.InTx(kit.Ctx, kit.DB, nil, func(ctx context.Context, tx postgres.Tx) error {
		if _, err := tx.ExecContext(ctx, "LOCK TABLE product IN ACCESS EXCLUSIVE MODE"); err != nil {
			return err
		}
		in := labelsOf(batch.FileChoices{})
		in.Upload = upload.ID
		var err error
		if b, err = kit.Batches.CreateFromUpload(kit.Ctx, in); err != nil {
			return err
		}
		now := kit.Until(t, *b.PopulationJobID, func(p *model.JobProgress) bool { return strings.HasPrefix(p.Activity, "Reading the file") })
		if now.State.Ended() {
			return errors.New("it ended before its file was read")
		}
		_, err = kit.Jobs.CancelJob(kit.Ctx, *b.PopulationJobID)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if end := kit.Wait(t, *b.PopulationJobID); end.State != model.JobCanceled {
		t.Fatalf("the population ended %s", end.State)
	}
	if n := len(kit.Select(t, "SELECT 'row' FROM batch.label_row")); n != 0 {
		t.Errorf("%d rows", n)
	}
	if _, err := kit.Batches.Populate(kit.Ctx, b.ID); err != nil {
		t.Fatal(err)
	}
	if end := kit.Wait(t, *b.PopulationJobID); end.State != model.JobFinished {
		t.Fatalf("after going on, the population ended %s", end.State)
	}
	if b = kit.Get(t, b.ID); *b.RowCount != lines || b.FileReport.RowsMade != lines {
		t.Errorf("%d rows: %+v", *b.RowCount, b.FileReport)
	}
	wantNoStaging(t, kit)
}
