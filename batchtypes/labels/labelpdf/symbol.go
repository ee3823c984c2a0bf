package labelpdf

import (
	"image/color"
	"math"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/code128"
	"github.com/boombuler/barcode/ean"

	"github.com/sluicehq/sluice/model"
)

// Widths of a module, the narrowest bar, in millimeters.
const (
	// An EAN symbol may be 80 to 200 % of its nominal size, whose module is
	// 0.330 mm (GS1 General Specifications, section 5.2; ISO/IEC 15420).
	minModuleEAN = 0.264
	// ISO/IEC 15417 leaves the module of Code 128 to the application. This is what
	// ordinary scanners still read, and two dots of a 203 dpi printer.
	minModule128 = 0.25
	// Three dots of a 203 dpi printer; larger is no easier to scan by hand.
	maxModule = 0.375
)

// symbol is a barcode, measured in modules from its first bar.
type symbol struct {
	bars       []span
	width      int
	quietLeft  int // kept blank before the first bar and after the last
	quietRight int
	minModule  float64 // millimeters
	guards     []span  // bars in these reach down between the digits
	text       []caption
}

// span is a run of modules: from is in, to is not.
type span struct{ from, to int }

// caption is a piece of the human-readable line, centered on a module.
type caption struct {
	center float64
	text   string
}

// encode returns the symbol of a code, false if there is none: for an empty
// code, a code with characters outside printable ASCII, or one over 80 long.
func encode(code string, gtin bool) (symbol, bool) {
	if gtin && model.IsGTIN(code) {
		switch {
		case len(code) == 8:
			return encodeEAN8(code)
		case len(code) == 12:
			return encodeEAN13("0" + code)
		case len(code) == 13:
			return encodeEAN13(code)
		case code[0] == '0':
			return encodeEAN13(code[1:])
		default:
			return encode128(string(code128.FNC1)+"01"+code, "(01) "+code)
		}
	}
	for i := range len(code) {
		if code[i] < ' ' || code[i] > '~' {
			return symbol{}, false
		}
	}
	return encode128(code, code)
}

func encodeEAN8(code string) (symbol, bool) {
	s, ok := symbolOf(ean.Encode(code))
	s.quietLeft, s.quietRight = 7, 7
	s.minModule = minModuleEAN
	s.guards = []span{{0, 3}, {31, 36}, {64, 67}}
	s.text = []caption{{17, code[:4]}, {50, code[4:]}}
	return s, ok
}

func encodeEAN13(code string) (symbol, bool) {
	s, ok := symbolOf(ean.Encode(code))
	s.quietLeft, s.quietRight = 11, 7
	s.minModule = minModuleEAN
	s.guards = []span{{0, 3}, {45, 50}, {92, 95}}
	s.text = []caption{{-6, code[:1]}, {24, code[1:7]}, {71, code[7:]}}
	return s, ok
}

func encode128(content, text string) (symbol, bool) {
	s, ok := symbolOf(code128.Encode(content))
	s.quietLeft, s.quietRight = 10, 10
	s.minModule = minModule128
	s.text = []caption{{float64(s.width) / 2, text}}
	return s, ok
}

// symbolOf reads the bars off an encoder's picture, which is one pixel a module.
func symbolOf(code barcode.Barcode, err error) (symbol, bool) {
	if err != nil {
		return symbol{}, false
	}
	s := symbol{width: code.Bounds().Dx()}
	for i := range s.width {
		if code.At(i, 0) != color.Black {
			continue
		}
		if n := len(s.bars); n > 0 && s.bars[n-1].to == i {
			s.bars[n-1].to++
		} else {
			s.bars = append(s.bars, span{i, i + 1})
		}
	}
	return s, true
}

// module returns the width of a module, in millimeters, at which the symbol and
// its quiet zones fill up to the given width, false if bars would be too thin.
// With a dot it is a whole number of dots.
func (s symbol) module(width, dot float64) (float64, bool) {
	m := min(width/float64(s.quietLeft+s.width+s.quietRight), maxModule)
	if dot > 0 {
		m = math.Floor(m/dot+1e-9) * dot
	}
	return m, m >= s.minModule
}

// isGuard reports whether a bar is part of a guard pattern.
func (s symbol) isGuard(bar span) bool {
	for _, g := range s.guards {
		if g.from <= bar.from && bar.to <= g.to {
			return true
		}
	}
	return false
}
