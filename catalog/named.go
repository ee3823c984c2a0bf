package catalog

import (
	"context"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// MaxNamed is how many brands or vendors are listed at once.
const MaxNamed = 200

// Departments returns all departments by name.
func (c *Catalog) Departments(ctx context.Context) ([]*model.Department, error) {
	return named[model.Department](ctx, c.db, nil, 0)
}

// Brands returns the first MaxNamed brands by name that have the words of
// search, if it is given.
func (c *Catalog) Brands(ctx context.Context, search *string) ([]*model.Brand, error) {
	return named[model.Brand](ctx, c.db, search, MaxNamed)
}

// Vendors returns the first MaxNamed vendors by name that have the words of
// search, if it is given.
func (c *Catalog) Vendors(ctx context.Context, search *string) ([]*model.Vendor, error) {
	return named[model.Vendor](ctx, c.db, search, MaxNamed)
}

// Department returns one department, or nil.
func (c *Catalog) Department(ctx context.Context, id int64) (*model.Department, error) {
	return one[model.Department](ctx, c.db, id)
}

// Brand returns one brand, or nil.
func (c *Catalog) Brand(ctx context.Context, id int64) (*model.Brand, error) {
	return one[model.Brand](ctx, c.db, id)
}

// Vendor returns one vendor, or nil.
func (c *Catalog) Vendor(ctx context.Context, id int64) (*model.Vendor, error) {
	return one[model.Vendor](ctx, c.db, id)
}

func one[T any](ctx context.Context, db bun.IDB, id int64) (*T, error) {
	if err := auth.Require(ctx, PermissionView); err != nil {
		return nil, err
	}
	var found []*T
	err := db.NewSelect().Model(&found).Where("?TableAlias.id = ?", id).Scan(ctx)
	if err != nil || len(found) == 0 {
		return nil, postgres.Error(err)
	}
	return found[0], nil
}

func named[T any](ctx context.Context, db bun.IDB, search *string, limit int64) ([]*T, error) {
	if err := auth.Require(ctx, PermissionView); err != nil {
		return nil, err
	}
	var list []*T
	q := db.NewSelect().Model(&list).Order("name").Limit(limit)
	if search != nil {
		e, err := filter.Search("name", *search, "search")
		if err != nil {
			return nil, err
		}
		if !e.Empty() {
			q = q.Where(e.SQL, e.Args...)
		}
	}
	return list, postgres.Error(q.Scan(ctx))
}
