package catalog

import (
	"context"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"
	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
)

// Describe says in words what f matches: "department = Dairy and price < 5".
// It names departments, brands and vendors, and products by their SKU, with one
// query for each of the kinds that the filter mentions.
func Describe(ctx context.Context, db bun.IDB, f *Filter) (string, error) {
	names, err := namesIn(ctx, db, f)
	if err != nil {
		return "", err
	}
	if text := names.describe(f); text != "" {
		return text, nil
	}
	return "all products", nil
}

// names holds the names of the objects that a filter mentions.
type names map[model.ID]string

func namesIn(ctx context.Context, db bun.IDB, f *Filter) (names, error) {
	found := names{}
	keys := map[string][]int64{}
	f.visit(func(id model.ID) {
		if key, err := id.Int(id.Kind); err == nil {
			keys[id.Kind] = append(keys[id.Kind], key)
		}
	})
	for kind, of := range nameColumns {
		if len(keys[kind]) == 0 {
			continue
		}
		var rows []struct {
			ID   int64
			Name string
		}
		err := db.NewSelect().Table(of.table).ColumnExpr("id, "+of.column+" AS name").Where("id IN (?)", bun.List(keys[kind])).Scan(ctx, &rows)
		if err != nil {
			return nil, fmt.Errorf("reading names from %s: %w", of.table, err)
		}
		for _, r := range rows {
			found[model.NewID(kind, r.ID)] = r.Name
		}
	}
	return found, nil
}

// nameColumns are where the names of objects are that a filter can mention.
var nameColumns = map[string]struct{ table, column string }{
	"Product":    {"product", "sku"},
	"Department": {"department", "name"},
	"Brand":      {"brand", "name"},
	"Vendor":     {"vendor", "name"},
}

// visit calls fn with each id of a related object in the filter.
func (f *Filter) visit(fn func(model.ID)) {
	if f == nil {
		return
	}
	for _, ids := range []*filter.ID{f.ID, f.Department, f.Brand, f.Vendor} {
		if ids == nil {
			continue
		}
		for _, id := range append([]model.ID{deref(ids.Eq), deref(ids.Ne)}, ids.In...) {
			fn(id)
		}
	}
	for _, nested := range append(append([]*Filter{f.Not}, f.And...), f.Or...) {
		nested.visit(fn)
	}
}

func (n names) describe(f *Filter) string { return strings.Join(n.parts(f), " and ") }

// parts are the conditions that hold at once, each complete in itself.
func (n names) parts(f *Filter) []string {
	if f == nil {
		return nil
	}
	var parts []string
	add := func(texts ...string) { parts = append(parts, texts...) }
	if f.Search != nil && strings.TrimSpace(*f.Search) != "" {
		add("text has " + quote(*f.Search))
	}
	add(n.ids("product", f.ID)...)
	add(texts("SKU", f.SKU)...)
	add(texts("GTIN", f.GTIN)...)
	add(texts("description", f.Description)...)
	add(n.ids("department", f.Department)...)
	add(n.ids("brand", f.Brand)...)
	add(n.ids("vendor", f.Vendor)...)
	add(numbers("cost", f.Cost)...)
	add(numbers("price", f.Price)...)
	if f.Active != nil && f.Active.Eq != nil {
		add(map[bool]string{true: "active", false: "not active"}[*f.Active.Eq])
	}
	for _, nested := range f.And {
		add(n.parts(nested)...)
	}
	add(n.alternatives(f.Or)...)
	switch not := n.parts(f.Not); {
	case len(not) == 1 && strings.HasPrefix(not[0], "("): // alternatives, which have parentheses
		add("not " + not[0])
	case len(not) > 0:
		add("not (" + strings.Join(not, " and ") + ")")
	}
	return parts
}

// alternatives are the conditions of which one has to hold: none if there is
// one that always does.
func (n names) alternatives(filters []*Filter) []string {
	if len(filters) == 1 {
		return n.parts(filters[0])
	}
	var texts []string
	for _, f := range filters {
		text := n.describe(f)
		if text == "" {
			return nil
		}
		texts = append(texts, text)
	}
	if texts == nil {
		return nil
	}
	return []string{"(" + strings.Join(texts, " or ") + ")"}
}

func (n names) name(id model.ID) string {
	if name, ok := n[id]; ok {
		return name
	}
	return "#" + id.Key
}

func (n names) ids(label string, f *filter.ID) []string {
	if f == nil {
		return nil
	}
	var parts []string
	if f.Eq != nil {
		parts = append(parts, label+" = "+n.name(*f.Eq))
	}
	if f.Ne != nil {
		parts = append(parts, label+" ≠ "+n.name(*f.Ne))
	}
	if f.In != nil {
		list := make([]string, len(f.In))
		for i, id := range f.In {
			list[i] = n.name(id)
		}
		parts = append(parts, label+" is one of "+enumerate(list))
	}
	return append(parts, presence(label, f.IsNull)...)
}

func texts(label string, f *filter.String) []string {
	if f == nil {
		return nil
	}
	var parts []string
	conditions := []struct {
		operator string
		value    *string
	}{{"=", f.Eq}, {"≠", f.Ne}, {"contains", f.Contains}, {"starts with", f.StartsWith}}
	for _, c := range conditions {
		if c.value != nil {
			parts = append(parts, label+" "+c.operator+" "+quote(*c.value))
		}
	}
	if f.In != nil {
		parts = append(parts, label+" is one of "+enumerate(f.In))
	}
	return append(parts, presence(label, f.IsNull)...)
}

func numbers(label string, f *filter.Decimal) []string {
	if f == nil {
		return nil
	}
	var parts []string
	conditions := []struct {
		operator string
		value    *decimal.Decimal
	}{{"=", f.Eq}, {"≠", f.Ne}, {">", f.Gt}, {"≥", f.Gte}, {"<", f.Lt}, {"≤", f.Lte}}
	for _, c := range conditions {
		if c.value != nil {
			parts = append(parts, label+" "+c.operator+" "+c.value.String())
		}
	}
	return append(parts, presence(label, f.IsNull)...)
}

func presence(label string, isNull *bool) []string {
	switch {
	case isNull == nil:
		return nil
	case *isNull:
		return []string{"no " + label}
	default:
		return []string{"any " + label}
	}
}

// enumerate lists at most five names.
func enumerate(list []string) string {
	const shown = 5
	switch {
	case len(list) == 0:
		return "nothing"
	case len(list) > shown:
		return fmt.Sprintf("%s and %d more", strings.Join(list[:shown], ", "), len(list)-shown)
	}
	return strings.Join(list, ", ")
}

func quote(text string) string { return "“" + strings.TrimSpace(text) + "”" }

func deref(id *model.ID) model.ID {
	if id == nil {
		return model.ID{}
	}
	return *id
}
