package organic

import (
	"github.com/sluicehq/sluice/importer"
)

// Bodies brings in the register of those who issue certificates.
func Bodies() importer.Importer {
	return importer.Importer{
		Key:         "control_bodies",
		Title:       "Control bodies",
		Description: "Bring in the register of the bodies that issue organic certificates.",
		Fields: []importer.Field{
			{Name: "code", Title: "Code", Synonyms: []string{"Code number", "Kontrollstelle", "Number"}, Key: true, MaxLength: 20},
			{Name: "name", Title: "Name", Synonyms: []string{"Control body", "Organization"}, Required: true},
			{Name: "country", Title: "Country", MaxLength: 100, Empty: "''"},
		},
		Target: importer.Target{Table: "coop.control_body", Noun: "control body", Label: "code", Touch: "updated_at = now()"},
	}
}
