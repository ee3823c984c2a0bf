package importers

import "github.com/sluicehq/sluice/importer"

// Vendors brings vendors in from files.
func Vendors() importer.Importer {
	return importer.Importer{
		Key:         "vendors",
		Title:       "Vendors",
		Description: "Create vendors by their name. Vendors that the file lacks can be deleted, unless they have products.",
		Fields: []importer.Field{
			{Name: "name", Title: "Name", Synonyms: []string{"Vendor", "Supplier", "Vendor name", "Company", "Lieferant"}, Key: true, Parse: parseCode(200)},
		},
		Target: importer.Target{
			Table: "vendor", Noun: "vendor", Label: "name",
			Touch: "version = t.version + 1, updated_at = now()",
		},
	}
}
