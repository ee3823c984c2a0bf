package labelpdf

import (
	"strings"
	"sync"
	"unicode"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// mmPerPoint converts type sizes, which are in points, to millimeters.
const mmPerPoint = 25.4 / 72

// maxRune is the last character that fpdf can set.
const maxRune = '\uffff'

// missing stands for a character that the typeface does not have.
const missing = '□'

// face is a typeface as far as setting a line of text needs it.
type face struct {
	style    string // as fpdf names it
	ttf      []byte
	advances map[rune]float64 // width of a character in ems
}

// Liberation Sans has the Latin, Greek and Cyrillic characters and the symbols
// that shops use.
var (
	regular = sync.OnceValue(func() *face { return newFace("", liberationsansregular.TTF) })
	bold    = sync.OnceValue(func() *face { return newFace("B", liberationsansbold.TTF) })
)

func newFace(style string, ttf []byte) *face {
	font, err := sfnt.Parse(ttf)
	if err != nil {
		panic(err) // the font is compiled in
	}
	const em = fixed.Int26_6(1000 << 6)
	f := &face{style: style, ttf: ttf, advances: map[rune]float64{}}
	var buf sfnt.Buffer
	for r := ' '; r <= maxRune; r++ {
		glyph, err := font.GlyphIndex(&buf, r)
		if err != nil || glyph == 0 {
			continue
		}
		advance, err := font.GlyphAdvance(&buf, glyph, em, 0)
		if err == nil {
			f.advances[r] = float64(advance) / float64(em)
		}
	}
	return f
}

// width returns the width of a clean text in millimeters at a size in points.
func (f *face) width(text string, size float64) float64 {
	ems := 0.0
	for _, r := range text {
		ems += f.advances[r]
	}
	return ems * size * mmPerPoint
}

// clean makes a text printable: white space and control characters become single
// blanks, letters and their accents are joined, and a character that the
// typeface lacks is replaced by its plain form or by a box.
func (f *face) clean(text string) string {
	var b strings.Builder
	for i, word := range strings.FieldsFunc(norm.NFC.String(text), isBlank) {
		if i > 0 {
			b.WriteByte(' ')
		}
		for _, r := range word {
			b.WriteString(f.printable(r))
		}
	}
	return b.String()
}

func (f *face) printable(r rune) string {
	if unicode.In(r, unicode.Mn, unicode.Cf) {
		return ""
	}
	if _, ok := f.advances[r]; ok {
		return string(r)
	}
	for _, plain := range norm.NFKD.String(string(r)) {
		if _, ok := f.advances[plain]; ok {
			return string(plain)
		}
	}
	return string(missing)
}

func isBlank(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }
