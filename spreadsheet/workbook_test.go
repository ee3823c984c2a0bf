package spreadsheet_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"github.com/sluicehq/sluice/spreadsheet"
)

func TestWorkbook(t *testing.T) {
	t.Parallel()
	var file bytes.Buffer
	w := spreadsheet.NewWorkbook(&file, "Rows", "Code", "Number")
	rows := [][]any{
		{"00420", int64(7)},
		{"=1+1", decimal.RequireFromString("2.50")},
		{"<&>\"' tab\tline\nend ", decimal.RequireFromString("-0.1025")},
		{"_x0041_ and \x01", decimal.RequireFromString("1234567890123456.78")},
		{nil, true},
		{strings.Repeat("ä", 40_000), nil},
	}
	for _, row := range rows {
		if err := w.Row(row...); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&file)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	got, err := book.GetRows("Rows")
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"Code", "Number"},
		{"00420", "7"},
		{"=1+1", "2.50"},
		{"<&>\"' tab\tline\nend ", "-0.1025"},
		{"_x0041_ and �", "1234567890123456.78"},
		{"", "TRUE"},
		{strings.Repeat("ä", 32_767)},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for cell, want := range map[string]excelize.CellType{"A2": excelize.CellTypeInlineString, "B3": excelize.CellTypeUnset, "A3": excelize.CellTypeInlineString, "B6": excelize.CellTypeBool} {
		if got, err := book.GetCellType("Rows", cell); err != nil || got != want {
			t.Errorf("%s is a %v (%v)", cell, got, err)
		}
	}
	if formula, err := book.GetCellFormula("Rows", "A3"); err != nil || formula != "" {
		t.Errorf("the formula %q (%v)", formula, err)
	}
}

func TestWorkbookWithoutRows(t *testing.T) {
	t.Parallel()
	var file bytes.Buffer
	if err := spreadsheet.NewWorkbook(&file, "Rows", "Code").Flush(); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&file)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if rows, err := book.GetRows("Rows"); err != nil || len(rows) != 1 || rows[0][0] != "Code" {
		t.Errorf("rows %v (%v)", rows, err)
	}
}

func TestWorkbookGoesOnInAnotherSheet(t *testing.T) {
	t.Parallel()
	var file bytes.Buffer
	w := spreadsheet.NewWorkbook(&file, "Rows", "Number")
	const rows = 1<<20 + 1
	for n := range int64(rows) {
		if err := w.Row(n); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&file)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if diff := cmp.Diff([]string{"Rows", "Rows 2"}, book.GetSheetList()); diff != "" {
		t.Errorf("sheets (-want +got)\n%s", diff)
	}
	if rest, err := book.GetRows("Rows 2"); err != nil || len(rest) != 3 || rest[0][0] != "Number" || rest[2][0] != "1048576" {
		t.Errorf("the second sheet is %v (%v)", rest, err)
	}
}

func TestWorkbookTellsErrors(t *testing.T) {
	t.Parallel()
	w := spreadsheet.NewWorkbook(full{}, "Rows", "Number")
	if err := errors.Join(w.Row(int64(1)), w.Flush()); err == nil || !strings.Contains(err.Error(), "disk is full") {
		t.Errorf("error = %v", err)
	}
}

// What is written is kept nowhere.
func BenchmarkWorkbook(b *testing.B) {
	w := spreadsheet.NewWorkbook(&bytes.Buffer{}, "Rows", "Code", "Name", "Price")
	price := decimal.RequireFromString("12.50")
	b.ReportAllocs()
	for b.Loop() {
		if err := w.Row("00420", "WHITE HANGING HEART T-LIGHT HOLDER", price); err != nil {
			b.Fatal(err)
		}
	}
}
