package importer

import (
	"cmp"
	"slices"
	"strings"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/upload/reader"
)

// Mapping says which column of a file each field of a product comes from:
// "price" → "UnitPrice". What is not mapped is not touched. The fields are key
// (required), gtin, description, size, department, brand, vendor, cost, price
// and active.
type Mapping map[string]string

// ParseMapping reads pairs such as "price=UnitPrice". Errors: INVALID.
func ParseMapping(pairs []string) (Mapping, error) {
	m := Mapping{}
	for _, pair := range pairs {
		name, column, ok := strings.Cut(pair, "=")
		name, column = strings.TrimSpace(name), strings.TrimSpace(column)
		if !ok || name == "" || column == "" {
			return nil, model.Invalid("map", "Write a mapping as field=column, such as key=StockCode.")
		}
		if _, twice := m[name]; twice {
			return nil, model.Invalid("map", "The mapping has a field twice.")
		}
		m[name] = column
	}
	return m, m.check()
}

func (m Mapping) check() error {
	for name := range m {
		if fieldNamed(name) == nil {
			return model.Invalid("map", "The mapping has an unknown field. The fields are: %s.", strings.Join(fieldNames(), ", "))
		}
	}
	if m[fieldKey] == "" {
		return model.Invalid("map", "Map the field key to the column that has the product's code, such as key=StockCode.")
	}
	return nil
}

// column is a column of a file that is mapped to a field.
type column struct {
	*field
	reader.Column
	index int // in the file
}

// check trims a text of the column and parses it.
func (c *column) check(text string) (value, reason string) {
	return c.parse(c.Column, strings.TrimSpace(text))
}

// columns finds the mapped columns in a file's header, in the order of fields.
func (m Mapping) columns(all []reader.Column) ([]column, error) {
	if err := m.check(); err != nil {
		return nil, err
	}
	var found []column
	header := make([]string, len(all))
	for i, column := range all {
		header[i] = cmp.Or(column.Header, column.Name)
	}
	for _, f := range fields {
		name, mapped := m[f.name]
		if !mapped {
			continue
		}
		index := slices.Index(header, name)
		if index < 0 {
			return nil, model.Invalid("map."+f.name, "The file has no such column for %s. Its columns are: %s.", f.name, enumerate(header))
		}
		if slices.Contains(header[index+1:], name) {
			return nil, model.Invalid("map."+f.name, "The file has two columns of this name. Rename one of them.")
		}
		found = append(found, column{field: f, Column: all[index], index: index})
	}
	return found, nil
}

// enumerate lists the names of columns, within bounds.
func enumerate(header []string) string {
	const maxNames, maxLength = 50, 50
	var names []string
	for _, name := range header {
		if len(names) == maxNames {
			names = append(names, "…")
			break
		}
		if text := []rune(name); len(text) > maxLength {
			name = string(text[:maxLength]) + "…"
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}
