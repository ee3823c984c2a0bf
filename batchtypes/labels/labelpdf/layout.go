package labelpdf

import "math"

// Layout says where labels lie on a page. Lengths are in millimeters.
type Layout struct {
	Key   string // stable name for parameters: "sheet_3x8"
	Title string // for people

	PageWidth, PageHeight float64
	Columns, Rows         int     // labels on a page
	Left, Top             float64 // page edge to the first label
	PitchX, PitchY        float64 // from one label to the next
	Width, Height         float64 // of a label
	Padding               float64 // kept free inside a label, as feeding and cutting are not exact

	// Dot is the size of the printer's dot. Bars are a whole number of dots wide,
	// so that none is rounded wider or thinner than its neighbor. 0 means that the
	// dots are fine enough not to matter.
	Dot float64
}

// Layouts lists the layouts, the usual one first.
var Layouts = []Layout{
	{
		Key:        "sheet_3x8",
		Title:      "A4 sheet, 3 × 8 labels of 63.5 × 33.9 mm",
		PageWidth:  210,
		PageHeight: 297,
		Columns:    3,
		Rows:       8,
		Left:       7.21,
		Top:        12.9,
		PitchX:     66.04,
		PitchY:     33.9,
		Width:      63.5,
		Height:     33.9,
		Padding:    3,
	},
	{
		Key:        "roll_57x32",
		Title:      "Roll, one label of 57 × 32 mm a page",
		PageWidth:  57,
		PageHeight: 32,
		Columns:    1,
		Rows:       1,
		PitchX:     57,
		PitchY:     32,
		Width:      57,
		Height:     32,
		Padding:    2,
		Dot:        0.125, // what is sold as 203 dpi
	},
}

// LayoutByKey returns the layout with this key, and whether there is one.
func LayoutByKey(key string) (Layout, bool) {
	for _, l := range Layouts {
		if l.Key == key {
			return l, true
		}
	}
	return Layout{}, false
}

// Pages returns how many pages so many labels take, if so many places of the first
// one are left blank.
func (l Layout) Pages(blank int, labels int64) int64 {
	if labels == 0 {
		return 0
	}
	perPage := int64(l.PerPage())
	return (int64(blank) + labels + perPage - 1) / perPage
}

// PerPage returns how many labels a page has.
func (l Layout) PerPage() int { return l.Columns * l.Rows }

// barcode returns the symbol of a code and the width of its module on this
// layout, false if there is none that can be scanned.
func (l Layout) barcode(code string, gtin bool) (symbol, float64, bool) {
	s, ok := encode(code, gtin)
	if !ok {
		return symbol{}, 0, false
	}
	module, ok := s.module(l.innerWidth(), l.Dot)
	return s, module, ok
}

func (l Layout) innerWidth() float64  { return l.Width - 2*l.Padding }
func (l Layout) innerHeight() float64 { return l.Height - 2*l.Padding }

// inDots rounds a length to whole dots.
func (l Layout) inDots(length float64) float64 {
	if l.Dot == 0 {
		return length
	}
	return math.Round(length/l.Dot) * l.Dot
}

// origin returns the upper left corner of the drawing area of the label at this
// place on its page, counted from 0 along the rows.
func (l Layout) origin(place int) (x, y float64) {
	x = l.Left + float64(place%l.Columns)*l.PitchX + l.Padding
	y = l.Top + float64(place/l.Columns)*l.PitchY + l.Padding
	return x, y
}
