package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/sluicehq/sluice/catalog"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/server"
)

// productFlags say which products are meant: those that fit all of them.
type productFlags struct {
	Department []string         `sep:"none" placeholder:"NAME" help:"Products of this department; can be repeated."`
	Brand      []string         `sep:"none" placeholder:"NAME" help:"Products of this brand; can be repeated."`
	Vendor     []string         `sep:"none" placeholder:"NAME" help:"Products of this vendor; can be repeated."`
	Search     string           `placeholder:"WORDS" help:"Products with all of these words."`
	PriceFrom  *decimal.Decimal `placeholder:"PRICE" help:"Products at this price or above."`
	PriceTo    *decimal.Decimal `placeholder:"PRICE" help:"Products at this price or below."`
	Active     bool             `xor:"active" help:"Products that are active."`
	Inactive   bool             `xor:"active" help:"Products that are not active."`
	Where      string           `placeholder:"JSON" help:"Products that match, as the API's ProductFilter: {\"price\": {\"lt\": \"5\"}}."`
}

func (f *productFlags) filter(ctx context.Context, app *server.App) (*catalog.Filter, error) {
	where := &catalog.Filter{}
	if f.Search != "" {
		where.Search = &f.Search
	}
	if f.PriceFrom != nil || f.PriceTo != nil {
		where.Price = &filter.Decimal{Gte: f.PriceFrom, Lte: f.PriceTo}
	}
	if f.Active || f.Inactive {
		where.Active = &filter.Boolean{Eq: &f.Active}
	}
	if f.Where != "" {
		nested, err := parseWhere[catalog.Filter](f.Where, "ProductFilter")
		if err != nil {
			return nil, err
		}
		where.And = []*catalog.Filter{nested}
	}
	var err error
	where.Department, err = named("department", f.Department, func(*string) ([]*model.Department, error) {
		return app.Catalog.Departments(ctx)
	}, func(d *model.Department) string { return d.Name })
	if err != nil {
		return nil, err
	}
	where.Brand, err = named("brand", f.Brand, func(name *string) ([]*model.Brand, error) {
		return app.Catalog.Brands(ctx, name)
	}, func(b *model.Brand) string { return b.Name })
	if err != nil {
		return nil, err
	}
	where.Vendor, err = named("vendor", f.Vendor, func(name *string) ([]*model.Vendor, error) {
		return app.Catalog.Vendors(ctx, name)
	}, func(v *model.Vendor) string { return v.Name })
	return where, err
}

// named returns the condition that a product's department, brand or vendor is
// one of those with the names; nil for no names. list returns those that may
// have a name.
func named[T interface{ GlobalID() model.ID }](
	kind string, names []string, list func(name *string) ([]T, error), nameOf func(T) string,
) (*filter.ID, error) {
	if len(names) == 0 {
		return nil, nil
	}
	ids := &filter.ID{}
	for _, name := range names {
		found, err := list(&name)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(found, func(one T) bool { return nameOf(one) == name })
		if i < 0 {
			return nil, fmt.Errorf("there is no %s named %q; upper and lower case count", kind, name)
		}
		ids.In = append(ids.In, found[i].GlobalID())
	}
	return ids, nil
}
