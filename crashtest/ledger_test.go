//go:build unix

package crashtest

import (
	"testing"

	"github.com/jackc/pgx/v5"
)

// ledgerSQL makes the database itself enter each change of a price, in the
// transaction that makes it.
const ledgerSQL = `
	CREATE TABLE price_change (product_id bigint NOT NULL, before numeric NOT NULL, after numeric NOT NULL);

	CREATE FUNCTION enter_price_changes() RETURNS trigger LANGUAGE plpgsql AS $$
	BEGIN
		INSERT INTO price_change
			SELECT id, old_product.price, new_product.price FROM old_product JOIN new_product USING (id);
		RETURN NULL;
	END $$;

	CREATE TRIGGER enter_price_changes AFTER UPDATE ON product
		REFERENCING OLD TABLE AS old_product NEW TABLE AS new_product
		FOR EACH STATEMENT EXECUTE FUNCTION enter_price_changes()`

// stock fills an empty catalog with products and begins the ledger.
func stock(t *testing.T, db *pgx.Conn, products int) {
	t.Helper()
	run(t, db, "ALTER TABLE product DISABLE TRIGGER product_text_insert") // nobody searches here
	run(t, db, `
		INSERT INTO product (sku, description, cost, price)
		SELECT lpad(n::text, 7, '0'), 'Product ' || n, 1, 1 + n % 1000 FROM generate_series(1, $1::int) AS n`, products)
	run(t, db, "ANALYZE product")
	run(t, db, ledgerSQL)
	run(t, db, batchGateSQL)
	run(t, db, "CHECKPOINT") // or each recovery from a crash would begin here
}

// checkLedger fails the test unless each product has one row in the batch and
// its price was changed once, from what the row says to what the row says.
func checkLedger(t *testing.T, db *pgx.Conn, batchID int64) {
	t.Helper()
	var products, unlisted, lost, doubled, wrong int
	err := db.QueryRow(t.Context(), `
		WITH changes AS (
			SELECT product_id, count(*) AS n, min(before) AS before, min(after) AS after FROM price_change GROUP BY product_id
		), rows AS (
			SELECT product_id, count(*) AS n, min(price) AS before, min(new_price) AS after,
				bool_and(outcome = 'executed' AND NOT removed) AS executed
			FROM batch.pricing_row WHERE batch_id = $1 GROUP BY product_id
		)
		SELECT count(*),
			count(*) FILTER (WHERE r.n IS DISTINCT FROM 1),
			count(*) FILTER (WHERE c.n IS NULL),
			count(*) FILTER (WHERE c.n > 1),
			count(*) FILTER (WHERE c.n = 1 AND NOT (r.executed AND c.before = r.before AND c.after = r.after
				AND p.price = r.after AND p.version = 2))
		FROM product p LEFT JOIN rows r ON r.product_id = p.id LEFT JOIN changes c ON c.product_id = p.id`,
		batchID).Scan(&products, &unlisted, &lost, &doubled, &wrong)
	if err != nil {
		t.Fatal(err)
	}
	if unlisted+lost+doubled+wrong > 0 {
		t.Errorf("of %d products %d are not in the batch once, %d were not changed, %d were changed twice, %d otherwise than their row says",
			products, unlisted, lost, doubled, wrong)
	}
}
