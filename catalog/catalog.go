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
	db *postgres.DB
}

// New returns a Catalog over db.
func New(db *postgres.DB) *Catalog { return &Catalog{db: db} }

// Query asks for a page of products.
type Query struct {
	Where   *Filter
	OrderBy *Order
	First   int     // 1 to MaxPage
	After   *string // the cursor of the item before the page
	Read    Selection
}

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
	after, err := order.After(query.After)
	if err != nil {
		return nil, err
	}
	read := query.Read
	if read != nil {
		read = append(slices.Clip(read), query.OrderBy.column())
	}
	// The limit is bound, too. It takes PostgreSQL from keeping one plan for all
	// values, which might look through everything for a few products.
	condition, args := filter.And(where, after).OrTrue()
	products, err := c.read(ctx, read, filter.SQL(
		" WHERE "+condition+" ORDER BY "+order.By()+" LIMIT ?", append(args, query.First+1)...))
	if err != nil {
		return nil, err
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
	e := filter.In("p.id", ids)
	products, err := c.read(ctx, read, filter.SQL(" WHERE "+e.SQL, e.Args...))
	for _, p := range products {
		byID[p.ID] = p
	}
	return byID, err
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
