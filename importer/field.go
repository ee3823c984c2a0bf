package importer

import (
	"fmt"
	"slices"

	"github.com/sluicehq/sluice/upload/reader"
)

// field is what a column of a file can be mapped to. Its name is also that of
// its column in the table import_line, which holds checked text; an empty text
// means that there is no value.
type field struct {
	name   string
	target string // the column of product
	value  string // SQL of the target's value, over import_line AS l and the tables of names
	parse  parse
	names  bool // the values are names, kept in a table that is called like the field
}

// parse checks a text without blanks around it, of a column of a file, and
// returns what to store, or the reason why it can't be stored.
type parse func(column reader.Column, text string) (value, reason string)

// fieldKey is the field that lines and products are matched by.
const fieldKey = "key"

// fieldGTIN is the other field whose values belong to one product each.
const fieldGTIN = "gtin"

var fields = []*field{
	{name: fieldKey, target: "sku", value: "l.key", parse: parseKey},
	{name: fieldGTIN, target: "gtin", value: "nullif(l.gtin, '')", parse: parseGTIN},
	{name: "description", target: "description", value: "l.description", parse: parseText(500)},
	{name: "size", target: "size", value: "l.size", parse: parseText(50)},
	{name: "department", target: "department_id", value: "department.id", parse: parseText(200), names: true},
	{name: "brand", target: "brand_id", value: "brand.id", parse: parseText(200), names: true},
	{name: "vendor", target: "vendor_id", value: "vendor.id", parse: parseText(200), names: true},
	{name: "cost", target: "cost", value: "nullif(l.cost, '')::numeric", parse: parseAmount(8, 4)},
	{name: "price", target: "price", value: "nullif(l.price, '')::numeric", parse: parseAmount(10, 2)},
	{name: "active", target: "active", value: "l.active::boolean", parse: parseBoolean},
}

func fieldNames() []string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.name
	}
	return names
}

func fieldNamed(name string) *field {
	i := slices.IndexFunc(fields, func(f *field) bool { return f.name == name })
	if i < 0 {
		return nil
	}
	return fields[i]
}

func parseText(maxLength int) parse {
	return func(_ reader.Column, text string) (string, string) {
		if len(text) > maxLength && len([]rune(text)) > maxLength {
			return "", fmt.Sprintf("The text has more than %d characters.", maxLength)
		}
		return text, ""
	}
}
