// Package organic is what a coop adds to Sluice: organic certificates of its
// products, the batch type that renews them, and the importer of the register of
// those who issue them.
package organic

import (
	"fmt"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
)

// Row is a product with its certificate, before and after.
type Row struct {
	bun.BaseModel `bun:"table:coop.organic_row,alias:r"`
	batch.RowModel

	SKU           string      `bun:"sku" sluice:"title=SKU"`
	Description   string      `bun:"description" sluice:"title=Description"`
	OldNumber     *string     `bun:"old_number" sluice:"title=Certificate before"`
	OldValidUntil *model.Date `bun:"old_valid_until" sluice:"title=Valid until before"`
	Number        *string     `bun:"number" sluice:"title=Certificate;editable;length=50"`
	ValidUntil    *model.Date `bun:"valid_until" sluice:"title=Valid until;editable"`
}

// The keys of the statuses.
const (
	statusOK         = "ok"
	statusIncomplete = "incomplete"
	statusExpired    = "expired"
	statusForeign    = "foreign"
	statusUnchanged  = "unchanged"
)

// Handler implements batch.Handler.
type Handler struct{ batch.Defaults }

// Type describes the batch type.
func (Handler) Type() batch.Type {
	return batch.Type{
		Key:         "organic",
		Title:       "Organic certificates",
		Description: "Renew the certificates that run out, or record those of other products.",
		Row:         (*Row)(nil),
		Statuses: []batch.Status{
			{Key: statusOK, Title: "OK", Severity: model.SeverityOK, Description: "The certificate will be recorded."},
			{
				Key: statusUnchanged, Title: "Unchanged", Severity: model.SeverityNotice,
				Description: "The certificate is on record already.",
			},
			{
				Key: statusExpired, Title: "Expired", Severity: model.SeverityWarning,
				Description: "The certificate is not valid any more. Enter the new one.",
			},
			{
				Key: statusForeign, Title: "Unknown body", Severity: model.SeverityWarning,
				Description: "No control body of the register issues certificates with such numbers.",
			},
			{
				Key: statusIncomplete, Title: "Incomplete", Severity: model.SeverityError,
				Description: "Enter both the number and the last day, or remove the row.",
			},
		},
		Parameters: []form.Field{{
			Key: "days", Title: "Runs out within days", Type: form.Integer, Required: true, Default: "60",
			Min: form.Number("0"), Max: form.Number("3650"),
		}},
		Sources: []model.SourceKind{model.SourceDataSet, model.SourceQuery, model.SourceBatch},
	}
}

// DataSet implements batch.DataSetter: the products whose certificates run out.
func (h Handler) DataSet(params form.Values) batch.Selection {
	days := params.Int("days")
	return batch.Selection{
		From:    filter.SQL("coop.certificate AS c JOIN product AS p ON p.id = c.product_id"),
		Where:   filter.SQL("p.active AND c.valid_until <= current_date + ?::integer", days),
		Key:     filter.SQL("p.id"),
		Product: filter.SQL("p.id"),
		Columns: h.FromProduct(params),
		Text:    fmt.Sprintf("certificates that run out within %d days", days),
	}
}

// FromProduct takes the certificate that is on record.
func (Handler) FromProduct(form.Values) map[string]filter.Expr {
	number := filter.SQL("(SELECT o.number FROM coop.certificate AS o WHERE o.product_id = p.id)")
	until := filter.SQL("(SELECT o.valid_until FROM coop.certificate AS o WHERE o.product_id = p.id)")
	return map[string]filter.Expr{
		"sku": filter.SQL("p.sku"), "description": filter.SQL("p.description"),
		"old_number": number, "old_valid_until": until, "number": number, "valid_until": until,
	}
}

// Status tells what is missing, and whose number the register does not explain.
func (Handler) Status(form.Values) filter.Expr {
	return filter.SQL(`CASE
		WHEN coalesce(btrim(r.number), '') = '' OR r.valid_until IS NULL THEN ?
		WHEN r.valid_until < current_date THEN ?
		WHEN (r.number, r.valid_until) IS NOT DISTINCT FROM (r.old_number, r.old_valid_until) THEN ?
		WHEN EXISTS (SELECT FROM coop.control_body) AND NOT EXISTS (
			SELECT FROM coop.control_body AS b WHERE starts_with(r.number, b.code)) THEN ?
		ELSE ? END`, statusIncomplete, statusExpired, statusUnchanged, statusForeign, statusOK)
}
