// Package delproduct is the batch type that discontinues products.
package delproduct

import (
	"fmt"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
)

// Row is a product that is to be discontinued.
type Row struct {
	bun.BaseModel `bun:"table:batch.delproduct_row,alias:r"`
	batch.RowModel

	SKU         string      `bun:"sku" sluice:"title=SKU"`
	GTIN        *string     `bun:"gtin" sluice:"title=GTIN"`
	Description string      `bun:"description" sluice:"title=Description"`
	Active      *bool       `bun:"active" sluice:"title=Active before"`
	LastSold    *model.Date `bun:"last_sold" sluice:"title=Last sold"`
	OnHand      *int        `bun:"on_hand" sluice:"title=On hand"`
	Elsewhere   bool        `bun:"elsewhere" sluice:"title=In other batches"`
}

// The keys of the statuses.
const (
	statusOK        = "ok"
	statusInactive  = "inactive"
	statusSold      = "sold"
	statusStock     = "stock"
	statusElsewhere = "elsewhere"
)

// typeKey is the type's key.
const typeKey = "delproduct"

// Handler implements batch.Handler. Use a pointer: it has to know the types that
// it stands beside.
type Handler struct {
	batch.Defaults
	elsewhere filter.Expr
}

// Meet implements batch.Neighbor.
func (h *Handler) Meet(types *batch.Registry) { h.elsewhere = types.InOtherBatches("p.id", typeKey) }

// Type describes the batch type.
func (*Handler) Type() batch.Type {
	return batch.Type{
		Key:         typeKey,
		Title:       "Discontinue",
		Approvable:  true,
		Description: "Take products out of the range: they stay on record, but are not active any more.",
		Row:         (*Row)(nil),
		Statuses: []batch.Status{
			{Key: statusOK, Title: "OK", Severity: model.SeverityOK, Description: "The product will be discontinued."},
			{
				Key: statusInactive, Title: "Not active", Severity: model.SeverityNotice,
				Description: "The product is not active any more: nothing will change.",
			},
			{
				Key: statusSold, Title: "Still sold", Severity: model.SeverityWarning,
				Description: "The product was sold lately. Make sure that it is to go.",
			},
			{
				Key: statusStock, Title: "In stock", Severity: model.SeverityWarning,
				Description: "There is some of it left. Make sure that it is to go.",
			},
			{
				Key: statusElsewhere, Title: "In other batches", Severity: model.SeverityWarning,
				Description: "The product has a row in another batch that is not executed yet. Look there first.",
			},
			batch.UnknownProduct,
			{
				Key: batch.StatusStale, Title: "Product changed", Severity: model.SeverityError,
				Description: "Somebody else has discontinued the product, or taken it back. Reopen the batch and refresh the row, or remove it.",
			},
		},
		Parameters: []form.Field{{
			Key: "days", Title: "Warn if sold within days", Type: form.Integer, Required: true, Default: "90",
			Min: form.Number("0"), Max: form.Number("3650"),
		}},
		Sources: []model.SourceKind{model.SourceQuery, model.SourceBatch, model.SourceFile, model.SourceHand},
	}
}

// Lines implements batch.LineReader: a line names a product.
func (*Handler) Lines() batch.Lines {
	return batch.Lines{Fields: []batch.LineField{batch.SKUField("sku"), batch.GTINField("gtin")}}
}

// FromProduct looks at what speaks against it.
func (h *Handler) FromProduct(form.Values) map[string]filter.Expr {
	return map[string]filter.Expr{
		"sku":         filter.SQL("p.sku"),
		"gtin":        filter.SQL("p.gtin"),
		"description": filter.SQL("p.description"),
		"active":      filter.SQL("p.active"),
		"last_sold":   filter.SQL("(SELECT max(s.sold_at)::date FROM sale AS s WHERE s.product_id = p.id AND s.quantity > 0)"),
		"on_hand":     filter.SQL("(SELECT i.on_hand FROM inventory AS i WHERE i.product_id = p.id)"),
		"elsewhere":   h.elsewhere,
	}
}

// Status tells what speaks against it; the worst comes first.
func (*Handler) Status(params form.Values) filter.Expr {
	return filter.SQL(`CASE
		WHEN r.product_id IS NULL THEN ?
		WHEN NOT r.active THEN ?
		WHEN r.last_sold > current_date - ?::integer THEN ?
		WHEN r.on_hand <> 0 THEN ?
		WHEN r.elsewhere THEN ?
		ELSE ? END`, batch.UnknownProduct.Key, statusInactive, params.Int("days"), statusSold, statusStock, statusElsewhere, statusOK)
}

// Stale finds products that were discontinued, or taken back, since.
func (*Handler) Stale() filter.Expr { return filter.SQL("p.active IS DISTINCT FROM r.active") }

// Reason names the figures behind a status.
func (*Handler) Reason(row any) string {
	r := row.(*Row)
	switch {
	case r.Status == statusSold && r.LastSold != nil:
		return fmt.Sprintf("The product was last sold on %s. Make sure that it is to go.", *r.LastSold)
	case r.Status == statusStock && r.OnHand != nil:
		return fmt.Sprintf("There are %d on hand. Make sure that the product is to go.", *r.OnHand)
	}
	return ""
}
