package batch

import (
	"fmt"
	"slices"

	"github.com/sluicehq/sluice/model"
)

// LineReader is a Handler whose rows can be made of lines that people give: read
// from a file, typed, pasted or scanned. Its type lists model.SourceFile,
// model.SourceHand or both.
//
// A line's product is found by its matching fields. What the line gives goes into
// the columns of its row that people can edit; the others, and what it leaves
// open, come from the product by FromProduct. A line of no product makes a row,
// too, with all that it gives: Status has to tell it.
type LineReader interface {
	Lines() Lines
}

// Lines says what lines can give.
type Lines struct {
	Fields []LineField // in the order in which they are shown
	// Count is the column that counts how often a code was scanned; empty:
	// scanning a code again changes nothing.
	Count string
}

// LineField is a value that a line can give: that of a column of its row.
type LineField struct {
	Column   string   // the key of the row's column, and the field's name
	Synonyms []string // what else files call it: StockCode, Item No, SKU, Artikelnummer
	Required bool     // lines without it are rejected
	Match    string   // the column of product that it is compared with to find the product: MatchSKU or MatchGTIN; empty: none
}

// What lines find their products by. The first field that finds one counts.
const (
	MatchSKU  = "sku"
	MatchGTIN = "gtin"
)

// checkLines checks what a type declares about lines.
func (k *Kind) checkLines() error {
	reads := slices.Contains(k.Sources, model.SourceFile) || slices.Contains(k.Sources, model.SourceHand)
	reader, ok := k.handler.(LineReader)
	if ok != reads {
		return fmt.Errorf("the sources %q and %q and the method Lines need each other", model.SourceFile, model.SourceHand)
	}
	if !reads {
		return nil
	}
	k.Lines = reader.Lines()
	for _, f := range k.Lines.Fields {
		if k.column(f.Column) == nil {
			return fmt.Errorf("lines give %q, which is no column", f.Column)
		}
		if f.Match != "" && f.Match != MatchSKU && f.Match != MatchGTIN {
			return fmt.Errorf("products can't be matched by %q", f.Match)
		}
	}
	if c := k.column(k.Lines.Count); k.Lines.Count != "" && (c == nil || !c.Editable || !c.Type.Number()) {
		return fmt.Errorf("lines are counted in %q, which is no editable column of numbers", k.Lines.Count)
	}
	return nil
}
