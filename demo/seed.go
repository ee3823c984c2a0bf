// Package demo makes up the catalog of a shop, for a first look at Sluice and
// for measuring it. It is the same every time.
package demo

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// The number of products of a demo catalog.
const (
	DefaultProducts = 5000
	MaxProducts     = 1_000_000
)

// ErrNotEmpty is what Seed returns if there are products already.
var ErrNotEmpty = model.Conflict("The catalog has products already. The demo catalog only goes into an empty one.")

// Seed fills an empty catalog with n products and their departments, brands and
// vendors. The first products of a larger catalog are those of a smaller one.
// The viewer needs auth.Admin. Errors: INVALID for n out of bounds; ErrNotEmpty,
// and then nothing was changed.
func Seed(ctx context.Context, db *postgres.DB, n int) error {
	if err := auth.Require(ctx, auth.Admin); err != nil {
		return err
	}
	if n < 1 || n > MaxProducts {
		return model.Invalid("products", "A demo catalog has between 1 and %d products.", MaxProducts)
	}
	err := postgres.InTx(ctx, db, nil, func(ctx context.Context, tx postgres.Tx) error {
		return tx.Pgx(func(conn *pgx.Conn) error { return fill(ctx, conn, n) })
	})
	if err != nil {
		return fmt.Errorf("seeding the demo catalog: %w", postgres.Error(err))
	}
	// So many new rows change what the planner should know at once.
	if _, err := db.Pool.Exec(ctx, "ANALYZE product, product_text, department, brand, vendor"); err != nil {
		return fmt.Errorf("analyzing the demo catalog: %w", err)
	}
	return nil
}

// fill writes the catalog, in a transaction.
func fill(ctx context.Context, conn *pgx.Conn, n int) error {
	// Nobody else writes products until the end.
	if _, err := conn.Exec(ctx, "LOCK TABLE product IN SHARE ROW EXCLUSIVE MODE"); err != nil {
		return fmt.Errorf("locking the products: %w", err)
	}
	var taken bool
	if err := conn.QueryRow(ctx, "SELECT EXISTS (SELECT FROM product)").Scan(&taken); err != nil {
		return fmt.Errorf("looking for products: %w", err)
	}
	if taken {
		return ErrNotEmpty
	}
	g := newGenerator()
	ids, err := namesOf(ctx, conn, g)
	if err != nil {
		return err
	}
	copying := func() error { return copyProducts(ctx, conn, g, ids, n) }
	if n < manyProducts {
		return copying()
	}
	return withoutIndexes(ctx, conn, []string{"product", "product_text"}, copying)
}

func copyProducts(ctx context.Context, conn *pgx.Conn, g *generator, ids nameIDs, n int) error {
	row := make([]any, len(columns))
	number := 0
	_, err := conn.CopyFrom(ctx, pgx.Identifier{"product"}, columns, pgx.CopyFromFunc(func() ([]any, error) {
		if number == n {
			return nil, nil
		}
		number++
		ids.fill(row, g.next(number))
		return row, nil
	}))
	if err != nil {
		return fmt.Errorf("copying products: %w", err)
	}
	return nil
}

var columns = []string{
	"sku", "gtin", "description", "size", "department_id", "brand_id", "vendor_id", "cost", "price", "active",
}
