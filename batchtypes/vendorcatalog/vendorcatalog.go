// Package vendorcatalog is the batch type that takes over the costs from a
// vendor's file.
package vendorcatalog

import (
	"context"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"
	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
)

// Row is a product with its new cost.
type Row struct {
	bun.BaseModel `bun:"table:batch.vendorcatalog_row,alias:r"`
	batch.RowModel

	SKU         string           `bun:"sku" sluice:"title=SKU;length=64"`
	GTIN        *string          `bun:"gtin" sluice:"title=GTIN"`
	Description string           `bun:"description" sluice:"title=Description;length=500"`
	Vendor      *string          `bun:"vendor" sluice:"title=Vendor"`
	Price       *decimal.Decimal `bun:"price" sluice:"title=Price;type=money"`
	Cost        *decimal.Decimal `bun:"cost" sluice:"title=Cost before"`
	NewCost     *decimal.Decimal `bun:"new_cost" sluice:"title=New cost;editable;min=0;max=99999999"`
}

// The keys of the statuses.
const (
	statusOK          = "ok"
	statusFirst       = "first"
	statusUnchanged   = "unchanged"
	statusBigChange   = "big_change"
	statusAbovePrice  = "above_price"
	statusOtherVendor = "other_vendor"
	statusNoCost      = "no_cost"
)

// Handler implements batch.Handler.
type Handler struct{ batch.Defaults }

// Type describes the batch type.
func (Handler) Type() batch.Type {
	return batch.Type{
		Key:         "vendorcatalog",
		Title:       "Vendor catalog",
		Approvable:  true,
		Description: "Take over the costs from a vendor's file, and see first what becomes dearer.",
		Row:         (*Row)(nil),
		Statuses: []batch.Status{
			{Key: statusOK, Title: "OK", Severity: model.SeverityOK, Description: "The new cost will be written."},
			{
				Key: statusFirst, Title: "First cost", Severity: model.SeverityOK,
				Description: "The product has no cost so far; the new one will be written.",
			},
			{
				Key: statusUnchanged, Title: "Unchanged", Severity: model.SeverityNotice,
				Description: "The new cost is the present one: nothing will change.",
			},
			{
				Key: statusBigChange, Title: "Big change", Severity: model.SeverityWarning,
				Description: "The cost changes by more than the batch allows for. Make sure that this is meant.",
			},
			{
				Key: statusAbovePrice, Title: "Above price", Severity: model.SeverityWarning,
				Description: "The product would cost more than it is sold for. Make sure of the cost, or change the price.",
			},
			{
				Key: statusOtherVendor, Title: "Other vendor", Severity: model.SeverityWarning,
				Description: "The product is bought from another vendor. Remove the row unless its cost is meant to change.",
			},
			{
				Key: statusNoCost, Title: "No cost", Severity: model.SeverityError,
				Description: "Enter a new cost, or remove the row.",
			},
			batch.UnknownProduct,
			{
				Key: batch.StatusStale, Title: "Product changed", Severity: model.SeverityError,
				Description: "The product's cost has changed since the row was made. Reopen the batch and refresh the row, or remove it.",
			},
		},
		Parameters: []form.Field{
			{Key: "vendor", Title: "Vendor", Type: form.Text, Required: true, Help: "The name of whose catalog it is."},
			{
				Key: "tolerance", Title: "Warn from a change of percent", Type: form.Decimal, Required: true, Default: "20",
				Min: form.Number("0"), Max: form.Number("1000"),
			},
		},
		Sources: []model.SourceKind{model.SourceFile, model.SourceHand, model.SourceQuery, model.SourceBatch},
	}
}

// CheckParameters implements batch.ParameterChecker: the vendor has to be known.
func (Handler) CheckParameters(ctx context.Context, db bun.IDB, params form.Values) error {
	known, err := db.NewSelect().Table("vendor").Where("name = ?", strings.TrimSpace(params.Text("vendor"))).Exists(ctx)
	if err != nil {
		return fmt.Errorf("looking for a vendor: %w", err)
	}
	if !known {
		return model.Invalid("parameters.vendor", "There is no vendor of this name.")
	}
	return nil
}

// Lines implements batch.LineReader.
func (Handler) Lines() batch.Lines {
	return batch.Lines{Fields: []batch.LineField{
		batch.SKUField("sku"), batch.GTINField("gtin"),
		{Column: "description", Synonyms: []string{"Name", "Title", "Bezeichnung"}},
		{Column: "new_cost", Required: true, Synonyms: []string{"Cost", "Price", "Net price", "Unit cost", "Einkaufspreis", "EK"}},
	}}
}

// FromProduct starts from the present cost.
func (Handler) FromProduct(form.Values) map[string]filter.Expr {
	return map[string]filter.Expr{
		"sku":         filter.SQL("p.sku"),
		"gtin":        filter.SQL("p.gtin"),
		"description": filter.SQL("p.description"),
		"vendor":      filter.SQL("(SELECT v.name FROM vendor AS v WHERE v.id = p.vendor_id)"),
		"price":       filter.SQL("p.price"),
		"cost":        filter.SQL("p.cost"),
		"new_cost":    filter.SQL("p.cost"),
	}
}

// Status tells what deserves a second look; the worst comes first.
func (Handler) Status(params form.Values) filter.Expr {
	return filter.SQL(`CASE
		WHEN r.product_id IS NULL THEN ?
		WHEN r.new_cost IS NULL THEN ?
		WHEN r.new_cost = r.cost THEN ?
		WHEN r.vendor IS DISTINCT FROM ? THEN ?
		WHEN r.new_cost > r.price THEN ?
		WHEN r.cost IS NULL THEN ?
		WHEN abs(r.new_cost - r.cost) > r.cost * ? / 100 THEN ?
		ELSE ? END`, batch.UnknownProduct.Key, statusNoCost, statusUnchanged, strings.TrimSpace(params.Text("vendor")), statusOtherVendor,
		statusAbovePrice, statusFirst, params.Decimal("tolerance"), statusBigChange, statusOK)
}

// Stale finds products whose cost is no longer the one before.
func (Handler) Stale() filter.Expr { return filter.SQL("p.cost IS DISTINCT FROM r.cost") }

// Reason names the figures behind a status.
func (Handler) Reason(row any) string {
	r := row.(*Row)
	switch {
	case r.Status == statusOtherVendor && r.Vendor == nil:
		return "The product has no vendor so far. Make sure that it is the right one."
	case r.Status == statusOtherVendor:
		return fmt.Sprintf("The product is bought from %s. Remove the row unless its cost is meant to change.", *r.Vendor)
	case r.Status == statusBigChange && r.NewCost != nil && r.Cost != nil && r.Cost.IsPositive():
		change := r.NewCost.Div(*r.Cost).Sub(decimal.NewFromInt(1)).Shift(2)
		return fmt.Sprintf("The cost changes by %s %%.", change.StringFixed(0))
	case r.Status == statusAbovePrice && r.NewCost != nil && r.Price != nil:
		return fmt.Sprintf("The new cost %s is above the price %s.", r.NewCost.StringFixed(2), r.Price.StringFixed(2))
	}
	return ""
}
