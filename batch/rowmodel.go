package batch

import (
	"time"

	"github.com/sluicehq/sluice/model"
)

// RowModel holds the columns that every row table has. A row model embeds it,
// names its table in a bun.BaseModel with alias r, and describes its own
// columns with two tags each:
//
//	type Row struct {
//		bun.BaseModel `bun:"table:batch.pricing_row,alias:r"`
//		batch.RowModel
//
//		SKU      string           `bun:"sku" sluice:"title=SKU"`
//		NewPrice *decimal.Decimal `bun:"new_price" sluice:"title=New price;type=money;editable;min=0;max=99999"`
//		From     *model.Date      `bun:"valid_from" sluice:"title=From;editable"`
//	}
//
// The tag sluice holds, separated by semicolons: title (required); type (text,
// integer, decimal, money, boolean or date; by default what the Go type suggests);
// editable; min and max (inclusive) for numbers; length, the greatest number
// of characters of a text (default 200). Pointers may be empty.
type RowModel struct {
	BatchID       int64             `bun:"batch_id,pk"`
	Sequence      int64             `bun:"sequence,pk"`
	ProductID     *int64            `bun:"product_id"`
	SourceLine    *int64            `bun:"source_line"` // of the file that the row comes from
	Status        string            `bun:"status"`
	Removed       bool              `bun:"removed"`
	Outcome       *model.RowOutcome `bun:"outcome"`
	OutcomeReason *string           `bun:"outcome_reason"`
	Version       int               `bun:"version"`
	UpdatedAt     time.Time         `bun:"updated_at"`
}

// Row is a row of any batch type, as the API shows it.
type Row struct {
	RowModel
	Values  map[string]any // by column key; decimals as decimal.Decimal, nil for empty
	Meaning Status         // what its status means
	Reason  string         // why it has that status

	kind *Kind
}

// GlobalID returns the id that the API shows.
func (r *Row) GlobalID() model.ID { return model.RowID(r.BatchID, r.Sequence) }

// IsNode marks what node(id:) can answer.
func (*Row) IsNode() {}
