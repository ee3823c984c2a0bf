package labels_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/ledongthuc/pdf"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batch/batchtest"
	"github.com/sluicehq/sluice/batchtypes/labels"
	"github.com/sluicehq/sluice/batchtypes/labels/labelpdf"
	"github.com/sluicehq/sluice/model"
)

// document writes one of a batch's files and reads it back.
func document(t *testing.T, kit *batchtest.Kit, b *model.Batch, name string) *pdf.Reader {
	t.Helper()
	file, writeTo, err := kit.Batches.Download(kit.Ctx, b.ID, name)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := writeTo(&out); err != nil {
		t.Fatal(err)
	}
	reader, err := pdf.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil || file.ContentType != "application/pdf" {
		t.Fatalf("%s is no PDF: %v", file.ContentType, err)
	}
	return reader
}

// texts returns what is written on a page, piece by piece.
func texts(page pdf.Page) (all []string) {
	pdf.Interpret(page.V.Key("Contents"), func(stack *pdf.Stack, operator string) {
		var arguments []pdf.Value
		for stack.Len() > 0 {
			arguments = append(arguments, stack.Pop())
		}
		if operator != "Tj" {
			return
		}
		raw := arguments[0].RawString()
		var units []uint16
		for i := 0; i+1 < len(raw); i += 2 {
			units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
		}
		all = append(all, string(utf16.Decode(units)))
	})
	return all
}

func TestDownload(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, labels.Handler{})
	product(t, kit, "00123", withGTIN("4006381333931"))
	product(t, kit, "007", withoutPrice)
	product(t, kit, "gone")
	product(t, kit, "none")
	b := kit.Create(t, "labels", nil, onRoll(2))
	rows := kit.Rows(t, b)
	if _, err := kit.Batches.RemoveRows(kit.Ctx, b.ID, []model.ID{rows[2].GlobalID()}); err != nil {
		t.Fatal(err)
	}
	edit(t, kit, rows[3], map[string]any{"quantity": 0})
	if files, err := kit.Batches.Downloads(kit.Ctx, b); err != nil || len(files) > 0 {
		t.Errorf("before its execution the batch has the files %v (%v)", files, err)
	}
	b = kit.Execute(t, b)
	files, err := kit.Batches.Downloads(kit.Ctx, b)
	want := []batch.Download{{Name: "labels-1.pdf", Title: "Labels (PDF)", ContentType: "application/pdf"}}
	if diff := cmp.Diff(want, files); diff != "" || err != nil {
		t.Errorf("%v (-want +got)\n%s", err, diff)
	}
	reader := document(t, kit, b, "labels-1.pdf")
	var pages []string
	for i := range reader.NumPage() {
		found := texts(reader.Page(i + 1))
		slices.Sort(found)
		pages = append(pages, strings.Join(found, "|"))
	}
	milk, own := "006381|1 l|333931|4|Milk 00123|£2.00", "007|1 l|Milk 007" // an EAN-13's digits stand in groups
	if diff := cmp.Diff([]string{milk, milk, own, own}, pages); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for _, name := range []string{"labels-0.pdf", "labels-2.pdf", "labels-1.pdf.exe", "labels--1.pdf", "", "../labels-1.pdf"} {
		if _, _, err := kit.Batches.Download(kit.Ctx, b.ID, name); model.CodeOf(err) != model.CodeNotFound {
			t.Errorf("%q: %v, want that there is no such file", name, err)
		}
	}
}

// On a sheet that was begun, the used labels stay blank; the files behind the first
// one begin with a new sheet.
func TestBegunSheet(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, labels.Handler{})
	for _, sku := range []string{"A", "B", "C", "D", "E"} {
		product(t, kit, sku)
	}
	b := kit.Create(t, "labels", nil, map[string]any{"quantity": 1000, "layout": "sheet_3x8"})
	if _, err := kit.Batches.MarkComplete(kit.Ctx, b.ID); err != nil {
		t.Fatal(err)
	}
	_, err := kit.Batches.Execute(kit.Ctx, b.ID, map[string]any{"first": 25})
	if model.CodeOf(err) != model.CodeInvalid {
		t.Errorf("the 25th label of 24: %v", err)
	}
	if b, err = kit.Batches.Execute(kit.Ctx, b.ID, map[string]any{"first": "23"}); err != nil {
		t.Fatal(err)
	}
	kit.Wait(t, *b.ExecutionJobID)
	b = kit.Get(t, b.ID)
	var sheets [][]int // labels on the first sheet, sheets
	for _, name := range []string{"labels-1.pdf", "labels-2.pdf"} {
		reader := document(t, kit, b, name)
		sheets = append(sheets, []int{strings.Count(strings.Join(texts(reader.Page(1)), "|"), "Milk"), reader.NumPage()})
	}
	if want := [][]int{{2, 168}, {24, 42}}; !cmp.Equal(sheets, want) {
		t.Errorf("got %v, want %v", sheets, want)
	}
}

// A roll has no label but the first.
func TestBegunRoll(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, labels.Handler{})
	product(t, kit, "A")
	b := kit.Create(t, "labels", nil, onRoll(1))
	if _, err := kit.Batches.MarkComplete(kit.Ctx, b.ID); err != nil {
		t.Fatal(err)
	}
	_, err := kit.Batches.Execute(kit.Ctx, b.ID, map[string]any{"first": 2})
	want := "A page of this layout has no such label: the last one is 1."
	var known *model.Error
	if !errors.As(err, &known) || known.Field != "options.first" || known.Message != want {
		t.Errorf("got %v, want %q", err, want)
	}
}

func TestNothingToPrint(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, labels.Handler{})
	product(t, kit, "A")
	b := kit.Execute(t, kit.Create(t, "labels", nil, onRoll(0)))
	if files, err := kit.Batches.Downloads(kit.Ctx, b); b.State != model.BatchExecuted || err != nil || len(files) > 0 {
		t.Errorf("the batch is %s and has the files %v (%v)", b.State, files, err)
	}
}

// Large batches come in several files, each of which can be held in memory, and
// every label is in one of them.
func TestParts(t *testing.T) {
	t.Parallel()
	kit := batchtest.New(t, labels.Handler{})
	for _, sku := range []string{"A", "B", "C", "D", "E", "F", "G", "H", "I", "J"} {
		product(t, kit, sku)
	}
	b := kit.Create(t, "labels", nil, onRoll(1000))
	// The row whose last label is the first one of the second file begins far
	// ahead of it: the second file becomes as large as can be.
	rows := kit.Rows(t, b)
	edit(t, kit, rows[3], map[string]any{"quantity": 1})
	edit(t, kit, rows[8], map[string]any{"quantity": 999})
	b = kit.Execute(t, b)
	files, err := kit.Batches.Downloads(kit.Ctx, b)
	if err != nil {
		t.Fatal(err)
	}
	type part struct {
		title  string
		labels int
		first  bool // begins with the right label
	}
	var got []part
	for i, file := range files {
		reader := document(t, kit, b, file.Name)
		begins := texts(reader.Page(1))
		got = append(got, part{file.Title, reader.NumPage(), slices.Contains(begins, "Milk "+[]string{"A", "E", "J"}[i])})
	}
	want := []part{
		{"Labels, part 1 of 3 (PDF)", 3001, true},
		{"Labels, part 2 of 3 (PDF)", labelpdf.MaxLabels - 1, true},
		{"Labels, part 3 of 3 (PDF)", 1000, true},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
