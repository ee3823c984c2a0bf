package xlsx_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
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

// book returns a workbook of one sheet, written by hand.
func book(t *testing.T, sheet string) []byte {
	t.Helper()
	var file bytes.Buffer
	z := zip.NewWriter(&file)
	for name, text := range map[string]string{
		"_rels/.rels":                `<Relationships><Relationship Id="a" Type="x/officeDocument" Target="/xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<x:workbook xmlns:x="x" xmlns:r="r"><x:sheets><x:sheet name="A" r:id="b"/></x:sheets></x:workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="b" Type="x/worksheet" Target="worksheets/sheet.xml"/></Relationships>`,
		"xl/worksheets/sheet.xml":    sheet,
	} {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func TestMarkup(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, data string
		want       []string
	}{
		{"no references", `<row><c><v>1</v></c><c t="str"><v>x</v></c></row><row/>`, []string{"1: A=1# B=x", "2:"}},
		{"prefixes", `<x:row r="2"><x:c r="C2"><x:v>1</x:v></x:c></x:row>`, []string{"2: C=1#"}},
		{"entities", `<row><c t="str"><v>&lt;&#233;&#xE9;&amp;amp;&nope; &</v></c></row>`, []string{"1: A=<éé&amp;&nope; &"}},
		{"sections", `<row><c t="str"><v>a<![CDATA[<b> & ]]]><!-- > -->c</v></c></row>`, []string{"1: A=a<b> & ]c"}},
		{"a > in a value", `<row spans="1>2"><c r="A1"><v>1</v></c></row>`, []string{"1: A=1#"}},
		{"rich text", `<row><c t="inlineStr"><is><r><t>a</t></r><r><t xml:space="preserve"> b</t></r><rPh><t>no</t></rPh></is></c></row>`, []string{"1: A=a b"}},
		{"error", `<row><c t="e"><v>#REF!</v></c></row>`, []string{"1: A=!The cell has the error #REF!."}},
		{"exponents", `<row><c><v>1E-3</v></c><c><v>1.2300000000000001E+5</v></c><c><v>12.300000000000001</v></c></row>`, []string{"1: A=0.001# B=123000# C=12.3#"}},
		{"no number", `<row><c><v>x</v></c><c><v>inf</v></c></row>`, []string{
			"1: A=!The cell is marked as a number and holds none. B=!The cell is marked as a number and holds none.",
		}},
		{"unknown text", `<row><c t="s"><v>7</v></c></row>`, []string{
			"1: A=!The cell refers to a text that the file does not have. Open the file in a spreadsheet program and save it.",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			file := book(t, `<?xml version="1.0"?><worksheet><sheetData>`+tt.data+`</sheetData></worksheet>`)
			if diff := cmp.Diff(tt.want, render(t, file)); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
		})
	}
}

func TestDamage(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"cut off":            `<worksheet><sheetData><row><c><v>1`,
		"cut in a tag":       `<worksheet><sheetData><row`,
		"no end":             `<worksheet><sheetData>`,
		"rows out of order":  `<worksheet><sheetData><row r="2"/><row r="1"/></sheetData>`,
		"cells out of order": `<worksheet><sheetData><row><c r="B1"><v>1</v></c><c r="A1"/></row></sheetData>`,
		"document type":      `<!DOCTYPE a [<!ENTITY b "c">]><worksheet><sheetData/></worksheet>`,
		"a long tag":         `<worksheet ` + strings.Repeat("x", 100_000) + `><sheetData/></worksheet>`,
		"a long text":        `<worksheet><sheetData><row><c t="str"><v>` + strings.Repeat("x", 2<<20) + `</v></c></row></sheetData>`,
		"too far right":      `<worksheet><sheetData><row><c r="ZZZ1"><v>1</v></c></row></sheetData>`,
	}
	for name, sheet := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := book(t, sheet)
			w, err := xlsx.Open(bytes.NewReader(file), int64(len(file)), limits)
			if err != nil {
				t.Fatal(err)
			}
			rows, err := w.Rows(w.Sheets()[0])
			for err == nil {
				_, err = rows.Next()
			}
			var damaged *xlsx.DamagedError
			if !errors.As(err, &damaged) || damaged.Part != "xl/worksheets/sheet.xml" {
				t.Errorf("error = %v, want that of damage", err)
			}
		})
	}
}
