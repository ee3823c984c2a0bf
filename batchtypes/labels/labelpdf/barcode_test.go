package labelpdf

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"
)

// scan decodes the printed barcode as a scanner set to a format would. Of GS1-128
// it says so by the prefix "]C1", as scanners do.
func scan(t *testing.T, layout Layout, label printed, format gozxing.BarcodeFormat, gs1 bool) string {
	t.Helper()
	bitmap, err := gozxing.NewBinaryBitmapFromImage(label.picture(layout))
	if err != nil {
		t.Fatalf("preparing the picture: %v", err)
	}
	var reader gozxing.Reader
	switch format {
	case gozxing.BarcodeFormat_EAN_13:
		reader = oned.NewEAN13Reader()
	case gozxing.BarcodeFormat_EAN_8:
		reader = oned.NewEAN8Reader()
	default:
		reader = oned.NewCode128Reader()
	}
	hints := map[gozxing.DecodeHintType]any{}
	if gs1 {
		hints[gozxing.DecodeHintType_ASSUME_GS1] = true
	}
	result, err := reader.Decode(bitmap, hints)
	if err != nil {
		t.Errorf("no %v can be read", format)
		return ""
	}
	return result.GetText()
}

func TestBarcodeSaysTheCode(t *testing.T) {
	t.Parallel()
	const (
		ean13   = gozxing.BarcodeFormat_EAN_13
		ean8    = gozxing.BarcodeFormat_EAN_8
		code128 = gozxing.BarcodeFormat_CODE_128
	)
	tests := map[string]struct {
		code   string
		gtin   bool
		format gozxing.BarcodeFormat
		text   string
		human  string
	}{
		"GTIN-13":                   {"4006381333931", true, ean13, "4006381333931", "4 006381 333931"},
		"GTIN-13, all zeros":        {"0000000000000", true, ean13, "0000000000000", "0 000000 000000"},
		"GTIN-12":                   {"036000291452", true, ean13, "0036000291452", "0 036000 291452"},
		"GTIN-8":                    {"96385074", true, ean8, "96385074", "9638 5074"},
		"GTIN-14":                   {"10012345678902", true, code128, "]C10110012345678902", "(01) 10012345678902"},
		"GTIN-14 of a GTIN-13":      {"04006381333931", true, ean13, "4006381333931", "4 006381 333931"},
		"wrong check digit":         {"4006381333932", true, code128, "4006381333932", "4006381333932"},
		"wrong length":              {"400638133393", true, code128, "400638133393", "400638133393"},
		"not meant as a GTIN":       {"96385074", false, code128, "96385074", "96385074"},
		"letters":                   {"85123A", false, code128, "85123A", "85123A"},
		"lower case":                {"15056bL", false, code128, "15056bL", "15056bL"},
		"leading zeros":             {"000123", false, code128, "000123", "000123"},
		"blanks":                    {" 00 a  B7 ", false, code128, " 00 a  B7 ", " 00 a  B7 "},
		"underscores":               {"gift_0001_40", false, code128, "gift_0001_40", "gift_0001_40"},
		"one character":             {"D", false, code128, "D", "D"},
		"odd digits between others": {"A12345B", false, code128, "A12345B", "A12345B"},
	}
	for name, test := range tests {
		for _, layout := range Layouts {
			t.Run(name+"/"+layout.Key, func(t *testing.T) {
				t.Parallel()
				label := renderOne(t, layout, Label{Code: test.code, GTIN: test.gtin})
				gs1 := strings.HasPrefix(test.text, "]C1")
				if text := scan(t, layout, label, test.format, gs1); text != test.text {
					t.Errorf("scanned %q, want %q", text, test.text)
				}
				if human := strings.Join(label.strings(), " "); human != test.human {
					t.Errorf("below the bars is %q, want %q", human, test.human)
				}
			})
		}
	}
}

func TestCode128HoldsEveryPrintableCharacter(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	var codes []string
	for r := ' '; r <= '~'; r++ {
		codes = append(codes, string(r), "7"+string(r)+"42")
	}
	for range 200 {
		code := make([]byte, 1+random.IntN(12))
		for i := range code {
			code[i] = byte(' ' + random.IntN('~'-' '+1))
		}
		codes = append(codes, string(code))
	}
	layout := Layouts[0]
	labels := make([]Label, len(codes))
	for i, code := range codes {
		labels[i] = Label{Code: code, Quantity: 1}
	}
	for i, label := range render(t, layout, labels...) {
		text := scan(t, layout, label, gozxing.BarcodeFormat_CODE_128, false)
		if text != codes[i] {
			t.Errorf("%q scans as %q", codes[i], text)
		}
	}
}

func TestBarsKeepToTheRules(t *testing.T) {
	t.Parallel()
	tests := []struct {
		code      string
		gtin      bool
		minModule float64
		quiet     [2]float64 // modules before and after
	}{
		{"4006381333931", true, 0.264, [2]float64{11, 7}},
		{"96385074", true, 0.264, [2]float64{7, 7}},
		{"10012345678902", true, 0.25, [2]float64{10, 10}},
		{"85123A", false, 0.25, [2]float64{10, 10}},
		{"gift_0001_40", false, 0.25, [2]float64{10, 10}},
	}
	const exact = 0.001 // millimeters
	for _, layout := range Layouts {
		for _, test := range tests {
			bars := renderOne(t, layout, Label{Code: test.code, GTIN: test.gtin}).bars
			first, last := bars[0], bars[len(bars)-1]
			module := math.Inf(1)
			for _, b := range bars {
				module = min(module, b.right-b.left)
			}
			if module < test.minModule-exact || module > maxModule+exact {
				t.Errorf("%s %s: the module is %.3f mm", layout.Key, test.code, module)
			}
			if first.left < test.quiet[0]*module-exact || layout.Width-last.right < test.quiet[1]*module-exact {
				t.Errorf("%s %s: a quiet zone is too small: %.2f and %.2f mm", layout.Key, test.code, first.left, layout.Width-last.right)
			}
			if height := first.bottom - first.top; height < 10 || last.bottom > layout.Height {
				t.Errorf("%s %s: the bars are %.1f mm high and end at %.1f mm", layout.Key, test.code, height, last.bottom)
			}
			for _, b := range bars {
				for _, edge := range []float64{b.left, b.right} {
					modules := (edge - first.left) / module
					if math.Abs(modules-math.Round(modules)) > 0.01 {
						t.Errorf("%s %s: an edge lies at %.3f modules", layout.Key, test.code, modules)
					}
					if layout.Dot > 0 && math.Abs(edge-layout.inDots(edge)) > exact {
						t.Errorf("%s %s: an edge lies between dots, at %.4f mm", layout.Key, test.code, edge)
					}
				}
			}
		}
	}
}

func TestCodesThatNoScannerReadsAreText(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ code, text string }{
		"none":              {"", ""},
		"too wide":          {"THIS-IS-A-VERY-LONG-CODE-OF-A-SHOP", "THIS-IS-A-VERY-LONG-CODE-OF-A-SHOP"},
		"over 80 long":      {strings.Repeat("7", 81), strings.Repeat("7", 81)},
		"beyond ASCII":      {"Größe 7", "Größe 7"},
		"function codes":    {"ñóôò", "ñóôò"}, // what the encoder takes for FNC1 to FNC4
		"control character": {"A\tB", "A B"},
	}
	for name, test := range tests {
		for _, layout := range Layouts {
			t.Run(name+"/"+layout.Key, func(t *testing.T) {
				t.Parallel()
				label := renderOne(t, layout, Label{Code: test.code})
				if len(label.bars) > 0 {
					t.Error("there are bars")
				}
				if text := strings.Join(label.strings(), ""); text != test.text {
					t.Errorf("printed %q, want %q", text, test.text)
				}
			})
		}
	}
}
