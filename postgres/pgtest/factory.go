package pgtest

import (
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/model"
)

var serial atomic.Int64

// Product inserts a product: active, with a SKU of its own, a cost of 1.00 and
// a price of 2.00, unless change says otherwise.
func Product(t testing.TB, db bun.IDB, change ...func(*model.Product)) *model.Product {
	t.Helper()
	n := serial.Add(1)
	p := &model.Product{
		SKU: fmt.Sprintf("P%06d", n), Description: fmt.Sprintf("Product %d", n), Active: true, Version: 1,
		Cost: Decimal("1.00"), Price: Decimal("2.00"),
	}
	for _, c := range change {
		c(p)
	}
	_, err := db.NewInsert().Model(p).ExcludeColumn("created_at", "updated_at").Returning("*").Exec(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Department inserts a department with a name of its own.
func Department(t testing.TB, db bun.IDB) *model.Department {
	t.Helper()
	d := &model.Department{Name: fmt.Sprintf("Department %d", serial.Add(1))}
	if _, err := db.NewInsert().Model(d).Returning("id").Exec(t.Context()); err != nil {
		t.Fatal(err)
	}
	return d
}

// User inserts a user who can't sign in by password.
func User(t testing.TB, db bun.IDB) *model.User {
	t.Helper()
	n := serial.Add(1)
	u := &model.User{Login: fmt.Sprintf("user%d", n), Name: fmt.Sprintf("User %d", n), Active: true, Version: 1}
	_, err := db.NewInsert().Model(u).ExcludeColumn("created_at", "updated_at").Returning("*").Exec(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// Decimal returns a pointer to a decimal.
func Decimal(text string) *decimal.Decimal {
	d := decimal.RequireFromString(text)
	return &d
}
