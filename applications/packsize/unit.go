package packsize

import "github.com/shopspring/decimal"

// Unit is the canonical unit of a size. Every quantity has one metric unit, so
// that equal sizes compare equal however they were spelled: 70 CL and 700 ml.
// Customary units stay as stated: they are not converted to metric ones.
type Unit string

// The units of a Result.
const (
	NoUnit     Unit = ""
	Piece      Unit = "piece" // there is a count and no size
	Milliliter Unit = "ml"
	Gram       Unit = "g"
	Centimeter Unit = "cm"
	Inch       Unit = "in"
	Ounce      Unit = "oz"
	FluidOunce Unit = "fl oz" // British and American ones differ, so it isn't converted
	Pint       Unit = "pint"  // as FluidOunce
)

// isLength tells lengths, which multiply to dimensions, from volumes and
// weights, which multiply to packs.
func (u Unit) isLength() bool { return u == Centimeter || u == Inch }

// spelling is what one of a unit's spellings stands for: that many of the
// canonical unit.
type spelling struct {
	unit   Unit
	factor decimal.Decimal
}

// spellings holds every spelling of a unit that is one word.
var spellings = readSpellings()

//nolint:misspell // descriptions are British as well as American
func readSpellings() map[string]spelling {
	all := map[string]spelling{}
	for _, s := range []struct {
		unit   Unit
		factor string
		words  []string
	}{
		{Milliliter, "1", []string{"ml", "mls", "millilitre", "millilitres", "milliliter", "milliliters"}},
		{Milliliter, "10", []string{"cl", "centilitre", "centilitres", "centiliter", "centiliters"}},
		{Milliliter, "100", []string{"dl", "decilitre", "decilitres", "deciliter", "deciliters"}},
		{Milliliter, "1000", []string{"l", "lt", "ltr", "ltrs", "litre", "litres", "liter", "liters"}},
		{Gram, "0.001", []string{"mg", "milligram", "milligrams"}},
		{Gram, "1", []string{"g", "gm", "gms", "gr", "gram", "grams", "gramme", "grammes"}},
		{Gram, "1000", []string{"kg", "kgs", "kilo", "kilos", "kilogram", "kilograms"}},
		{Centimeter, "0.1", []string{"mm", "mms", "millimetre", "millimetres", "millimeter", "millimeters"}},
		{Centimeter, "1", []string{"cm", "cms", "centimetre", "centimetres", "centimeter", "centimeters"}},
		{Centimeter, "100", []string{"m", "mtr", "mtrs", "metre", "metres", "meter", "meters"}},
		{Inch, "1", []string{"in", "ins", "inch", "inches"}},
		{Inch, "12", []string{"ft", "foot", "feet"}},
		{Inch, "36", []string{"yd", "yds", "yard", "yards"}},
		{Ounce, "1", []string{"oz", "ozs", "ounce", "ounces"}},
		{Ounce, "16", []string{"lb", "lbs", "pound", "pounds"}},
		{FluidOunce, "1", []string{"floz"}},
		{Pint, "1", []string{"pint", "pints"}},
	} {
		for _, w := range s.words {
			all[w] = spelling{s.unit, decimal.RequireFromString(s.factor)}
		}
	}
	return all
}
