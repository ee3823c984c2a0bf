package catalog

import (
	"context"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// Selection names the columns to read of products; "department", "brand" and
// "vendor" stand for the related objects. Other names are ignored. The id is
// always read. Nil selects everything there is.
type Selection []string

// row is a product as it is read.
type row struct {
	model.Product
	department, brand, vendor related
}

// related is what a product refers to; its id is nil if there is nothing.
type related struct {
	id   *int64
	name *string
}

func (r *related) targets() []any { return []any{&r.id, &r.name} }

// column is something to read of a product.
type column struct {
	name    string
	sql     string
	join    string
	targets func(*row) []any // where the values go
}

var columns = []column{
	{"id", "p.id", "", func(r *row) []any { return []any{&r.ID} }},
	{"sku", "p.sku", "", func(r *row) []any { return []any{&r.SKU} }},
	{"gtin", "p.gtin", "", func(r *row) []any { return []any{&r.GTIN} }},
	{"description", "p.description", "", func(r *row) []any { return []any{&r.Description} }},
	{"size", "p.size", "", func(r *row) []any { return []any{&r.Size} }},
	{"cost", "p.cost::text", "", func(r *row) []any { return []any{&r.Cost} }},
	{"price", "p.price::text", "", func(r *row) []any { return []any{&r.Price} }},
	{"active", "p.active", "", func(r *row) []any { return []any{&r.Active} }},
	{"created_at", "p.created_at", "", func(r *row) []any { return []any{&r.CreatedAt} }},
	{"updated_at", "p.updated_at", "", func(r *row) []any { return []any{&r.UpdatedAt} }},
	{"version", "p.version", "", func(r *row) []any { return []any{&r.Version} }},
	{"department", "d.id, d.name", " LEFT JOIN department AS d ON d.id = p.department_id", func(r *row) []any { return r.department.targets() }},
	{"brand", "b.id, b.name", " LEFT JOIN brand AS b ON b.id = p.brand_id", func(r *row) []any { return r.brand.targets() }},
	{"vendor", "v.id, v.name", " LEFT JOIN vendor AS v ON v.id = p.vendor_id", func(r *row) []any { return r.vendor.targets() }},
}

// read returns the products that the rest of the statement asks for, which is
// what comes behind FROM product AS p.
func (c *Catalog) read(ctx context.Context, selection Selection, rest filter.Expr) ([]*model.Product, error) {
	var r row
	var sql, joins strings.Builder
	var targets []any
	for _, column := range columns {
		if !selection.has(column.name) {
			continue
		}
		if sql.Len() > 0 {
			sql.WriteString(", ")
		}
		sql.WriteString(column.sql)
		joins.WriteString(column.join)
		targets = append(targets, column.targets(&r)...)
	}
	statement := "SELECT " + sql.String() + " FROM product AS p" + joins.String() + rest.Numbered()
	rows, err := c.db.Pool.Query(ctx, statement, rest.Args...)
	if err != nil {
		return nil, postgres.Error(err)
	}
	var products []*model.Product
	_, err = pgx.ForEachRow(rows, targets, func() error {
		products = append(products, r.product())
		return nil
	})
	return products, postgres.Error(err)
}

func (s Selection) has(column string) bool {
	return s == nil || column == "id" || slices.Contains(s, column)
}

// product returns the product that has just been read.
func (r *row) product() *model.Product {
	p := r.Product
	p.DepartmentID, p.BrandID, p.VendorID = r.department.id, r.brand.id, r.vendor.id
	if d := r.department; d.id != nil {
		p.Department = &model.Department{ID: *d.id, Name: *d.name}
	}
	if b := r.brand; b.id != nil {
		p.Brand = &model.Brand{ID: *b.id, Name: *b.name}
	}
	if v := r.vendor; v.id != nil {
		p.Vendor = &model.Vendor{ID: *v.id, Name: *v.name}
	}
	return &p
}
