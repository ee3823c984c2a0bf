package xlsx_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/sluicehq/sluice/upload/reader/internal/xlsx"
)

var limits = xlsx.Limits{Part: 1 << 30, Ratio: 200, Texts: 256 << 20}

// render renders the first sheet, a row as "3: A=text B=12# C!reason".
func render(t *testing.T, file []byte) []string {
	t.Helper()
	book, err := xlsx.Open(bytes.NewReader(file), int64(len(file)), limits)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := book.Rows(book.Sheets()[0])
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var all []string
	for {
		row, err := rows.Next()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		line := fmt.Sprintf("%d:", row.Number)
		for _, cell := range row.Cells {
			name, mark := string(rune('A'+cell.Column)), ""
			switch {
			case cell.Number:
				mark = "#"
			case cell.Reason != "":
				mark = "!" + cell.Reason
			}
			line += fmt.Sprintf(" %s=%s%s", name, cell.Text, mark)
		}
		all = append(all, line)
	}
}

// write returns a workbook that set fills in.
func write(t *testing.T, set func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	set(f)
	var file bytes.Buffer
	if err := f.Write(&file); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func TestCells(t *testing.T) {
	t.Parallel()
	file := write(t, func(f *excelize.File) {
		padded, day := "00000", "dd/mm/yyyy;@"
		codes, _ := f.NewStyle(&excelize.Style{CustomNumFmt: &padded})
		days, _ := f.NewStyle(&excelize.Style{CustomNumFmt: &day})
		_ = f.SetSheetRow("Sheet1", "A1", &[]any{"Code", "Price & <more>", "", "é_x000D_"})
		_ = f.SetSheetRow("Sheet1", "A2", &[]any{123, 12.3, true, time.Date(2011, 4, 28, 15, 5, 0, 0, time.UTC)})
		_ = f.SetCellStyle("Sheet1", "A2", "A2", codes)
		_ = f.SetCellValue("Sheet1", "B5", 40661)
		_ = f.SetCellStyle("Sheet1", "B5", "B5", days)
		_ = f.SetCellValue("Sheet1", "C5", 4006381333931)
		_ = f.SetCellFormula("Sheet1", "D5", "1+1")
		_ = f.SetCellValue("Sheet1", "E5", 0.1+0.2)
	})
	want := []string{
		"1: A=Code B=Price & <more> C= D=é\r",
		"2: A=00123 B=12.3# C=true D=2011-04-28 15:05:00",
		"5: B=2011-04-28 C=4006381333931# D=!The cell has a formula that was never computed. Open the file in a spreadsheet program and save it. E=0.3#",
	}
	if diff := cmp.Diff(want, render(t, file)); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
}
