package packsize

import (
	"cmp"
	"encoding/json"
	"fmt"

	"github.com/shopspring/decimal"
)

// Result is what a description says about its product's packing.
type Result struct {
	// Count is how many pieces are sold together; 0 when no count is stated.
	Count int
	// Size is what one piece measures, in Unit; 0 when no size is stated.
	Size decimal.Decimal
	// Unit is the unit of Size; Piece when only a count is stated, NoUnit when
	// nothing is.
	Unit Unit
}

// Equal reports whether two results say the same, whatever the scale of their
// sizes.
func (r Result) Equal(other Result) bool {
	return r.Count == other.Count && r.Unit == other.Unit && r.Size.Equal(other.Size)
}

// String writes the result as a shelf label does: "6 × 330 ml", "1.5 l",
// "pack of 12"; empty when nothing is stated. Parse reads it back as the same
// result.
func (r Result) String() string {
	switch {
	case r.Size.IsZero() && r.Count == 0:
		return ""
	case r.Size.IsZero():
		return fmt.Sprintf("pack of %d", r.Count)
	case r.Count == 0:
		return r.sizeText()
	case r.Unit.isLength():
		return fmt.Sprintf("pack of %d, %s", r.Count, r.sizeText())
	}
	return fmt.Sprintf("%d × %s", r.Count, r.sizeText())
}

// MarshalJSON writes the result with a text; what is not stated is left out.
func (r Result) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Count int             `json:"count,omitzero"`
		Size  decimal.Decimal `json:"size,omitzero"`
		Unit  Unit            `json:"unit,omitzero"`
		Text  string          `json:"text"`
	}{r.Count, r.Size, r.Unit, cmp.Or(r.String(), "nothing is stated")})
}

// sizeText prefers the large unit for large sizes: liters, kilograms, meters.
func (r Result) sizeText() string {
	size, unit := r.Size, string(r.Unit)
	switch {
	case r.Unit == Milliliter && size.Cmp(thousand) >= 0:
		size, unit = size.Shift(-3), "l"
	case r.Unit == Gram && size.Cmp(thousand) >= 0:
		size, unit = size.Shift(-3), "kg"
	case r.Unit == Centimeter && size.Cmp(hundred) >= 0 && size.Mod(hundred).IsZero():
		size, unit = size.Shift(-2), "m"
	}
	return size.String() + " " + unit
}

var (
	hundred  = decimal.NewFromInt(100)
	thousand = decimal.NewFromInt(1000)
)
