package spreadsheet

import (
	"fmt"

	"github.com/shopspring/decimal"
)

// Table takes the rows of a table one after the other, and keeps none of them.
type Table interface {
	// Row writes a row. A cell is a string, int64, decimal.Decimal or bool, or nil
	// if it is empty.
	Row(cells ...any) error

	// Flush ends the table. Call it once.
	Flush() error
}

// textOf is a cell as text: "" for an empty one, decimals with all the places
// that they have.
func textOf(cell any) string {
	switch cell := cell.(type) {
	case nil:
		return ""
	case decimal.Decimal:
		return cell.StringFixed(places(cell))
	default:
		return fmt.Sprint(cell)
	}
}

func places(d decimal.Decimal) int32 { return max(0, -d.Exponent()) }
