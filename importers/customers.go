package importers

import "github.com/sluicehq/sluice/importer"

// Customers brings customers in from files.
func Customers() importer.Importer {
	return importer.Importer{
		Key:         "customers",
		Title:       "Customers",
		Description: "Create and update customers by their number. Customers that the file lacks can be deleted, unless they have bought something or are members.",
		Fields: []importer.Field{
			{Name: "number", Title: "Number", Synonyms: []string{"CustomerID", "Customer number", "Customer", "Kundennummer", "ID"}, Key: true, MaxLength: 50, Parse: parseCode(50)},
			{Name: "country", Title: "Country", Synonyms: []string{"Land", "Nation"}, MaxLength: 100, Empty: "''"},
		},
		Target: importer.Target{
			Table: "customer", Noun: "customer", Label: "number",
			Touch: "version = t.version + 1, updated_at = now()",
		},
	}
}
