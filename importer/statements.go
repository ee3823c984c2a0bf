package importer

import (
	"fmt"
	"strings"
)

// The tables of an import, which last as long as its session. import_line has
// the lines of the chunk in hand, import_key the keys of all lines so far.
const createTables = `
	CREATE TEMP TABLE import_line (
		line bigint NOT NULL, key text COLLATE "C", gtin text COLLATE "C", description text, size text,
		department text, brand text, vendor text, cost text, price text, active text
	) ON COMMIT DELETE ROWS;
	CREATE TEMP TABLE import_key (key text COLLATE "C" PRIMARY KEY, line bigint NOT NULL)`

const dropTables = `DROP TABLE IF EXISTS pg_temp.import_line, pg_temp.import_key`

const rememberKeys = `
	INSERT INTO import_key (key, line) SELECT key, line FROM import_line ORDER BY line
	ON CONFLICT (key) DO NOTHING`

// The statements that take lines out return their numbers and what the reason
// names.
const (
	takeRepeatedKeys = `
		DELETE FROM import_line l USING import_key k
		WHERE k.key = l.key AND k.line <> l.line
		RETURNING l.line, k.line::text`

	takeForeignGTINs = `
		DELETE FROM import_line l USING product p
		WHERE p.gtin = l.gtin AND p.sku <> l.key
		RETURNING l.line, p.sku`

	takeRepeatedGTINs = `
		DELETE FROM import_line l USING (
			SELECT line, first_value(line) OVER (PARTITION BY gtin ORDER BY line) AS first
			FROM import_line WHERE gtin <> '') s
		WHERE s.line = l.line AND s.first <> s.line
		RETURNING l.line, s.first::text`
)

// createNames is the statement that adds the names that a field's table lacks.
func createNames(f *field) string {
	return fmt.Sprintf(`
		INSERT INTO %[1]s (name) SELECT DISTINCT l.%[1]s FROM import_line l
		WHERE l.%[1]s <> '' AND NOT EXISTS (SELECT FROM %[1]s n WHERE n.name = l.%[1]s)
		ON CONFLICT (name) DO NOTHING`, f.name)
}

// updateProducts is the statement that changes those products whose mapped
// values differ; "" if nothing but the key is mapped.
func updateProducts(columns []column) string {
	var set, present, wanted []string
	for _, c := range columns {
		if c.name == fieldKey {
			continue
		}
		set = append(set, c.target+" = "+c.value)
		present = append(present, "p."+c.target)
		wanted = append(wanted, c.value)
	}
	if set == nil {
		return ""
	}
	return fmt.Sprintf(`
		UPDATE product AS p SET %s, version = p.version + 1, updated_at = now()
		FROM %s
		WHERE p.sku = l.key AND (%s) IS DISTINCT FROM (%s)`,
		strings.Join(set, ", "), from(columns), strings.Join(present, ", "), strings.Join(wanted, ", "))
}

// insertProducts is the statement that creates the products that don't exist.
func insertProducts(columns []column) string {
	var targets, values []string
	for _, c := range columns {
		targets = append(targets, c.target)
		values = append(values, c.value)
	}
	return fmt.Sprintf(`
		INSERT INTO product (%s) SELECT %s
		FROM %s
		WHERE NOT EXISTS (SELECT FROM product p WHERE p.sku = l.key) ORDER BY l.line`,
		strings.Join(targets, ", "), strings.Join(values, ", "), from(columns))
}

// from joins the lines with the tables of the names they have.
func from(columns []column) string {
	tables := "import_line AS l"
	for _, c := range columns {
		if c.names {
			tables += fmt.Sprintf(" LEFT JOIN %[1]s ON %[1]s.name = l.%[1]s", c.name)
		}
	}
	return tables
}
