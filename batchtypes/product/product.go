// Package product is the batch type that creates products, and changes any of
// their columns.
package product

import (
	"github.com/shopspring/decimal"
	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
)

// Row is a product as it is to become, and as it was before.
type Row struct {
	bun.BaseModel `bun:"table:batch.product_row,alias:r"`
	batch.RowModel

	SKU         string           `bun:"sku" sluice:"title=SKU;length=64"`
	GTIN        *string          `bun:"gtin" sluice:"title=GTIN;editable;length=14"`
	Description string           `bun:"description" sluice:"title=Description;editable;length=500"`
	Size        string           `bun:"size" sluice:"title=Size;editable;length=50"`
	Department  *string          `bun:"department" sluice:"title=Department;editable;length=200"`
	Brand       *string          `bun:"brand" sluice:"title=Brand;editable;length=200"`
	Vendor      *string          `bun:"vendor" sluice:"title=Vendor;editable;length=200"`
	Cost        *decimal.Decimal `bun:"cost" sluice:"title=Cost;editable;min=0;max=99999999"`
	Price       *decimal.Decimal `bun:"price" sluice:"title=Price;type=money;editable;min=0;max=999999999.99"`
	Active      bool             `bun:"active" sluice:"title=Active;editable"`

	OldGTIN        *string          `bun:"old_gtin" sluice:"title=GTIN before"`
	OldDescription *string          `bun:"old_description" sluice:"title=Description before"`
	OldSize        *string          `bun:"old_size" sluice:"title=Size before"`
	OldDepartment  *string          `bun:"old_department" sluice:"title=Department before"`
	OldBrand       *string          `bun:"old_brand" sluice:"title=Brand before"`
	OldVendor      *string          `bun:"old_vendor" sluice:"title=Vendor before"`
	OldCost        *decimal.Decimal `bun:"old_cost" sluice:"title=Cost before"`
	OldPrice       *decimal.Decimal `bun:"old_price" sluice:"title=Price before;type=money"`
	OldActive      *bool            `bun:"old_active" sluice:"title=Active before"`
}

// The keys of the statuses.
const (
	statusNew         = "new"
	statusChanged     = "changed"
	statusUnchanged   = "unchanged"
	statusDiscontinue = "discontinue"
	statusBelowCost   = "below_cost"
	statusNoText      = "no_description"
	statusBadGTIN     = "bad_gtin"
	statusNoSKU       = "no_sku"
)

// Handler implements batch.Handler.
type Handler struct{ batch.Defaults }

// Type describes the batch type.
func (Handler) Type() batch.Type {
	return batch.Type{
		Key:         "product",
		Title:       "Products",
		Approvable:  true,
		Description: "Create products, and change any of their columns, from a file or by hand.",
		Row:         (*Row)(nil),
		Statuses: []batch.Status{
			{Key: statusChanged, Title: "Changed", Severity: model.SeverityOK, Description: "The product will be changed."},
			{Key: statusNew, Title: "New", Severity: model.SeverityOK, Description: "The product will be created."},
			{
				Key: statusUnchanged, Title: "Unchanged", Severity: model.SeverityNotice,
				Description: "The product is like this already: nothing will change.",
			},
			{
				Key: statusDiscontinue, Title: "Discontinued", Severity: model.SeverityNotice,
				Description: "The product will not be active any more.",
			},
			{
				Key: statusNoText, Title: "No description", Severity: model.SeverityWarning,
				Description: "Enter a description, or nobody will know what it is.",
			},
			{
				Key: statusBelowCost, Title: "Below cost", Severity: model.SeverityWarning,
				Description: "The price is lower than what the product costs. Make sure that this is meant.",
			},
			{
				Key: statusBadGTIN, Title: "Bad GTIN", Severity: model.SeverityError,
				Description: "A GTIN has 8, 12, 13 or 14 digits. Correct it, empty it, or remove the row.",
			},
			{
				Key: statusNoSKU, Title: "No SKU", Severity: model.SeverityError,
				Description: "There is no product with this GTIN, and none can be created without a SKU. Remove the row.",
			},
			{
				Key: batch.StatusStale, Title: "Product changed", Severity: model.SeverityError,
				Description: "The product has changed since the row was made. Reopen the batch and refresh the row, or remove it.",
			},
		},
		Sources: []model.SourceKind{model.SourceFile, model.SourceHand, model.SourceQuery, model.SourceBatch},
	}
}

// Lines implements batch.LineReader: a line can give every column.
func (Handler) Lines() batch.Lines {
	return batch.Lines{Fields: []batch.LineField{
		batch.SKUField("sku"), batch.GTINField("gtin"),
		{Column: "description", Synonyms: []string{"Name", "Title", "Product", "Bezeichnung"}},
		{Column: "size", Synonyms: []string{"Pack", "Pack size", "Content", "Inhalt"}},
		{Column: "department", Synonyms: []string{"Category", "Group", "Abteilung", "Warengruppe"}},
		{Column: "brand", Synonyms: []string{"Make", "Marke"}},
		{Column: "vendor", Synonyms: []string{"Supplier", "Manufacturer", "Lieferant"}},
		{Column: "cost", Synonyms: []string{"Purchase price", "Unit cost", "Einkaufspreis", "EK"}},
		{Column: "price", Synonyms: []string{"Retail price", "UnitPrice", "Unit price", "Sales price", "Verkaufspreis", "VK", "Preis"}},
		{Column: "active", Synonyms: []string{"Enabled", "Available", "Aktiv"}},
	}}
}

// column is one that a row gives a product; value is the present one as SQL over
// product AS p.
type column struct{ key, value string }

var columns = []column{
	{"gtin", "p.gtin"},
	{"description", "p.description"},
	{"size", "p.size"},
	{"department", "(SELECT d.name FROM department AS d WHERE d.id = p.department_id)"},
	{"brand", "(SELECT b.name FROM brand AS b WHERE b.id = p.brand_id)"},
	{"vendor", "(SELECT v.name FROM vendor AS v WHERE v.id = p.vendor_id)"},
	{"cost", "p.cost"},
	{"price", "p.price"},
	{"active", "p.active"},
}

// FromProduct takes the product as it is, once to be changed and once to stay.
func (Handler) FromProduct(form.Values) map[string]filter.Expr {
	all := map[string]filter.Expr{"sku": filter.SQL("p.sku")}
	for _, c := range columns {
		all[c.key], all["old_"+c.key] = filter.SQL(c.value), filter.SQL(c.value)
	}
	return all
}

// list joins what fn makes of the columns.
func list(fn func(column) string) string {
	text := ""
	for i, c := range columns {
		if i > 0 {
			text += ", "
		}
		text += fn(c)
	}
	return text
}

// changes tells which rows differ from what their products were.
var changes = "(" + list(func(c column) string { return "r." + c.key }) + ") IS DISTINCT FROM (" +
	list(func(c column) string { return "r.old_" + c.key }) + ")"

// Status tells what will happen, and what is wrong with it; the worst comes first.
func (Handler) Status(form.Values) filter.Expr {
	return filter.SQL(`CASE
		WHEN btrim(r.sku) = '' THEN ?
		WHEN r.gtin !~ '^([0-9]{8}|[0-9]{12,14})$' THEN ?
		WHEN NOT `+changes+` THEN ?
		WHEN btrim(r.description) = '' THEN ?
		WHEN r.price < r.cost THEN ?
		WHEN r.product_id IS NULL THEN ?
		WHEN r.old_active AND NOT r.active THEN ?
		ELSE ? END`, statusNoSKU, statusBadGTIN, statusUnchanged, statusNoText, statusBelowCost, statusNew, statusDiscontinue, statusChanged)
}

// Stale finds products that are no longer as they were.
func (Handler) Stale() filter.Expr {
	return filter.SQL("(" + list(func(c column) string { return c.value }) + ") IS DISTINCT FROM (" +
		list(func(c column) string { return "r.old_" + c.key }) + ")")
}
