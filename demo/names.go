package demo

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// nameIDs are the ids of the names, in the generator's order.
type nameIDs struct{ departments, brands, vendors []int64 }

// namesOf creates the names that don't exist and returns the ids of all.
func namesOf(ctx context.Context, conn *pgx.Conn, g *generator) (ids nameIDs, err error) {
	names := make([]string, len(departments))
	for i, d := range departments {
		names[i] = d.name
	}
	for _, table := range []struct {
		name  string
		names []string
		ids   *[]int64
	}{
		{"department", names, &ids.departments},
		{"brand", g.brands, &ids.brands},
		{"vendor", g.vendors, &ids.vendors},
	} {
		if *table.ids, err = ensure(ctx, conn, table.name, table.names); err != nil {
			return ids, fmt.Errorf("creating names in %s: %w", table.name, err)
		}
	}
	return ids, nil
}

// ensure returns the ids of names in a table, in the same order.
func ensure(ctx context.Context, conn *pgx.Conn, table string, names []string) ([]int64, error) {
	name := pgx.Identifier{table}.Sanitize()
	_, err := conn.Exec(ctx, "INSERT INTO "+name+" (name) SELECT unnest($1::text[]) ON CONFLICT (name) DO NOTHING", names)
	if err != nil {
		return nil, err
	}
	rows, err := conn.Query(ctx, "SELECT t.id FROM unnest($1::text[]) WITH ORDINALITY AS wanted (name, place) JOIN "+
		name+" t USING (name) ORDER BY place", names)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[int64])
}

// fill writes a product's values into row, in the order of columns.
func (ids nameIDs) fill(row []any, p product) {
	row[0], row[2], row[3] = p.sku, p.description, p.size
	row[1], row[5] = nil, nil
	if p.gtin != "" {
		row[1] = p.gtin
	}
	if p.brand >= 0 {
		row[5] = ids.brands[p.brand]
	}
	row[4], row[6] = ids.departments[p.department], ids.vendors[p.vendor]
	row[7], row[8], row[9] = p.cost, p.price, p.active
}
