// Package labelpdf draws product labels as a PDF: name, size, price and a
// barcode. It knows nothing of batches or databases.
//
// A GTIN becomes the symbol that GS1 assigns to its length: EAN-8, EAN-13 (also
// for GTIN-12, whose UPC-A symbol is the EAN-13 symbol of the number with a zero
// in front) or, for GTIN-14, GS1-128 with application identifier 01. Any other
// code becomes Code 128, letter for letter.
//
// Text is set from left to right in Latin, Greek and Cyrillic; of other scripts
// a box stands for each character.
package labelpdf

import (
	"fmt"
	"io"
	"iter"

	"github.com/sluicehq/sluice/model"
)

// MaxLabels is the most labels that one document holds. A document stays in
// memory until it is complete; one of this size needs up to 50 MB.
const MaxLabels = 5_000

// Label is what is printed on one label.
type Label struct {
	Name     string // wrapped, made smaller and at last cut with "…" to fit
	Size     string // what one buys: "500 g"; may be empty
	Price    string // as customers read it: "£12.95"; may be empty
	Code     string // a GTIN or the shop's own code; empty for no barcode
	GTIN     bool   // Code is meant as a GTIN; with a wrong check digit it becomes Code 128
	Quantity int    // how many labels to print; none if it is not positive
}

// Render writes the labels to w as one PDF and returns how many it drew. So many
// places of the first page are left blank, because their labels are used up; they
// must be fewer than a page has.
//
// Nothing is written before the last label was read. It returns an error of the
// sequence as it is, CodeLimit for more than MaxLabels labels, and CodeInvalid
// if there is no label at all.
//
// A code that no barcode can hold, or that is too long to be scanned at the
// width of the label, is printed as text alone.
func Render(w io.Writer, layout Layout, blank int, labels iter.Seq2[Label, error]) (int, error) {
	doc := newDocument(layout, blank)
	for label, err := range labels {
		if err != nil {
			return 0, err
		}
		if label.Quantity <= 0 {
			continue
		}
		if label.Quantity > MaxLabels-doc.count {
			return 0, model.Limit("A PDF holds at most %d labels. Print fewer rows, or smaller quantities, at a time.", MaxLabels)
		}
		composed := layout.compose(label)
		for range label.Quantity {
			doc.add(composed)
		}
	}
	if doc.count == 0 {
		return 0, model.Invalid("", "There is no label to print: every quantity is 0.")
	}
	if err := doc.pdf.Output(w); err != nil {
		return 0, fmt.Errorf("writing the labels: %w", err)
	}
	return doc.count, nil
}
