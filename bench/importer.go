package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// namedProducts are the products as a file has them.
const namedProducts = `(SELECT p.sku, p.description, p.size, d.name AS department, b.name AS brand, v.name AS vendor, p.cost, p.price, p.active
	FROM product AS p LEFT JOIN department AS d ON d.id = p.department_id LEFT JOIN brand AS b ON b.id = p.brand_id
	LEFT JOIN vendor AS v ON v.id = p.vendor_id)`

// measureImporter makes an importer batch of a file of all products, of which one
// in a hundred has another price.
func measureImporter(ctx context.Context, st *stage) (result, error) {
	r := result{
		Work: "importer batch: compare all products with a file, 1 % changed", Beside: `\copy and one FULL JOIN`, Unit: "s",
		MustText: "≥ 0.4", Goal: "0.8",
	}
	path := filepath.Join(st.dir, "products.csv")
	if err := st.writeProducts(ctx, path); err != nil {
		return r, err
	}
	id, err := st.api.upload(ctx, path)
	if err != nil {
		return r, err
	}
	err = st.inTurns(ctx, &r,
		func(ctx context.Context) (time.Duration, error) { return st.bareCompare(ctx, path) },
		func(ctx context.Context) (time.Duration, error) { return st.importerBatch(ctx, id) })
	if err != nil {
		return r, err
	}
	r.Figure = ratios(r.Theirs, r.Ours)
	r.Reached = r.Figure >= 0.4
	return r, nil
}

func (st *stage) writeProducts(ctx context.Context, path string) (err error) {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer file.Close()
	conn, err := st.db.Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()
	_, err = conn.Conn().PgConn().CopyTo(ctx, file, `COPY (SELECT sku AS key, description, size, department, brand, vendor, cost,
		CASE WHEN right(sku, 2) = '00' THEN price + 1 ELSE price END AS price, active FROM `+namedProducts+` AS n) TO STDOUT (FORMAT csv, HEADER)`)
	return err
}

// bareCompare copies the file into a table and joins it with the products.
func (st *stage) bareCompare(ctx context.Context, path string) (time.Duration, error) {
	if _, err := st.exec(ctx, "DROP TABLE IF EXISTS bare_line, bare_difference"); err != nil {
		return 0, err
	}
	if _, err := st.exec(ctx, "CREATE TABLE bare_line AS SELECT * FROM "+namedProducts+" AS n WITH NO DATA"); err != nil {
		return 0, err
	}
	if err := st.settle(ctx); err != nil {
		return 0, err
	}
	file, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	conn, err := st.db.Acquire(ctx)
	if err != nil {
		return 0, err
	}
	defer conn.Release()
	start := time.Now()
	if _, err := conn.Conn().PgConn().CopyFrom(ctx, file, "COPY bare_line FROM STDIN (FORMAT csv, HEADER)"); err != nil {
		return 0, err
	}
	_, err = conn.Exec(ctx, `CREATE TABLE bare_difference AS SELECT l.*, n.sku AS sku_before, n.description AS description_before, n.size AS size_before,
			n.department AS department_before, n.brand AS brand_before, n.vendor AS vendor_before, n.cost AS cost_before,
			n.price AS price_before, n.active AS active_before
		FROM bare_line AS l FULL JOIN `+namedProducts+` AS n ON n.sku = l.sku WHERE (n.*) IS DISTINCT FROM (l.*)`)
	return time.Since(start), err
}

// importerBatch compares the file through the API, and forgets the batch.
func (st *stage) importerBatch(ctx context.Context, uploadID string) (time.Duration, error) {
	if err := st.settle(ctx); err != nil {
		return 0, err
	}
	var created struct {
		CreateBatchFromImporter struct{ Batch struct{ ID string } }
	}
	start := time.Now()
	err := st.api.do(ctx, `mutation ($upload: ID!) { createBatchFromImporter(input: {importer: "products", uploadId: $upload}) { batch { id } } }`,
		map[string]any{"upload": uploadID}, &created)
	if err != nil {
		return 0, err
	}
	id := created.CreateBatchFromImporter.Batch.ID
	if err := st.api.await(ctx, id, "OPEN"); err != nil {
		return 0, err
	}
	took := time.Since(start)
	var made struct {
		Batch struct{ Rows struct{ TotalCount int } }
	}
	if err := st.api.do(ctx, `query ($id: ID!) { batch(id: $id) { rows(first: 1) { totalCount } } }`, map[string]any{"id": id}, &made); err != nil {
		return 0, err
	}
	if made.Batch.Rows.TotalCount != st.products/100 {
		return 0, fmt.Errorf("%d rows were made", made.Batch.Rows.TotalCount)
	}
	return took, st.api.do(ctx, `mutation ($id: ID!) { deleteBatch(input: {id: $id}) { deletedId } }`, map[string]any{"id": id}, nil)
}
