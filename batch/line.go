package batch

import (
	"fmt"
	"slices"
	"strings"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/upload/reader"
)

// LineReader is a Handler whose rows can be made of lines that people give: read
// from a file, typed, pasted or scanned. Its type lists model.SourceFile,
// model.SourceHand or both.
//
// A line's product is found by its matching fields. What the line gives goes into
// the columns of its row that people can edit; the others, and what it leaves
// open, come from the product by FromProduct. A line of no product makes a row,
// too, with all that it gives: Status has to tell it.
type LineReader interface {
	Lines() Lines
}

// Lines says what lines can give.
type Lines struct {
	Fields []LineField // in the order in which they are shown
	// Count is the column that counts how often a code was scanned; empty:
	// scanning a code again changes nothing.
	Count string
}

// LineField is a value that a line can give: that of a column of its row.
type LineField struct {
	Column   string   // the key of the row's column, and the field's name
	Synonyms []string // what else files call it: StockCode, Item No, SKU, Artikelnummer
	Required bool     // lines without it are rejected
	Match    string   // the column of product that it is compared with to find the product: MatchSKU or MatchGTIN; empty: none
}

// What lines find their products by. The first field that finds one counts.
const (
	MatchSKU  = "sku"
	MatchGTIN = "gtin"
)

// SKUField is the field that finds products by their SKU, for the column of that.
func SKUField(column string) LineField {
	return LineField{Column: column, Match: MatchSKU, Synonyms: []string{
		"Code", "Item", "Item No", "Item number", "Article", "Article number", "StockCode", "Product code", "Artikelnummer", "Artikel",
	}}
}

// GTINField is the field that finds products by their GTIN, for the column of
// that.
func GTINField(column string) LineField {
	return LineField{Column: column, Match: MatchGTIN, Synonyms: []string{"EAN", "UPC", "Barcode", "Bar code", "EAN code"}}
}

// UnknownProduct is the status for rows of no product, which lines make whose code
// none has.
var UnknownProduct = Status{
	Key: "unknown", Title: "Unknown product", Severity: model.SeverityError,
	Description: "No product has this code. Remove the row, or create the product and add the row again.",
}

// checkLines checks what a type declares about lines.
func (k *Kind) checkLines() error {
	reads := slices.Contains(k.Sources, model.SourceFile) || slices.Contains(k.Sources, model.SourceHand)
	reader, ok := k.handler.(LineReader)
	if ok != reads {
		return fmt.Errorf("the sources %q and %q and the method Lines need each other", model.SourceFile, model.SourceHand)
	}
	if !reads {
		return nil
	}
	k.Lines = reader.Lines()
	for _, f := range k.Lines.Fields {
		if k.column(f.Column) == nil {
			return fmt.Errorf("lines give %q, which is no column", f.Column)
		}
		if f.Match != "" && f.Match != MatchSKU && f.Match != MatchGTIN {
			return fmt.Errorf("products can't be matched by %q", f.Match)
		}
	}
	if c := k.column(k.Lines.Count); k.Lines.Count != "" && (c == nil || !c.Editable || !c.Type.Number()) {
		return fmt.Errorf("lines are counted in %q, which is no editable column of numbers", k.Lines.Count)
	}
	return nil
}

func (l Lines) field(name string) *LineField {
	i := slices.IndexFunc(l.Fields, func(f LineField) bool { return f.Column == name })
	if i < 0 {
		return nil
	}
	return &l.Fields[i]
}

// FieldTitle is what people call a field: the title of its column.
func (k *Kind) FieldTitle(f LineField) string { return k.column(f.Column).Title }

// names are those of all fields.
func (l Lines) names() []string {
	names := make([]string, len(l.Fields))
	for i, f := range l.Fields {
		names[i] = f.Column
	}
	return names
}

// suggest guesses which columns of a file the fields come from.
func (k *Kind) suggest(format reader.Format) map[string]string {
	headers, names := make([]string, len(format.Columns)), make(map[string]string, len(format.Columns))
	for i, c := range format.Columns {
		headers[i], names[c.Header] = c.Header, c.Name
	}
	fields := make([]reader.Field, len(k.Lines.Fields))
	for i, f := range k.Lines.Fields {
		fields[i] = reader.Field{Name: f.Column, Synonyms: append([]string{k.column(f.Column).Title}, f.Synonyms...)}
	}
	mapping := reader.Match(headers, fields)
	for field, header := range mapping {
		mapping[field] = names[header]
	}
	return mapping
}

// matchedBy are those of the given fields that products are found by, in the
// order in which they count.
func (l Lines) matchedBy(given []string) []LineField {
	var by []LineField
	for _, f := range l.Fields {
		if f.Match != "" && slices.Contains(given, f.Column) {
			by = append(by, f)
		}
	}
	return by
}

// joined are the lines AS l with their products AS p.
func (k *Kind) joined(lines filter.Expr, given []string, join productJoin) filter.Expr {
	by := k.Lines.matchedBy(given)
	from := filter.SQL(lines.SQL+" AS l", lines.Args...)
	switch len(by) {
	case 0:
		from.SQL += join("p", "false")
	case 1:
		from.SQL += join("p", "p."+by[0].Match+" = l."+by[0].Column)
	default:
		ids := make([]string, len(by))
		for i, f := range by {
			name := fmt.Sprintf("p%d", i+1)
			from.SQL += join(name, name+"."+f.Match+" = l."+f.Column)
			ids[i] = name + ".id"
		}
		from.SQL += join("p", "p.id = coalesce("+strings.Join(ids, ", ")+")")
	}
	return from
}

// productJoin is the SQL that joins, under a name, the product for which a
// condition holds; there is at most one.
type productJoin func(name, condition string) string

// joinAll leaves it to PostgreSQL how to find the products of many lines.
func joinAll(name, condition string) string {
	return " LEFT JOIN product AS " + name + " ON " + condition
}

// joinEach looks up the product of each line by itself: OFFSET 0 keeps
// PostgreSQL from reading the whole catalog for the lines of one chunk, which it
// would where it takes an index for slow.
func joinEach(name, condition string) string {
	return " LEFT JOIN LATERAL (SELECT * FROM product AS " + name + " WHERE " + condition + " OFFSET 0) AS " + name + " ON true"
}

// fromLines is the selection of lines, each with a column line and those of the
// given fields.
func (k *Kind) fromLines(params form.Values, lines filter.Expr, given []string) Selection {
	s := Selection{
		From: k.joined(lines, given, joinEach), Key: filter.SQL("l.line"), Line: filter.SQL("l.line"), Product: filter.SQL("p.id"),
		Columns: map[string]filter.Expr{},
	}
	products := k.handler.FromProduct(params)
	for _, c := range k.Columns {
		e := products[c.Key]
		switch is := slices.Contains(given, c.Key); {
		case is && e.Empty():
			e = filter.SQL("l." + c.Key)
		case is && c.Editable:
			e = filter.SQL("coalesce(l."+c.Key+", "+e.SQL+")", e.Args...)
		case is:
			e = filter.SQL("CASE WHEN p.id IS NULL THEN l."+c.Key+" ELSE "+e.SQL+" END", e.Args...)
		}
		if !e.Empty() && !c.Nullable {
			e = filter.SQL("coalesce("+e.SQL+", "+c.zero()+")", e.Args...)
		}
		s.Columns[c.Key] = e
	}
	return s
}
