package packsize

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestForms(t *testing.T) {
	t.Parallel()
	for description, want := range map[string]string{
		"SET OF 6 T-LIGHTS":               "pack of 6",
		"SET OF THREE GIFT WRAPS":         "pack of 3",
		"SNACK BOXES SET OF4 WOODLAND":    "pack of 4",
		"SET/6 PAPER PLATES":              "pack of 6",
		"SET3 BOOK BOX":                   "pack of 3",
		"S/4 CACTI CANDLES":               "pack of 4",
		"PACK OF 12 TISSUES":              "pack of 12",
		"HAIR GRIP PACK/2 LT ROSE":        "pack of 2",
		"CLOTHES PEGS PACK 24":            "pack of 24",
		"BOX OF 24":                       "pack of 24",
		"BOX OF A DOZEN EGGS":             "pack of 12",
		"HALF A DOZEN EGGS":               "pack of 6",
		"2 DOZEN ROSES":                   "pack of 24",
		"60 TEATIME FAIRY CAKE CASES":     "pack of 60",
		"FOUR RABBIT EASTER DECORATIONS":  "pack of 4",
		"Soap, 5 scented bars":            "pack of 5",
		"INCENSE 40 CONES IN TIN":         "pack of 40",
		"6 PIECE CUTLERY SET":             "pack of 6",
		"18PC CUTLERY":                    "pack of 18",
		"AA batteries 4-pack":             "pack of 4",
		"Batteries LR6 4pk":               "pack of 4",
		"PAIR OF HAIR SLIDES":             "pack of 2",
		"SET OF 3 STANDS 2 TIER":          "pack of 3",
		"SET 10 CARDS 3 WISE MEN 17107":   "pack of 10",
		"3 TIER STAND SET OF 2":           "pack of 2",
		"1,000 PAPER CLIPS":               "pack of 1000",
		"Organic Milk 1 l":                "1 l",
		"500ML WASH":                      "500 ml",
		"WINE 75 CL":                      "750 ml",
		"JUICE 1,5 L":                     "1.5 l",
		"OIL .5 liter":                    "500 ml",
		"BAG 500g MARBLES":                "500 g",
		"FLOUR 1,500 g":                   "1.5 kg",
		"10CM GARLAND":                    "10 cm",
		"GARLAND 2 M":                     "2 m",
		"SCREWS 45 mm":                    "4.5 cm",
		"2 METER FOLDING RULER":           "2 m",
		`RUBY NECKLACE 42"`:               "42 in",
		`GARLAND NECKL.36"GREEN`:          "36 in",
		"6-INCH PLATE":                    "6 in",
		"ROPE 3 ft":                       "36 in",
		"CHEESE 1 lb":                     "16 oz",
		"SYRUP 12 fl. oz":                 "12 fl oz",
		"50CM METAL STRING WITH 7 CLIPS":  "50 cm",
		"WD-40 400ml":                     "400 ml",
		"MILK 3.5% 1 l":                   "1 l",
		"2 x 1.5 L WATER":                 "2 × 1.5 l",
		"6x330ml":                         "6 × 330 ml",
		"COLA 330 ML × 6":                 "6 × 330 ml",
		"24 pack lager 440ml":             "24 × 440 ml",
		"SET OF 3 CANDLES 15CM":           "pack of 3, 15 cm",
		"7UP 6 x 330 ml":                  "6 × 330 ml",
		"":                                "",
		"   ":                             "",
		"HEART CALCULATOR":                "",
		"3 TIER CAKE STAND":               "",
		"CABINET WITH 3 DRAWERS":          "",
		"DOLLY CABINET 2 DRAWERS":         "",
		"PICNIC HAMPER FOR 2":             "",
		"1950S RETRO RADIO":               "",
		"WRAP 50'S CHRISTMAS":             "",
		"3D PAPER STICKERS":               "",
		"CANDLE No 10":                    "",
		"NOTEBOOK A5 SIZE":                "",
		"NUMBER TILE FONT 5":              "",
		"GIFT VOUCHER £100.00":            "",
		"LAUNDRY 15C METAL SIGN":          "",
		"GREETING CARD, TWO SISTERS.":     "",
		"75TH BIRTHDAY CARD":              "",
		"3 IN 1 TOOL":                     "",
		"DIARY 2011":                      "",
		"PETIT FOUR HOLDER":               "",
		`LETTER "G" KEY RING`:             "",
		`RETRO "TEA FOR 2"`:               "",
		"EAN 4006381333931":               "",
		"VERSION 1.2.3":                   "",
		"ALMOST A LITER OF NOTHING":       "",
		"ＳＥＴ　ＯＦ　６":                        "pack of 6",
		"BAG OF 250 g NUTS":               "250 g",
		"SET/6 330ML GLASSES":             "6 × 330 ml",
		"SUN CREAM SPF 30 200 ml":         "200 ml",
		"60 GOLD AND SILVER CAKE CASES":   "pack of 60",
		"12 MESSAGE CARDS WITH ENVELOPES": "pack of 12",
	} {
		got := Parse(description)
		if got.Verdict == Ambiguous || got.Result.String() != want {
			t.Errorf("%q: %s %q %v, want %q", description, got.Verdict, got.Result, got.Reasons, want)
		}
		if (got.Verdict == Nothing) != (want == "") {
			t.Errorf("%q: verdict %s", description, got.Verdict)
		}
	}
}

func TestAmbiguousForms(t *testing.T) {
	t.Parallel()
	for description, want := range map[string]struct {
		reason Reason
		offer  string
	}{
		"2 PACKS OF 12 TISSUES":         {TwoCounts, "pack of 12"},
		"SET OF 3 TINS 6 PIECE":         {TwoCounts, "pack of 3"},
		"BOTTLE 500ML OR 750ML":         {TwoSizes, "500 ml"},
		"POLYESTER PAD 20x30cm":         {Dimensions, ""},
		"PAD 65CMx65CM":                 {Dimensions, ""},
		"SET OF 3 PADS 25x24x12cm":      {Dimensions, "pack of 3"},
		"PLATE 4 x 6":                   {Dimensions, ""},
		"2 x 6 x 330 ml":                {PacksInPacks, ""},
		"3 PAIRS OF SOCKS":              {PacksInPacks, "pack of 3"},
		"RIBBON 10-12CM":                {RangeOrFraction, ""},
		"MILK 1/2 PINT":                 {RangeOrFraction, ""},
		"MILK ½ PINT":                   {RangeOrFraction, ""},
		"1.5 x 330 ml":                  {RangeOrFraction, ""},
		"STRING OF 8 BUTTERFLIES":       {OneStringOfMany, "pack of 8"},
		"JIGSAW TOADSTOOLS 3 PIECE":     {PuzzlePieces, "pack of 3"},
		"12 PINK HEN+CHICKS IN BASKET":  {TwoKinds, "pack of 12"},
		"3 HEARTS HANGING DECORATION":   {MotifOrCount, "pack of 3"},
		"12 EGG HOUSE PAINTED WOOD":     {PartOrCount, "pack of 12"},
		"CHRISTMAS LIGHTS 10 REINDEER":  {PartOrCount, "pack of 10"},
		"15CM GLASS BALL 20 LIGHTS":     {PartOrCount, "pack of 20, 15 cm"},
		"AIRLINE BAG VINTAGE TOKYO 78":  {NameOrCount, "pack of 78"},
		"TRAY 4 BOWLS AND 4 SPOONS RED": {PartOrCount, "pack of 4"},
	} {
		got := Parse(description)
		if diff := cmp.Diff([]Reason{want.reason}, got.Reasons); diff != "" {
			t.Errorf("%q: reasons (-want +got):\n%s", description, diff)
		}
		if got.Verdict != Ambiguous || got.Result.String() != want.offer {
			t.Errorf("%q: %s, offers %q, want %q", description, got.Verdict, got.Result, want.offer)
		}
	}
}

func TestEveryReasonHasASentence(t *testing.T) {
	t.Parallel()
	for _, r := range []Reason{
		TwoCounts, TwoSizes, Dimensions, PacksInPacks, RangeOrFraction, OneStringOfMany,
		PuzzlePieces, TwoKinds, MotifOrCount, PartOrCount, NameOrCount,
	} {
		if r.Sentence() == "" {
			t.Errorf("%s has no sentence", r)
		}
	}
}
