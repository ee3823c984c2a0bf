package resolvers_test

import (
	"testing"
)

// The catalog, and whatever else only answers.
func TestReading(t *testing.T) {
	t.Parallel()
	a := newAPI(t)
	seedCatalog(t, a.DB)
	buyer := a.buyer(t)
	a.Create(t, "labels", nil, map[string]any{"quantity": 1, "layout": "sheet_3x8"})
	buyer.goldens(t, "catalog")
}
