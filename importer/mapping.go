package importer

import (
	"cmp"
	"slices"
	"strings"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/upload/reader"
)

// Mapping says which column of a source each field comes from: "price" →
// "UnitPrice". What is not mapped is not touched. Columns are called by their
// headers.
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
	return m, nil
}

// check checks the fields of a mapping.
func (m Mapping) check(i *Importer) error {
	for name := range m {
		if i.field(name) == nil {
			return model.Invalid("mapping", "The mapping has an unknown field. The fields are: %s.", strings.Join(i.fieldNames(), ", "))
		}
	}
	for _, key := range i.keys() {
		if m[key.Name] == "" {
			return model.Invalid("mapping", "Map the field %[1]s to the column that has it, such as %[1]s=StockCode.", key.Name)
		}
	}
	return nil
}

func (i *Importer) fieldNames() []string {
	names := make([]string, len(i.Fields))
	for n, f := range i.Fields {
		names[n] = f.Name
	}
	return names
}

// Guess suggests a mapping for columns.
func (i *Importer) Guess(columns []reader.Column) Mapping {
	fields := make([]reader.Field, len(i.Fields))
	for n, f := range i.Fields {
		fields[n] = reader.Field{Name: f.Name, Synonyms: append([]string{f.Title}, f.Synonyms...)}
	}
	return reader.Match(headers(columns), fields)
}

// column is a column of a source that is mapped to a field.
type column struct {
	*Field
	reader.Column
	index int // in the source
}

// columns finds the mapped columns, in the order of the fields. An empty
// mapping is guessed.
func (i *Importer) columns(m Mapping, all []reader.Column) ([]column, error) {
	if len(m) == 0 {
		m = i.Guess(all)
	}
	if err := m.check(i); err != nil {
		return nil, err
	}
	header := headers(all)
	var found []column
	for n := range i.Fields {
		f := &i.Fields[n]
		name, mapped := m[f.Name]
		if !mapped {
			continue
		}
		index := slices.Index(header, name)
		if index < 0 {
			return nil, model.Invalid("mapping."+f.Name, "The file has no such column for %s. Its columns are: %s.", f.Name, enumerate(header))
		}
		if slices.Contains(header[index+1:], name) {
			return nil, model.Invalid("mapping."+f.Name, "The file has two columns of this name. Rename one of them.")
		}
		found = append(found, column{Field: f, Column: all[index], index: index})
	}
	return found, nil
}

func headers(columns []reader.Column) []string {
	names := make([]string, len(columns))
	for i, column := range columns {
		names[i] = cmp.Or(column.Header, column.Name)
	}
	return names
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
