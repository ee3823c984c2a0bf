package main

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5/pgxpool"
)

// fill inserts n products in 20 departments. The search index is built at the
// end, which is quicker than keeping it meanwhile.
func fill(ctx context.Context, db *pgxpool.Pool, n int) error {
	statements := []string{
		"DROP INDEX product_text_text_idx",
		"INSERT INTO department (name) SELECT 'Department ' || i FROM generate_series(1, 20) AS i",
		"INSERT INTO brand (name) SELECT 'Brand ' || i FROM generate_series(1, 200) AS i",
		"INSERT INTO vendor (name) SELECT 'Vendor ' || i FROM generate_series(1, 50) AS i",
		fmt.Sprintf(`INSERT INTO product (sku, gtin, description, size, department_id, brand_id, vendor_id, cost, price)
			SELECT 'S' || lpad(i::text, 8, '0'), '2' || lpad(i::text, 12, '0'),
				(ARRAY['Lantern', 'Parasol', 'Cushion', 'Teapot', 'Garland', 'Candle', 'Basket', 'Ribbon', 'Clock', 'Mug'])[1 + i %% 10]
					|| ' ' || (ARRAY['red', 'blue', 'green', 'white', 'black', 'golden', 'silver'])[1 + i / 10 %% 7]
					|| ' ' || substr(md5(i::text), 1, 8),
				(1 + i %% 12) || ' pieces', 1 + i %% 20, 1 + i %% 200, 1 + i %% 50, 1 + i %% 1000 / 100.0, 3 + i %% 1500 / 100.0
			FROM generate_series(1, %d) AS i`, n),
		"CREATE INDEX product_text_text_idx ON product_text USING gin (text gin_trgm_ops)",
		"VACUUM (ANALYZE) product",
		"VACUUM (ANALYZE) product_text",
		"CHECKPOINT",
	}
	for _, sql := range statements {
		if _, err := db.Exec(ctx, sql); err != nil {
			return fmt.Errorf("filling the catalog: %w", err)
		}
	}
	return nil
}
