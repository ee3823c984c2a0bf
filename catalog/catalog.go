// Package catalog is the domain of products and what they are sorted by:
// departments, brands and vendors.
package catalog

import (
	"context"
	"slices"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// PermissionView lets a viewer see the catalog.
const PermissionView = "product.view"

// MaxPage is the greatest page of products.
const MaxPage = 200

// Catalog answers questions about the catalog on behalf of the viewer in the
// context, who needs PermissionView.
type Catalog struct {
	db bun.IDB
}

// New returns a Catalog over db.
func New(db bun.IDB) *Catalog { return &Catalog{db: db} }

// Query asks for a page of products.
type Query struct {
	Where   *Filter
	OrderBy *Order
	First   int     // 1 to MaxPage
	After   *string // the cursor of the item before the page
	Read    Selection
}

// Selection says what to read of products, in one statement.
type Selection struct {
	Columns                   []string // of the table; nil for all; id is always read
	Department, Brand, Vendor bool     // related objects to read along
}

// Everything selects all there is.
var Everything = Selection{Department: true, Brand: true, Vendor: true}

// Products returns a page of the products that match. Errors: INVALID for a
// filter, size or cursor that can't be used.
func (c *Catalog) Products(ctx context.Context, query Query) (*model.Page[*model.Product], error) {
	if err := auth.Require(ctx, PermissionView); err != nil {
		return nil, err
	}
	if err := filter.CheckFirst(query.First, MaxPage); err != nil {
		return nil, err
	}
	where, err := query.Where.Expr()
	if err != nil {
		return nil, err
	}
	order := query.OrderBy.order()
	var products []*model.Product
	query.Read.include(query.OrderBy.column())
	q := c.db.NewSelect().Model(&products).Limit(int64(query.First) + 1)
	if !where.Empty() {
		q = q.Where(where.SQL, where.Args...)
	}
	if q, err = order.Apply(query.Read.apply(q), query.After); err != nil {
		return nil, err
	}
	if err := q.Scan(ctx); err != nil {
		return nil, postgres.Error(err)
	}
	return filter.Paged(products, query.First, query.After != nil, func(p *model.Product) string {
		return order.Cursor(query.OrderBy.value(p), p.ID)
	}), nil
}

// Count returns how many products match, exactly.
func (c *Catalog) Count(ctx context.Context, where *Filter) (int, error) {
	if err := auth.Require(ctx, PermissionView); err != nil {
		return 0, err
	}
	q, err := Matching(c.db, where)
	if err != nil {
		return 0, err
	}
	var n int
	err = q.ColumnExpr("count(*)").Scan(ctx, &n)
	return n, postgres.Error(err)
}

// ProductsByID returns those of the products that exist, by id.
func (c *Catalog) ProductsByID(ctx context.Context, read Selection, ids ...int64) (map[int64]*model.Product, error) {
	if err := auth.Require(ctx, PermissionView); err != nil {
		return nil, err
	}
	byID := make(map[int64]*model.Product, len(ids))
	if len(ids) == 0 {
		return byID, nil
	}
	var products []*model.Product
	err := read.apply(c.db.NewSelect().Model(&products)).Where("p.id IN (?)", bun.List(ids)).Scan(ctx)
	for _, p := range products {
		byID[p.ID] = p
	}
	return byID, postgres.Error(err)
}

// Matching returns a query of the matching products, FROM product AS p, that
// selects nothing yet. It checks no permission: it is for other domains.
func Matching(db bun.IDB, where *Filter) (*bun.SelectQuery, error) {
	e, err := where.Expr()
	if err != nil {
		return nil, err
	}
	q := db.NewSelect().TableExpr("product AS p")
	if !e.Empty() {
		q = q.Where(e.SQL, e.Args...)
	}
	return q, nil
}

// include adds a column that is needed besides.
func (s *Selection) include(column string) {
	if s.Columns != nil && !slices.Contains(s.Columns, column) {
		s.Columns = append(slices.Clip(s.Columns), column)
	}
}

func (s Selection) apply(q *bun.SelectQuery) *bun.SelectQuery {
	if s.Columns != nil {
		s.include("id")
		q = q.Column(s.Columns...)
	}
	if s.Department {
		q = q.Relation("Department")
	}
	if s.Brand {
		q = q.Relation("Brand")
	}
	if s.Vendor {
		q = q.Relation("Vendor")
	}
	return q
}
