package spreadsheet

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"strconv"

	"github.com/shopspring/decimal"
)

// Bounds of the format.
const (
	maxSheetRows = 1 << 20
	maxCellText  = 32_767
	maxPrecision = 15 // digits of a number that every program keeps
)

// Workbook writes an XLSX file straight to where it goes: no cell of it stays in
// memory. Texts stay texts, so they are no formulas and keep leading zeros, also
// when people edit them. What does not fit into a sheet goes on in another one.
type Workbook struct {
	zip    *zip.Writer
	sheet  *bufio.Writer // the one that is written; nil before the first
	title  string
	header []string
	sheets int
	rows   int // of the sheet
}

// NewWorkbook returns a Workbook to out, whose sheets have a title of at most 25
// letters, and a header that stays in sight.
func NewWorkbook(out io.Writer, title string, header ...string) *Workbook {
	return &Workbook{zip: zip.NewWriter(out), title: title, header: header}
}

// Row implements Table.
func (w *Workbook) Row(cells ...any) error {
	if w.sheet == nil || w.rows == maxSheetRows {
		if err := w.begin(); err != nil {
			return fmt.Errorf("writing XLSX: %w", err)
		}
	}
	return w.row(cells, styleText)
}

// Flush implements Table.
func (w *Workbook) Flush() error {
	if w.sheet == nil {
		if err := w.begin(); err != nil {
			return fmt.Errorf("writing XLSX: %w", err)
		}
	}
	err := w.end()
	for _, part := range w.parts() {
		if err == nil {
			err = w.part(part.name, part.text)
		}
	}
	if err == nil {
		err = w.zip.Close()
	}
	if err != nil {
		return fmt.Errorf("writing XLSX: %w", err)
	}
	return nil
}

// begin starts a sheet, after it has ended the one before.
func (w *Workbook) begin() error {
	if w.sheet != nil {
		if err := w.end(); err != nil {
			return err
		}
	}
	w.sheets++
	w.rows = 0
	out, err := w.zip.Create(fmt.Sprintf("xl/worksheets/sheet%d.xml", w.sheets))
	if err != nil {
		return err
	}
	w.sheet = bufio.NewWriterSize(out, 1<<16)
	if _, err := w.sheet.WriteString(sheetStart); err != nil {
		return err
	}
	header := make([]any, len(w.header))
	for i, title := range w.header {
		header[i] = title
	}
	return w.row(header, styleHeader)
}

func (w *Workbook) end() error {
	_, err := w.sheet.WriteString(sheetEnd)
	if err != nil {
		return err
	}
	return w.sheet.Flush()
}

func (w *Workbook) part(name, text string) error {
	out, err := w.zip.Create(name)
	if err == nil {
		_, err = io.WriteString(out, text)
	}
	return err
}

// row writes a row, with a style for its texts. The Writer keeps an error until
// it is flushed.
func (w *Workbook) row(cells []any, style int) error {
	w.rows++
	number := strconv.Itoa(w.rows)
	_, _ = w.sheet.WriteString(`<row r="` + number + `">`)
	for i, cell := range cells {
		place := columnName(i) + number
		switch cell := cell.(type) {
		case nil:
		case bool:
			fmt.Fprintf(w.sheet, `<c r="%s" t="b"><v>%d</v></c>`, place, map[bool]int{true: 1}[cell])
		case int64:
			w.number(place, strconv.FormatInt(cell, 10), styleNone)
		case decimal.Decimal:
			w.decimal(place, cell)
		default:
			w.text(place, textOf(cell), style)
		}
	}
	_, err := w.sheet.WriteString(`</row>`)
	return err
}

func (w *Workbook) decimal(place string, d decimal.Decimal) {
	switch {
	case d.NumDigits() > maxPrecision:
		w.text(place, textOf(d), styleText)
	case places(d) == 2:
		w.number(place, d.String(), styleCents)
	default:
		w.number(place, d.String(), styleNone)
	}
}

func (w *Workbook) number(place, digits string, style int) {
	fmt.Fprintf(w.sheet, `<c r="%s" s="%d"><v>%s</v></c>`, place, style, digits)
}

func (w *Workbook) text(place, text string, style int) {
	fmt.Fprintf(w.sheet, `<c r="%s" s="%d" t="inlineStr"><is><t xml:space="preserve">`, place, style)
	_ = xml.EscapeText(w.sheet, []byte(literal(text)))
	_, _ = w.sheet.WriteString(`</t></is></c>`)
}

// escape is what the format takes for a character: _x0041_ for an A.
var escape = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// literal is a text that stands for itself. Cells can't hold longer ones than
// maxCellText.
func literal(text string) string {
	if len(text) > maxCellText {
		text = string([]rune(text)[:min(len([]rune(text)), maxCellText)])
	}
	return escape.ReplaceAllString(text, "_x005F$0")
}

// columnName is A for 0, Z for 25, AA for 26.
func columnName(column int) string {
	name := string(rune('A' + column%26))
	if column < 26 {
		return name
	}
	return columnName(column/26-1) + name
}
