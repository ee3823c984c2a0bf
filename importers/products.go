// Package importers are the importers that ship.
package importers

import (
	"strings"
	"unicode"

	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/importer"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/upload/reader"
)

// All returns the importers that ship; those that read other databases only if
// there are any.
func All(databases Databases) []importer.Importer {
	all := []importer.Importer{Products(), Customers(), Vendors()}
	if len(databases) > 0 {
		all = append(all, FromDatabase(Products(), databases))
	}
	return all
}

// Products brings products in from files.
func Products() importer.Importer {
	return importer.Importer{
		Key:         "products",
		Title:       "Products",
		Description: "Create and update products by their code. Departments, brands and vendors that are new are added. Products that the file lacks can be made inactive.",
		Fields: []importer.Field{
			{Name: "key", Title: "Key", Synonyms: []string{"SKU", "StockCode", "Item No", "Product code", "Code", "Article number", "Artikelnummer"}, Key: true, MaxLength: 64, Column: "sku", Parse: parseCode(64)},
			{Name: "gtin", Title: "GTIN", Synonyms: []string{"EAN", "UPC", "Barcode"}, Unique: true, MaxLength: 14, Parse: parseGTIN},
			{Name: "description", Title: "Description", Synonyms: []string{"Text", "Product name", "Title", "Bezeichnung"}, MaxLength: 500, Empty: "''"},
			{Name: "size", Title: "Size", Synonyms: []string{"Pack size", "Content"}, MaxLength: 50, Empty: "''"},
			{Name: "department", Title: "Department", Synonyms: []string{"Category", "Group"}, Column: "department_id", Lookup: "department"},
			{Name: "brand", Title: "Brand", Synonyms: []string{"Make"}, Column: "brand_id", Lookup: "brand"},
			{Name: "vendor", Title: "Vendor", Synonyms: []string{"Supplier", "Lieferant"}, Column: "vendor_id", Lookup: "vendor"},
			{Name: "cost", Title: "Cost", Synonyms: []string{"Unit cost", "Purchase price"}, Type: form.Decimal, Min: form.Number("0"), Max: form.Number("99999999.9999")},
			{Name: "price", Title: "Price", Synonyms: []string{"Unit price", "Regular price", "Retail price", "Preis"}, Type: form.Money, Min: form.Number("0"), Max: form.Number("9999999999.99")},
			{Name: "active", Title: "Active", Synonyms: []string{"Listed", "In range"}, Type: form.Boolean, Required: true},
		},
		Target: importer.Target{
			Table: "product", Noun: "product", Label: "description",
			Touch:   "version = t.version + 1, updated_at = now()",
			Missing: importer.Missing{Retire: "active = false", Restore: "active = true", InUse: "t.active"},
		},
	}
}

// parseCode parses what somebody identifies something by.
func parseCode(maxLength int) importer.Parse {
	return func(column reader.Column, text string) (value, reason string) {
		switch {
		case text == "":
			return "", "The key is missing."
		case strings.ContainsFunc(text, unicode.IsControl):
			return "", "The key has a line end, a tab or another control character."
		}
		return importer.Text(maxLength)(column, text)
	}
}

func parseGTIN(_ reader.Column, text string) (value, reason string) {
	switch {
	case text == "":
		return "", ""
	case !isDigits(text) || len(text) != 8 && (len(text) < 12 || len(text) > 14):
		return "", "A GTIN has 8, 12, 13 or 14 digits and nothing else."
	case !model.IsGTIN(text):
		return "", "The GTIN's last digit, its check digit, does not fit the others. One of the digits is wrong."
	}
	return text, ""
}

// isDigits reports whether text consists of one or more ASCII digits.
func isDigits(text string) bool {
	return text != "" && !strings.ContainsFunc(text, func(r rune) bool { return r < '0' || r > '9' })
}
