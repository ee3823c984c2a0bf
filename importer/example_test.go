package importer_test

import (
	"fmt"

	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/importer"
	"github.com/sluicehq/sluice/server"
)

// Example adds an importer to an app: certificates of products, by the product's
// code, with names of certifiers that may be new.
func Example() {
	certificates := importer.Importer{
		Key:         "certificates",
		Title:       "Certificates",
		Description: "Organic certificates of products, from the certifiers' files.",
		Fields: []importer.Field{
			{Name: "sku", Title: "SKU", Synonyms: []string{"Product code"}, Key: true, MaxLength: 64},
			{Name: "certifier", Title: "Certifier", Column: "certifier_id", Lookup: "certifier"},
			{Name: "until", Title: "Valid until", Type: form.Date, Required: true},
		},
		Target: importer.Target{Table: "certificate", Noun: "certificate", Label: "sku", Touch: "updated_at = now()"},
	}
	extensions := server.Extensions{Importers: []importer.Importer{certificates}} // for server.Options

	registry, err := importer.NewRegistry(extensions.Importers...)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(importer.ToRun(certificates.Key), registry != nil)
	// Output: importer.certificates.run true
}
