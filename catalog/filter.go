package catalog

import (
	"fmt"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
)

// The bounds of a filter.
const (
	MaxDepth      = 5   // levels of and, or and not
	MaxConditions = 100 // filters nested in one filter
)

// Filter is a set of conditions on products, combined with AND. A nil Filter
// matches every product.
type Filter struct {
	Search      *string         `json:"search,omitempty"`
	ID          *filter.ID      `json:"id,omitempty"`
	SKU         *filter.String  `json:"sku,omitempty"`
	GTIN        *filter.String  `json:"gtin,omitempty"`
	Description *filter.String  `json:"description,omitempty"`
	Department  *filter.ID      `json:"department,omitempty"`
	Brand       *filter.ID      `json:"brand,omitempty"`
	Vendor      *filter.ID      `json:"vendor,omitempty"`
	Cost        *filter.Decimal `json:"cost,omitempty"`
	Price       *filter.Decimal `json:"price,omitempty"`
	Active      *filter.Boolean `json:"active,omitempty"`
	Operation   *filter.ID      `json:"operation,omitempty"` // that created it
	And         []*Filter       `json:"and,omitempty"`
	Or          []*Filter       `json:"or,omitempty"`
	Not         *Filter         `json:"not,omitempty"`
}

// Expr returns the conditions on product AS p, or an INVALID or LIMIT Error.
func (f *Filter) Expr() (filter.Expr, error) {
	left := MaxConditions
	return f.expr("where", 0, &left)
}

func (f *Filter) expr(field string, depth int, left *int) (filter.Expr, error) {
	if f == nil {
		return filter.Expr{}, nil
	}
	if *left--; depth > MaxDepth || *left < 0 {
		return filter.Expr{}, model.Limit("The filter is too large: nest at most %d deep, with at most %d conditions.",
			MaxDepth, MaxConditions).At(field)
	}
	c := conditions{field: field, all: []filter.Expr{
		f.Cost.Expr("p.cost"),
		f.Price.Expr("p.price"),
		f.Active.Expr("p.active"),
	}}
	c.search(f.Search)
	c.text(f.SKU, "sku")
	c.text(f.GTIN, "gtin")
	c.text(f.Description, "description")
	c.id(f.ID, "p.id", "Product", "id")
	c.id(f.Department, "p.department_id", "Department", "department")
	c.id(f.Brand, "p.brand_id", "Brand", "brand")
	c.id(f.Vendor, "p.vendor_id", "Vendor", "vendor")
	c.id(f.Operation, "p.operation_id", "Operation", "operation")
	c.add(group(f.And, field+".and", depth, left, filter.And))
	c.add(group(f.Or, field+".or", depth, left, filter.Or))
	not, err := f.Not.expr(field+".not", depth+1, left)
	c.add(filter.Not(not), err)
	return filter.And(c.all...), c.err
}

// group joins nested filters. As everywhere, an empty filter matches
// everything, and so does an empty list.
func group(filters []*Filter, field string, depth int, left *int, join func(...filter.Expr) filter.Expr) (filter.Expr, error) {
	exprs := make([]filter.Expr, len(filters))
	for i, nested := range filters {
		e, err := nested.expr(fmt.Sprintf("%s.%d", field, i), depth+1, left)
		if err != nil {
			return filter.Expr{}, err
		}
		sql, args := e.OrTrue()
		exprs[i] = filter.SQL(sql, args...)
	}
	return join(exprs...), nil
}

// conditions collects conditions up to the first error.
type conditions struct {
	field string
	all   []filter.Expr
	err   error
}

func (c *conditions) add(e filter.Expr, err error) {
	c.all = append(c.all, e)
	if c.err == nil {
		c.err = err
	}
}

// search looks through product_text, whose index knows SKU, GTIN and
// description.
func (c *conditions) search(text *string) {
	if text == nil {
		return
	}
	e, err := filter.Search("t.text", *text, c.field+".search")
	if !e.Empty() {
		e.SQL = "p.id IN (SELECT t.product_id FROM product_text AS t WHERE " + e.SQL + ")"
	}
	c.add(e, err)
}

func (c *conditions) text(f *filter.String, column string) {
	c.add(f.Expr("p."+column, c.field+"."+column))
}

func (c *conditions) id(f *filter.ID, column, kind, field string) {
	c.add(f.Expr(column, kind, c.field+"."+field))
}
