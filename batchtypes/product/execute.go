package product

import (
	"context"
	"fmt"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// names are the columns of a row that hold the names of other objects; each has
// a table of the same name.
var names = []string{"department", "brand", "vendor"}

// known is what is done to the products that there were before.
var known = batch.Exchange{
	Table: "product", Join: "e.id = r.product_id", Touch: batch.Touch,
	Cells: []batch.ExchangeCell{
		cell("gtin"), cell("description"), cell("size"), named("department"), named("brand"), named("vendor"),
		cell("cost"), cell("price"), cell("active"),
	},
	Where:        filter.SQL("r.old_active IS NOT NULL"),
	Changed:      "The product has changed since the row was made; it was left alone.",
	ChangedSince: "The product has changed since the batch was executed; it was left alone.",
}

func cell(key string) batch.ExchangeCell {
	return batch.ExchangeCell{Key: key, Before: "r.old_" + key, After: "r." + key}
}

// named is the cell of an object that a row names.
func named(table string) batch.ExchangeCell {
	id := func(name string) string { return "(SELECT n.id FROM " + table + " AS n WHERE n.name = " + name + ")" }
	return batch.ExchangeCell{Key: table + "_id", Before: id("r.old_" + table), After: id("r." + table)}
}

// Effect implements batch.Previewer. It shows products with the names of what
// they refer to, and those that will be created, too.
func (Handler) Effect() batch.Effect {
	return batch.Effect{
		Table: "(SELECT p.id, p.sku, " + list(func(c column) string { return c.value + " AS " + c.key }) + " FROM product AS p)",
		Join:  "e.sku = r.sku",
		Columns: []batch.EffectColumn{
			{Key: "gtin", Title: "GTIN", Type: form.Text},
			{Key: "description", Title: "Description", Type: form.Text},
			{Key: "size", Title: "Size", Type: form.Text},
			{Key: "department", Title: "Department", Type: form.Text},
			{Key: "brand", Title: "Brand", Type: form.Text},
			{Key: "vendor", Title: "Vendor", Type: form.Text},
			{Key: "cost", Title: "Cost", Type: form.Decimal},
			{Key: "price", Title: "Price", Type: form.Money},
			{Key: "active", Title: "Active", Type: form.Boolean},
		},
		Changes: filter.SQL(changes),
		Fails: filter.SQL("(r.old_active IS NULL) <> (e.id IS NULL) OR " + changes + " AND r.old_active IS NOT NULL AND (" +
			list(func(c column) string { return "e." + c.key }) + ") IS DISTINCT FROM (" + list(func(c column) string { return "r.old_" + c.key }) + ")"),
	}
}

// Execute changes the products that there are and creates the others, and before
// that what they name and there is none of.
func (Handler) Execute(ctx context.Context, tx postgres.Tx, _ *model.Batch, pending batch.Rows) error {
	w := pending.Where()
	for _, table := range names {
		_, err := tx.NewRaw(`INSERT INTO `+table+` (name)
			SELECT DISTINCT r.`+table+` FROM batch.product_row AS r WHERE `+w.SQL+` AND r.`+table+` <> ''
				AND NOT EXISTS (SELECT FROM `+table+` AS n WHERE n.name = r.`+table+`)
			ORDER BY 1 ON CONFLICT (name) DO NOTHING`, w.Args...).Exec(ctx)
		if err != nil {
			return fmt.Errorf("creating what products name: %w", err)
		}
	}
	if err := known.Execute(ctx, tx, pending); err != nil {
		return err
	}
	return create(ctx, tx, pending)
}

// create creates the products that are new. Of two rows with one SKU, the first
// counts.
func create(ctx context.Context, tx postgres.Tx, pending batch.Rows) error {
	w := filter.And(pending.Where(), filter.SQL("r.old_active IS NULL"))
	var keys, values string
	for _, c := range known.Cells {
		keys, values = keys+", "+c.Key, values+", "+c.After
	}
	_, err := tx.NewRaw(`
		WITH fresh AS (
			SELECT DISTINCT ON (r.sku) r.* FROM batch.product_row AS r WHERE `+w.SQL+` ORDER BY r.sku, r.sequence),
		made AS (
			INSERT INTO product (sku`+keys+`) SELECT r.sku`+values+` FROM fresh AS r
			ON CONFLICT (sku) DO NOTHING RETURNING id, sku)
		UPDATE batch.product_row AS r SET product_id = made.id, outcome = ?, updated_at = now()
		FROM fresh JOIN made USING (sku) WHERE r.batch_id = fresh.batch_id AND r.sequence = fresh.sequence`,
		append(w.Args, model.RowExecuted)...).Exec(ctx)
	if err != nil {
		return fmt.Errorf("creating products: %w", err)
	}
	return pending.Fail(ctx, tx, filter.SQL("r.old_active IS NULL"), filter.SQL("?", "There is a product with this SKU by now; it was left alone."))
}

// Undo puts back what products were, and deletes those that were created, unless
// they have changed or were sold or counted since.
func (Handler) Undo(ctx context.Context, tx postgres.Tx, _ *model.Batch, executed batch.Rows) error {
	if err := known.Undo(ctx, tx, executed); err != nil {
		return err
	}
	w := filter.And(executed.Where(), filter.SQL("r.old_active IS NULL AND e.id = r.product_id AND e.version = 1"))
	_, err := tx.NewRaw(`
		WITH gone AS (
			DELETE FROM product AS e USING batch.product_row AS r WHERE `+w.SQL+`
				AND NOT EXISTS (SELECT FROM sale AS s WHERE s.product_id = e.id)
				AND NOT EXISTS (SELECT FROM inventory AS i WHERE i.product_id = e.id)
			RETURNING r.batch_id, r.sequence)
		UPDATE batch.product_row AS r SET outcome = ?, updated_at = now()
		FROM gone WHERE r.batch_id = gone.batch_id AND r.sequence = gone.sequence`, append(w.Args, model.RowReverted)...).Exec(ctx)
	if err != nil {
		return fmt.Errorf("deleting created products: %w", err)
	}
	return executed.Fail(ctx, tx, filter.SQL("r.old_active IS NULL"), filter.SQL("?", "The product has changed, or was sold or counted, since it was created; it was left alone."))
}
