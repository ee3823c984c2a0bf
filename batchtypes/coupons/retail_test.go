package coupons_test

import (
	"errors"
	"io/fs"
	"os"
	"testing"

	"github.com/sluicehq/sluice/batch/batchtest"
	"github.com/sluicehq/sluice/batchtypes/coupons"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// Real customers: those of them who have not shopped, and nobody else.
func TestOnlineRetail(t *testing.T) {
	t.Parallel()
	file, err := os.Open("../../../shared/data/online-retail/customers.csv")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the file of customers is not there")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	kit := batchtest.New(t, coupons.Handler{})
	product := pgtest.Product(t, kit.DB)
	kit.Exec(t, "CREATE TABLE staged (number text, country text, first timestamptz, last timestamptz, invoices int, spent numeric)")
	conn, err := kit.DB.Pool.Acquire(kit.Ctx)
	if err != nil {
		t.Fatal(err)
	}
	_, err = conn.Conn().PgConn().CopyFrom(kit.Ctx, file, "COPY staged FROM STDIN (FORMAT csv, HEADER)")
	conn.Release()
	if err != nil {
		t.Fatal(err)
	}
	kit.Exec(t, `INSERT INTO customer (number, country) SELECT number, country FROM staged;
		INSERT INTO member (customer_id, since) SELECT c.id, s.first FROM staged AS s JOIN customer AS c USING (number)`)
	kit.Exec(t, `INSERT INTO sale (line_id, job_id, invoice, sold_at, product_id, customer_id, quantity, price)
		SELECT row_number() OVER (), 1, 'last', s.last, ?, c.id, 1, s.spent FROM staged AS s JOIN customer AS c USING (number)`, product.ID)

	b := kit.CreateFromDataSet(t, "coupons", params(nil))
	var want int64
	err = kit.DB.Pool.QueryRow(kit.Ctx, "SELECT count(*) FROM staged WHERE last < timestamptz '2011-12-09' - interval '6 months'").Scan(&want)
	if err != nil {
		t.Fatal(err)
	}
	if *b.RowCount != want || want == 0 {
		t.Errorf("%d rows, but SQL finds %d", *b.RowCount, want)
	}
}
