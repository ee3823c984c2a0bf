package labelpdf

import (
	"bytes"
	"image"
	"image/color"
	"iter"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/ledongthuc/pdf"
)

// pixelsPerMM is the resolution at which tests look at bars: 203 dpi.
const pixelsPerMM = 8

// printed is what a reader finds on one label, in millimeters from the label's
// upper left corner.
type printed struct {
	texts []printedText
	bars  []printedBar
}

type printedText struct {
	x, y, size float64 // left end of the baseline; size in points
	bold       bool
	text       string
}

type printedBar struct{ left, top, right, bottom float64 }

// width returns the printed width of the text.
func (p printedText) width() float64 {
	if p.bold {
		return bold().width(p.text, p.size)
	}
	return regular().width(p.text, p.size)
}

// strings returns the texts in the order in which they were drawn.
func (p printed) strings() []string {
	var all []string
	for _, t := range p.texts {
		all = append(all, t.text)
	}
	return all
}

// picture returns the bars as a printer would set them, dot by dot.
func (p printed) picture(layout Layout) image.Image {
	img := image.NewGray(image.Rect(0, 0, dots(layout.Width), dots(layout.Height)))
	for i := range img.Pix {
		img.Pix[i] = 0xff
	}
	for _, b := range p.bars {
		for y := dots(b.top); y < dots(b.bottom); y++ {
			for x := dots(b.left); x < dots(b.right); x++ {
				img.SetGray(x, y, color.Gray{})
			}
		}
	}
	return img
}

func dots(mm float64) int { return int(mm*pixelsPerMM + 0.5) }

// each turns labels into the sequence that Render takes.
func each(labels ...Label) iter.Seq2[Label, error] {
	return func(yield func(Label, error) bool) {
		for _, l := range labels {
			if !yield(l, nil) {
				return
			}
		}
	}
}

// render renders the labels and reads them back, in the order of printing.
func render(t *testing.T, layout Layout, labels ...Label) []printed {
	t.Helper()
	var out bytes.Buffer
	n, err := Render(&out, layout, 0, each(labels...))
	if err != nil {
		t.Fatalf("Render: %v", err)
	}
	return read(t, layout, out.Bytes())[:n]
}

// renderOne renders one label and reads it back.
func renderOne(t *testing.T, layout Layout, label Label) printed {
	t.Helper()
	label.Quantity = 1
	return render(t, layout, label)[0]
}

// read returns every place for a label of every page.
func read(t *testing.T, layout Layout, doc []byte) []printed {
	t.Helper()
	reader, err := pdf.NewReader(bytes.NewReader(doc), int64(len(doc)))
	if err != nil {
		t.Fatalf("reading the PDF: %v", err)
	}
	var all []printed
	for n := range reader.NumPage() {
		all = append(all, readPage(layout, reader.Page(n+1))...)
	}
	return all
}

func readPage(layout Layout, page pdf.Page) []printed {
	places := make([]printed, layout.PerPage())
	// at finds the label around a point, and its corner.
	at := func(x, y float64) (*printed, float64, float64) {
		column := int((x - layout.Left) / layout.PitchX)
		row := int((y - layout.Top) / layout.PitchY)
		return &places[row*layout.Columns+column],
			layout.Left + float64(column)*layout.PitchX,
			layout.Top + float64(row)*layout.PitchY
	}
	fromTop := func(points float64) float64 { return layout.PageHeight - points*mmPerPoint }

	var scale, dx, dy float64 // of the path under construction
	var text printedText
	pdf.Interpret(page.V.Key("Contents"), func(stack *pdf.Stack, op string) {
		var args []pdf.Value
		for stack.Len() > 0 {
			args = append(args, stack.Pop())
		}
		slices.Reverse(args)
		arg := func(i int) float64 { return args[i].Float64() }
		switch op {
		case "cm":
			scale, dx, dy = arg(0), arg(4), arg(5)
		case "re":
			left, bottom := dx+scale*arg(0), dy+scale*arg(1)
			right, top := left+scale*arg(2), bottom+scale*arg(3)
			place, x, y := at(left*mmPerPoint, fromTop(top))
			place.bars = append(place.bars, printedBar{
				left*mmPerPoint - x, fromTop(top) - y, right*mmPerPoint - x, fromTop(bottom) - y,
			})
		case "Tf":
			text.bold = strings.HasSuffix(page.Font(args[0].Name()).BaseFont(), "B")
			text.size = arg(1)
		case "Td":
			text.x, text.y = arg(0)*mmPerPoint, fromTop(arg(1))
		case "Tj":
			place, x, y := at(text.x, text.y)
			found := text
			found.x -= x
			found.y -= y
			found.text = fromUTF16(args[0].RawString())
			place.texts = append(place.texts, found)
		}
	})
	return places
}

// fromUTF16 decodes a string as fpdf writes it: big-endian UTF-16.
func fromUTF16(raw string) string {
	var units []uint16
	for i := 0; i+1 < len(raw); i += 2 {
		units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
	}
	return string(utf16.Decode(units))
}
