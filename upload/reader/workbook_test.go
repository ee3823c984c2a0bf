package reader_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/upload/reader"
)

// workbook returns an XLSX file that set fills in.
func workbook(t testing.TB, set func(f *excelize.File)) string {
	t.Helper()
	f := excelize.NewFile()
	set(f)
	var file bytes.Buffer
	if err := errors.Join(f.Write(&file), f.Close()); err != nil {
		t.Fatal(err)
	}
	return file.String()
}

// setRows sets the rows of a sheet from its first on; nil leaves one out.
func setRows(f *excelize.File, sheet string, rows ...[]any) {
	for i, row := range rows {
		if row != nil {
			_ = f.SetSheetRow(sheet, fmt.Sprintf("A%d", i+1), &row) // a row that is not there fails the test
		}
	}
}

func priceList(f *excelize.File) {
	setRows(f, "Sheet1",
		[]any{"Prices of spring"}, nil,
		[]any{"Code", "Price", "From", "Name"},
		[]any{"00123", 1.234, time.Date(2011, 4, 28, 0, 0, 0, 0, time.UTC), "Tea"},
		[]any{"00124", 12, 40662, nil}, nil,
		[]any{"00125", "x", "n/a", "Pot", "more"},
	)
	_, _ = f.NewSheet("Other")
	setRows(f, "Other", []any{"n"}, []any{"1.234,50"}, []any{1.234}, []any{12.5})
}

func TestWorkbook(t *testing.T) {
	t.Parallel()
	file := workbook(t, priceList)
	inspection := inspect(t, file, reader.Format{})
	if diff := cmp.Diff([]reader.Sheet{{Name: "Sheet1"}, {Name: "Other"}}, inspection.Sheets); diff != "" {
		t.Errorf("sheets (-want +got):\n%s", diff)
	}
	if f := inspection.Format; f.Kind != reader.XLSX || f.Sheet != "Sheet1" || f.Header != 3 || f.Decimal != reader.Point {
		t.Errorf("format = %+v", f)
	}
	checkRoundTrip(t, file, inspection)
	want := []string{
		"4: 00123|1.234|2011-04-28|Tea", "5: 00124|12|40662|",
		"7! [] The line should have as many values as the file has columns, 4; it has 5. 00125|x|n/a|Pot",
	}
	for name, file := range map[string]io.Reader{
		"in place":  strings.NewReader(file),
		"copied":    struct{ io.Reader }{strings.NewReader(file)},
		"packed":    strings.NewReader(packed(t, file)),
		"some rest": restOf("something before it", file),
	} {
		f := inspection.Format
		if name == "packed" {
			f.Compression = reader.Gzip
		}
		rows := open(t, file, f)
		if diff := cmp.Diff(want, readAll(t, rows)); diff != "" {
			t.Errorf("%s: rows (-want +got):\n%s", name, diff)
		}
		if counts := (reader.Counts{Lines: 7, Above: 3, Rows: 2, Rejected: 1, Blank: 1}); rows.Counts() != counts {
			t.Errorf("counts = %+v, want %+v", rows.Counts(), counts)
		}
	}
	column := open(t, strings.NewReader(file), inspection.Format).Columns()[2]
	if day, reason := column.ParseDate("40662"); reason != "" || day.Format(time.DateOnly) != "2011-04-29" {
		t.Errorf("date = %v, %q", day, reason)
	}
}

// restOf returns a file that was read up to its second text.
func restOf(first, second string) io.Reader {
	file := strings.NewReader(first + second)
	_, _ = file.Seek(int64(len(first)), io.SeekStart)
	return file
}

// TestNumbersAmongTexts proves that cells with numbers keep their values in a
// column whose texts have commas before decimals.
func TestNumbersAmongTexts(t *testing.T) {
	t.Parallel()
	file := workbook(t, priceList)
	rows := open(t, strings.NewReader(file), inspect(t, file, reader.Format{Sheet: "Other"}).Format)
	for _, want := range []string{"1234.50", "1.234", "12.5"} {
		row, err := rows.Next()
		if err != nil {
			t.Fatal(err)
		}
		if got, reason := rows.Columns()[0].ParseDecimal(row.Fields[0]); got != want {
			t.Errorf("%q = %q, %q, want %q", row.Fields[0], got, reason, want)
		}
	}
}

func TestUnknownSheet(t *testing.T) {
	t.Parallel()
	file := workbook(t, priceList)
	_, err := reader.Inspect(t.Context(), strings.NewReader(file), reader.Format{Sheet: "Nowhere"})
	wantInvalid(t, err, "no sheet of this name")
}

func TestWorkbookBomb(t *testing.T) {
	t.Parallel()
	parts := map[string]string{
		"_rels/.rels":                "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
		"xl/workbook.xml":            "<workbook xmlns:r=\"r\"><sheets><sheet name=\"A\" r:id=\"b\"/></sheets></workbook>",
		"xl/_rels/workbook.xml.rels": "<Relationships><Relationship Id=\"b\" Type=\"x/worksheet\" Target=\"sheet.xml\"/></Relationships>",
		"xl/sheet.xml": "<worksheet><sheetData><row r=\"1\"><c t=\"str\"><v>a</v></c></row>" +
			strings.Repeat("<row><c t=\"str\"><v>"+strings.Repeat("1", 1000)+"</v></c></row>", 80_000) + "</sheetData></worksheet>",
	}
	file := archive(t, parts)
	rows := open(t, strings.NewReader(file), inspect(t, file, reader.Format{}).Format)
	var err error
	for err == nil {
		_, err = rows.Next()
	}
	if model.CodeOf(err) != model.CodeLimit || rows.Counts().Rows < 60_000 {
		t.Errorf("error = %v after %+v, want LIMIT after 64 MB", err, rows.Counts())
	}
	limits := reader.DefaultLimits
	limits.Unpacked = 100 << 10
	_, err = limits.Inspect(t.Context(), strings.NewReader(file), reader.Format{})
	if model.CodeOf(err) != model.CodeLimit {
		t.Errorf("error = %v, want LIMIT after 100 KB", err)
	}
}

func TestDamagedWorkbook(t *testing.T) {
	t.Parallel()
	whole := workbook(t, priceList)
	for cut := range len(whole) / 100 {
		damaged := []byte(whole)
		copy(damaged[cut*100:], "????????????????????")
		inspection, err := reader.Inspect(t.Context(), bytes.NewReader(damaged), reader.Format{})
		if err != nil {
			if code := model.CodeOf(err); code != model.CodeInvalid {
				t.Errorf("damaged at %d: error = %v, want INVALID", cut*100, err)
			}
			continue
		}
		rows, err := reader.Open(t.Context(), bytes.NewReader(damaged), inspection.Format)
		for err == nil {
			_, err = rows.Next()
		}
		if !errors.Is(err, io.EOF) && model.CodeOf(err) != model.CodeInvalid {
			t.Errorf("damaged at %d: error = %v, want the end or INVALID", cut*100, err)
		}
	}
}
