package labels

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/batchtypes/labels/labelpdf"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
)

// partSize is how many labels make a file. A row is in the file in which its
// last label is, so that a file can have nearly a row more.
const partSize = labelpdf.MaxLabels - maxQuantity

// printing is how a batch's labels are printed: those of its parameters and options
// that matter for it.
type printing struct {
	layout   labelpdf.Layout
	currency string
	blank    int // labels of the first sheet that are used up
}

func printingOf(b *model.Batch) (printing, error) {
	var stored struct{ Layout, Currency string }
	if err := json.Unmarshal(b.Parameters, &stored); err != nil {
		return printing{}, fmt.Errorf("reading the batch's parameters: %w", err)
	}
	layout, ok := labelpdf.LayoutByKey(stored.Layout)
	if !ok {
		return printing{}, model.Conflict("The batch was made for a label layout that this server does not know.")
	}
	chosen, err := form.Load(options, b.Options)
	if err != nil {
		return printing{}, err
	}
	return printing{layout, stored.Currency, int(max(chosen.Int(optionFirst), 1)) - 1}, nil
}

// Downloads lists PDF files of a bounded size.
func (Handler) Downloads(ctx context.Context, db bun.IDB, b *model.Batch) ([]batch.Download, error) {
	var total int
	err := db.NewSelect().TableExpr("batch.label_row").ColumnExpr("coalesce(sum(quantity), 0)").
		Where("batch_id = ?", b.ID).Where("outcome = 'executed'").Scan(ctx, &total)
	if err != nil {
		return nil, fmt.Errorf("counting labels: %w", err)
	}
	parts := (total + partSize - 1) / partSize
	files := make([]batch.Download, parts)
	for i := range files {
		files[i] = batch.Download{Name: fileName(i), Title: "Labels (PDF)", ContentType: "application/pdf"}
		if parts > 1 {
			files[i].Title = fmt.Sprintf("Labels, part %d of %d (PDF)", i+1, parts)
		}
	}
	return files, nil
}

func fileName(part int) string { return fmt.Sprintf("labels-%d.pdf", part+1) }

// WriteDownload draws the labels of one part.
func (Handler) WriteDownload(ctx context.Context, db bun.IDB, b *model.Batch, name string, w io.Writer) error {
	var part int
	if _, err := fmt.Sscanf(name, "labels-%d.pdf", &part); err != nil {
		return model.NotFound("file")
	}
	p, err := printingOf(b)
	if err != nil {
		return err
	}
	var rows []*Row
	err = db.NewSelect().Model(&rows).
		ModelTableExpr(`(SELECT l.*, sum(l.quantity) OVER (ORDER BY l.sequence) AS upto FROM batch.label_row AS l
			WHERE l.batch_id = ? AND l.outcome = 'executed' AND l.quantity > 0) AS r`, b.ID).
		Where("(r.upto - 1) / ? = ?", partSize, part-1).Order("r.sequence").Scan(ctx)
	if err != nil {
		return fmt.Errorf("reading labels: %w", err)
	}
	blank := p.blank
	if part > 1 {
		blank = 0 // only the first sheet of all has been begun
	}
	_, err = labelpdf.Render(w, p.layout, blank, p.labels(rows))
	return err
}

func (p printing) labels(rows []*Row) iter.Seq2[labelpdf.Label, error] {
	return func(yield func(labelpdf.Label, error) bool) {
		for _, r := range rows {
			if !yield(p.label(r), nil) {
				return
			}
		}
	}
}

func (p printing) label(r *Row) labelpdf.Label {
	label := labelpdf.Label{Name: r.Description, Size: r.Size, Code: r.SKU, Quantity: r.Quantity}
	if r.GTIN != nil {
		label.Code, label.GTIN = *r.GTIN, true
	}
	if r.Price != nil {
		label.Price = p.currency + r.Price.StringFixed(2)
	}
	return label
}
