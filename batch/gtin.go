package batch

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// gtinLengths are the lengths of GTINs: EAN-8, UPC, EAN-13, ITF-14.
var gtinLengths = []int{8, 12, 13, 14}

// isGTIN reports whether a code looks like a GTIN.
func isGTIN(code string) bool {
	return slices.Contains(gtinLengths, len(code)) && strings.Trim(code, "0123456789") == ""
}

// gtins are the ways in which a catalog may write a GTIN that was scanned: a
// scanner reads a UPC as an EAN-13 that begins with 0. Others stay as they are.
func gtins(code string) []string {
	if !isGTIN(code) {
		return []string{code}
	}
	core := strings.TrimLeft(code, "0")
	var all []string
	for _, length := range gtinLengths {
		if zeros := length - len(core); zeros >= 0 {
			all = append(all, strings.Repeat("0", zeros)+core)
		}
	}
	return all
}

// plus adds to the value of a cell; an empty one counts as 0.
func plus(value any, n int64) any {
	switch v := value.(type) {
	case int64:
		return v + n
	case decimal.Decimal:
		return v.Add(decimal.NewFromInt(n))
	}
	return n
}
