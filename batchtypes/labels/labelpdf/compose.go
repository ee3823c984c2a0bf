package labelpdf

// Sizes of type, in points, from what looks best down to what can still be read.
var (
	nameSizes  = []float64{10, 9, 8, 7, 6.5}
	sizeSizes  = []float64{8, 7}
	priceSizes = []float64{26, 24, 22, 20, 18, 16, 14, 12, 10, 9}
	codeSizes  = []float64{10, 8, 7}
	humanSize  = 8.0 // of the human-readable line below a barcode
)

// Lengths in millimeters.
const (
	headHeight = 12.0 // name, size and price share the upper part of a label
	gap        = 1.5  // between neighbors
	humanGap   = 0.5  // between the bars and the human-readable line
)

// capHeight is the height of capitals and digits of the typeface, and xHeight
// the room below the baseline that its letters need, in type sizes.
const (
	capHeight = 0.72
	descent   = 0.22
)

// composed is a label ready to be drawn, measured in millimeters from the upper
// left corner of its drawing area.
type composed struct {
	lines []line
	bars  *bars
}

// line is a line of text; x and y are the left end of its baseline.
type line struct {
	face *face
	size float64
	x, y float64
	text string
}

// bars is a barcode. Its guards reach down below the other bars.
type bars struct {
	symbol        symbol
	module        float64
	x, y          float64 // upper left corner of the first bar
	height, guard float64
}

// compose lays a label out: the name and below it the size at the left, the
// price in large type at the right, the barcode below them.
func (l Layout) compose(label Label) composed {
	var c composed
	width := l.innerWidth()

	nameWidth := width
	if price := bold().fit(label.Price, priceSizes, width/2, 0); len(price.lines) > 0 {
		priceWidth := bold().width(price.lines[0], price.size)
		c.add(bold(), price, width-priceWidth, 0)
		nameWidth -= priceWidth + gap
	}

	nameHeight := headHeight
	size := regular().fit(label.Size, sizeSizes, nameWidth, 0)
	if len(size.lines) > 0 {
		nameHeight -= size.height() + gap/2
	}
	name := bold().fit(label.Name, nameSizes, nameWidth, nameHeight)
	c.add(bold(), name, 0, 0)
	c.add(regular(), size, 0, name.height()+gap/2)

	c.addCode(l, label)
	return c
}

// add puts a paragraph with the tops of its capitals at y.
func (c *composed) add(f *face, p paragraph, x, y float64) {
	y += capHeight * p.size * mmPerPoint
	for _, text := range p.lines {
		c.lines = append(c.lines, line{face: f, size: p.size, x: x, y: y, text: text})
		y += leading * p.size * mmPerPoint
	}
}

// addCode puts the barcode below the head, or the code alone as text.
func (c *composed) addCode(l Layout, label Label) {
	top := headHeight + gap
	height := l.innerHeight() - top
	if s, module, ok := l.barcode(label.Code, label.GTIN); ok {
		c.addBars(l, s, module, top, height)
		return
	}
	c.add(regular(), regular().fit(label.Code, codeSizes, l.innerWidth(), height), 0, top)
}

// addBars centers a symbol, quiet zones included, and its human-readable line.
func (c *composed) addBars(l Layout, s symbol, module, top, height float64) {
	human := (capHeight+descent)*humanSize*mmPerPoint + humanGap
	whole := float64(s.quietLeft+s.width+s.quietRight) * module
	b := &bars{
		symbol: s,
		module: module,
		x:      l.inDots((l.innerWidth()-whole)/2 + float64(s.quietLeft)*module),
		y:      top,
		height: height - human,
		guard:  human / 2,
	}
	c.bars = b
	for _, t := range s.text {
		textWidth := regular().width(t.text, humanSize)
		c.lines = append(c.lines, line{
			face: regular(),
			size: humanSize,
			x:    b.x + t.center*module - textWidth/2,
			y:    top + height - descent*humanSize*mmPerPoint,
			text: t.text,
		})
	}
}
