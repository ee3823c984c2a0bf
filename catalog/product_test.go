package catalog_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/catalog"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func TestProductsAreReadWhole(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	brand, vendor := &model.Brand{Name: "Acme"}, &model.Vendor{Name: "Cooperative"}
	for _, m := range []any{brand, vendor} {
		if _, err := db.NewInsert().Model(m).Returning("id").Exec(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	full := pgtest.Product(t, db, func(p *model.Product) {
		p.GTIN, p.Size, p.Cost = ptr("4006381333931"), "2 l", pgtest.Decimal("0.1000")
		p.Department = pgtest.Department(t, db)
		p.Brand, p.Vendor = brand, vendor
		p.DepartmentID, p.BrandID, p.VendorID = &p.Department.ID, &brand.ID, &vendor.ID
	})
	empty := pgtest.Product(t, db, func(p *model.Product) { p.Active, p.Cost, p.Price = false, nil, nil })

	c := catalog.New(db)
	got, err := c.ProductsByID(viewing(t), nil, full.ID, empty.ID, empty.ID+1)
	if err != nil {
		t.Fatal(err)
	}
	want := map[int64]*model.Product{full.ID: full, empty.ID: empty}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreTypes(bun.BaseModel{})); diff != "" {
		t.Errorf("all columns (-want +got)\n%s", diff)
	}

	page, err := c.Products(viewing(t), catalog.Query{First: 1, Read: catalog.Selection{"price", "brand"}})
	if err != nil {
		t.Fatal(err)
	}
	some := []*model.Product{{ID: full.ID, SKU: full.SKU, Price: full.Price, BrandID: full.BrandID, Brand: brand}}
	if diff := cmp.Diff(some, page.Nodes(), cmpopts.IgnoreTypes(bun.BaseModel{})); diff != "" {
		t.Errorf("some columns, with that of the order (-want +got)\n%s", diff)
	}
}
