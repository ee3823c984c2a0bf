package reader_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sluicehq/sluice/upload/reader"
)

func TestMatch(t *testing.T) {
	t.Parallel()
	fields := []reader.Field{
		{Name: "key", Synonyms: []string{"Stock code", "SKU", "Item number", "Artikelnummer"}},
		{Name: "description", Synonyms: []string{"Text", "Désignation"}},
		{Name: "price", Synonyms: []string{"Unit price", "Retail price"}},
		{Name: "cost", Synonyms: []string{"Cost price"}},
		{Name: "active"},
	}
	tests := []struct {
		name    string
		headers []string
		want    map[string]string
	}{
		{"same names", []string{"price", "key"}, map[string]string{"price": "price", "key": "key"}},
		{"case, blanks and marks", []string{"STOCK_CODE", "un-it.PRICE"}, map[string]string{"key": "STOCK_CODE", "price": "un-it.PRICE"}},
		{"camel case", []string{"StockCode", "UnitPrice", "Description"}, map[string]string{"key": "StockCode", "price": "UnitPrice", "description": "Description"}},
		{"short for number", []string{"Item No."}, map[string]string{"key": "Item No."}},
		{"item #", []string{"Item #"}, map[string]string{"key": "Item #"}},
		{"another language", []string{"ARTIKELNUMMER", "designation"}, map[string]string{"key": "ARTIKELNUMMER", "description": "designation"}},
		{"plurals", []string{"Prices", "SKUs"}, map[string]string{"price": "Prices", "key": "SKUs"}},
		{"part of a header", []string{"Unit price (GBP)"}, map[string]string{"price": "Unit price (GBP)"}},
		{"the better match wins", []string{"Cost price", "Price list price"}, map[string]string{"cost": "Cost price", "price": "Price list price"}},
		{"a column for one field", []string{"Retail price cost price"}, map[string]string{"price": "Retail price cost price"}},
		{"the name beats a synonym", []string{"SKU", "key"}, map[string]string{"key": "key"}},
		{"headers that are there twice", []string{"price", "price", "active"}, map[string]string{"active": "active"}},
		{"nothing", []string{"", "foo", "priceless"}, map[string]string{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, reader.Match(tt.headers, fields)); diff != "" {
				t.Errorf("suggestions (-want +got):\n%s", diff)
			}
		})
	}
}
