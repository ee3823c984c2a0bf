// Package inventory is the batch type that counts the stock.
package inventory

import (
	"fmt"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
)

// Row is a product with what was counted of it.
type Row struct {
	bun.BaseModel `bun:"table:batch.inventory_row,alias:r"`
	batch.RowModel

	SKU         string  `bun:"sku" sluice:"title=SKU;length=64"`
	GTIN        *string `bun:"gtin" sluice:"title=GTIN"`
	Description string  `bun:"description" sluice:"title=Description;length=500"`
	OnHand      *int    `bun:"on_hand" sluice:"title=On hand before"`
	Counted     *int    `bun:"counted" sluice:"title=Counted;editable;min=0;max=1000000000"`
	Difference  *int    `bun:"difference" sluice:"title=Difference"`
}

// The keys of the statuses.
const (
	statusOK         = "ok"
	statusFirst      = "first"
	statusNotCounted = "not_counted"
	statusNegative   = "negative"
	statusLarge      = "large"
)

// Handler implements batch.Handler.
type Handler struct{ batch.Defaults }

// Type describes the batch type.
func (Handler) Type() batch.Type {
	return batch.Type{
		Key:         "inventory",
		Title:       "Inventory",
		Approvable:  true,
		Description: "Count the stock: scan it, type it, or fill in a worksheet and upload that.",
		Row:         (*Row)(nil),
		Statuses: []batch.Status{
			{Key: statusOK, Title: "OK", Severity: model.SeverityOK, Description: "The count will become the stock."},
			{
				Key: statusFirst, Title: "First count", Severity: model.SeverityOK,
				Description: "The product was never counted; the count will become its stock.",
			},
			{
				Key: statusNotCounted, Title: "Not counted", Severity: model.SeverityNotice,
				Description: "Nothing was counted yet: the stock will stay as it is. Enter 0 if there is none.",
			},
			{
				Key: statusNegative, Title: "Was negative", Severity: model.SeverityNotice,
				Description: "More was sold than there had been. The count puts that right.",
			},
			{
				Key: statusLarge, Title: "Large difference", Severity: model.SeverityWarning,
				Description: "The count is far from the stock on record. Count again.",
			},
			batch.UnknownProduct,
			{
				Key: batch.StatusStale, Title: "Stock changed", Severity: model.SeverityError,
				Description: "The stock has changed since the row was made. Reopen the batch and refresh the row, and count again if need be.",
			},
		},
		Parameters: []form.Field{{
			Key: "tolerance", Title: "Warn from a difference of percent", Type: form.Decimal, Required: true, Default: "20",
			Min: form.Number("0"), Max: form.Number("1000"),
		}},
		Sources: []model.SourceKind{model.SourceQuery, model.SourceBatch, model.SourceFile, model.SourceHand},
	}
}

// Lines implements batch.LineReader. Scanning a product again counts one more.
func (Handler) Lines() batch.Lines {
	return batch.Lines{
		Fields: []batch.LineField{
			batch.SKUField("sku"), batch.GTINField("gtin"),
			{Column: "counted", Synonyms: []string{"Count", "Quantity", "Qty", "On hand", "Stock", "Bestand", "Menge"}},
		},
		Count: "counted",
	}
}

// FromProduct looks up the stock on record.
func (Handler) FromProduct(form.Values) map[string]filter.Expr {
	return map[string]filter.Expr{
		"sku":         filter.SQL("p.sku"),
		"gtin":        filter.SQL("p.gtin"),
		"description": filter.SQL("p.description"),
		"on_hand":     filter.SQL(onHand),
	}
}

// onHand is the stock on record of product AS p.
const onHand = "(SELECT i.on_hand FROM inventory AS i WHERE i.product_id = p.id)"

// Status tells what deserves a second look.
func (Handler) Status(params form.Values) filter.Expr {
	return filter.SQL(`CASE
		WHEN r.product_id IS NULL THEN ?
		WHEN r.counted IS NULL THEN ?
		WHEN r.on_hand IS NULL THEN ?
		WHEN r.on_hand < 0 THEN ?
		WHEN abs(r.counted::bigint - r.on_hand) > r.on_hand * ?::numeric / 100 THEN ?
		ELSE ? END`, batch.UnknownProduct.Key, statusNotCounted, statusFirst, statusNegative, params.Decimal("tolerance"), statusLarge, statusOK)
}

// Stale finds products whose stock is no longer the one before.
func (Handler) Stale() filter.Expr { return filter.SQL(onHand + " IS DISTINCT FROM r.on_hand") }

// Reason names the figures behind a status.
func (Handler) Reason(row any) string {
	r := row.(*Row)
	if r.Status == statusLarge && r.OnHand != nil && r.Counted != nil {
		return fmt.Sprintf("%d were counted, %d are on record. Count again.", *r.Counted, *r.OnHand)
	}
	return ""
}
