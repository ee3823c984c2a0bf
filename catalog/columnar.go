package catalog

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// columnar holds products column by column, as statements take them.
type columnar struct {
	index                     []int
	sku, description, size    []string
	gtin                      []*string
	department, brand, vendor []*int64
	cost, price               []*string
	active                    []bool
}

func (c *columnar) args() []any {
	return []any{c.index, c.sku, c.gtin, c.description, c.size, c.department, c.brand, c.vendor, c.cost, c.price, c.active}
}

// linesSQL are the products as the table l; the first eleven parameters are args.
const linesSQL = `unnest($1::integer[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[], $8::bigint[],
	$9::text[], $10::text[], $11::boolean[])
	AS l (i, sku, gtin, description, size, department_id, brand_id, vendor_id, cost, price, active)`

// insert creates the products for which nothing is missing and whose SKU and
// GTIN are free, and returns their ids by index.
func (c *columnar) insert(ctx context.Context, db bun.IDB, operationID *int64) (map[int]int64, error) {
	bySKU := make(map[string]int, len(c.sku))
	for n := len(c.sku) - 1; n >= 0; n-- { // of several with one SKU the first is created
		bySKU[c.sku[n]] = c.index[n]
	}
	ids := make(map[int]int64, len(c.sku))
	var id int64
	var sku string
	err := c.query(ctx, db, `
		INSERT INTO product (sku, gtin, description, size, department_id, brand_id, vendor_id, cost, price, active, operation_id)
		SELECT l.sku, l.gtin, l.description, l.size, l.department_id, l.brand_id, l.vendor_id, l.cost::numeric, l.price::numeric, l.active, $12
		FROM `+linesSQL+`
		WHERE (l.department_id IS NULL OR EXISTS (SELECT FROM department WHERE id = l.department_id))
			AND (l.brand_id IS NULL OR EXISTS (SELECT FROM brand WHERE id = l.brand_id))
			AND (l.vendor_id IS NULL OR EXISTS (SELECT FROM vendor WHERE id = l.vendor_id))
		ORDER BY l.i
		ON CONFLICT DO NOTHING
		RETURNING id, sku`, []any{operationID}, []any{&id, &sku}, func() { ids[bySKU[sku]] = id })
	return ids, err
}

// explain finds out why products were not created.
func (c *columnar) explain(ctx context.Context, db bun.IDB, created map[int]int64, rejected []*model.Error) error {
	var i int
	var department, brand, vendor, sku bool
	return c.query(ctx, db, `
		SELECT l.i,
			l.department_id IS NULL OR EXISTS (SELECT FROM department WHERE id = l.department_id),
			l.brand_id IS NULL OR EXISTS (SELECT FROM brand WHERE id = l.brand_id),
			l.vendor_id IS NULL OR EXISTS (SELECT FROM vendor WHERE id = l.vendor_id),
			EXISTS (SELECT FROM product WHERE sku = l.sku)
		FROM `+linesSQL, nil, []any{&i, &department, &brand, &vendor, &sku}, func() {
		if _, ok := created[i]; ok {
			return
		}
		switch {
		case !department:
			rejected[i] = model.Invalid("department", "There is no such department.")
		case !brand:
			rejected[i] = model.Invalid("brand", "There is no such brand.")
		case !vendor:
			rejected[i] = model.Invalid("vendor", "There is no such vendor.")
		case sku:
			rejected[i] = model.Conflict("A product with this SKU exists already.").At("sku")
		default:
			rejected[i] = model.Conflict("A product with this GTIN exists already.").At("gtin")
		}
	})
}

// query runs a statement over linesSQL and calls each for every row.
func (c *columnar) query(ctx context.Context, db bun.IDB, statement string, more, into []any, each func()) error {
	return postgres.Conn(ctx, db, func(conn *pgx.Conn) error {
		rows, err := conn.Query(ctx, statement, append(c.args(), more...)...)
		if err != nil {
			return err
		}
		_, err = pgx.ForEachRow(rows, into, func() error { each(); return nil })
		return err
	})
}
