package resolvers_test

import (
	"testing"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// insert inserts rows and fails the test if that fails.
func insert[T any](t testing.TB, db bun.IDB, rows ...*T) {
	t.Helper()
	if _, err := db.NewInsert().Model(&rows).ExcludeColumn("id").Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// seedCatalog inserts seven products, numbered from 1 on in the order of this
// list, with something of everything that matters.
func seedCatalog(t testing.TB, db bun.IDB) {
	t.Helper()
	insert(t, db, &model.Department{Name: "Dairy"}, &model.Department{Name: "Bakery"})
	insert(t, db, &model.Brand{Name: "Alpine"}, &model.Brand{Name: "Hearth & Home"}, &model.Brand{Name: "Alder"})
	insert(t, db, &model.Vendor{Name: "North Foods"}, &model.Vendor{Name: "South Mills"})
	first, second := new(int64(1)), new(int64(2))
	products := []model.Product{
		{
			SKU: "M-100", GTIN: new("4006381333931"), Description: "Whole milk", Size: "1 l", DepartmentID: first, BrandID: first,
			VendorID: first, Cost: pgtest.Decimal("0.8000"), Price: pgtest.Decimal("1.20"), Active: true,
		},
		{
			SKU: "00420", GTIN: new("96385074"), Description: "Butter", Size: "250 g", DepartmentID: first, BrandID: first,
			VendorID: first, Cost: pgtest.Decimal("1.9500"), Price: pgtest.Decimal("2.00"), Active: true,
		},
		{
			SKU: "B-1", Description: "Rye bread", Size: "500 g", DepartmentID: second, BrandID: second,
			VendorID: second, Cost: pgtest.Decimal("1.1025"), Price: pgtest.Decimal("3.49"), Active: true,
		},
		{SKU: "B-2", Description: "Bagel 100% wheat", DepartmentID: second, Cost: pgtest.Decimal("0.3000"), Active: true},
		{SKU: "b-2", Description: "", Price: pgtest.Decimal("3.49"), Active: true},
		{SKU: "C-9", Description: "Cake_stand, discontinued", DepartmentID: second, Price: pgtest.Decimal("24.00")},
		{SKU: "Z-1", Description: "Zwieback", Size: "200 g", DepartmentID: second, Cost: pgtest.Decimal("0"), Price: pgtest.Decimal("0.00"), Active: true},
	}
	for i := range products {
		pgtest.Product(t, db, func(p *model.Product) {
			version := p.Version
			*p = products[i]
			p.Version = version
		})
	}
}
