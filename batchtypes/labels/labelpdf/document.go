package labelpdf

import (
	"fmt"
	"strings"

	"github.com/go-pdf/fpdf"
)

// fontFamily is the name of the typeface inside the document.
const fontFamily = "LiberationSans"

// document is a PDF under construction.
type document struct {
	pdf    *fpdf.Fpdf
	layout Layout
	blank  int // places left blank on the first page
	count  int // labels drawn
}

func newDocument(layout Layout, blank int) *document {
	pdf := fpdf.NewCustom(&fpdf.InitType{
		UnitStr: "mm",
		Size:    fpdf.SizeType{Wd: layout.PageWidth, Ht: layout.PageHeight},
	})
	// A compressor needs a megabyte; a page of one label is not worth that.
	pdf.SetCompression(layout.PerPage() > 1)
	pdf.SetMargins(0, 0, 0)
	pdf.SetAutoPageBreak(false, 0)
	for _, f := range []*face{regular(), bold()} {
		pdf.AddUTF8FontFromBytes(fontFamily, f.style, f.ttf)
	}
	pdf.SetTitle("Labels", true)
	pdf.SetCreator("Sluice", true)
	return &document{pdf: pdf, layout: layout, blank: blank}
}

// add draws a label at the next free place.
func (d *document) add(c composed) {
	place := (d.blank + d.count) % d.layout.PerPage()
	if place == 0 || d.count == 0 {
		d.pdf.AddPage()
	}
	d.count++
	x, y := d.layout.origin(place)
	for _, l := range c.lines {
		d.pdf.SetFont(fontFamily, l.face.style, l.size)
		d.pdf.Text(x+l.x, y+l.y, l.text)
	}
	if c.bars != nil {
		d.drawBars(*c.bars, x, y)
	}
}

// drawBars draws a barcode as one filled path of rectangles, measured in modules
// from the bars' lower left corner: exact at any resolution, and small.
func (d *document) drawBars(b bars, x, y float64) {
	var path strings.Builder
	fmt.Fprintf(&path, "q %.6f 0 0 %.6f %.4f %.4f cm",
		b.module/mmPerPoint,
		b.module/mmPerPoint,
		(x+b.x)/mmPerPoint,
		(d.layout.PageHeight-y-b.y-b.height)/mmPerPoint)
	height := b.height / b.module
	for _, bar := range b.symbol.bars {
		low := 0.0
		if b.symbol.isGuard(bar) {
			low = -b.guard / b.module
		}
		fmt.Fprintf(&path, " %d %.1f %d %.1f re", bar.from, low, bar.to-bar.from, height-low)
	}
	path.WriteString(" f Q")
	d.pdf.RawWriteStr(path.String())
}
