package batch

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// Scan is a code that was scanned or typed.
type Scan struct {
	Code     string // a SKU or a GTIN
	Quantity int64  // how many; at least 1
}

// Scanned answers a Scan.
type Scanned struct {
	Batch *model.Batch
	Row   *Row
	New   bool // the row was made; it was counted up otherwise
}

// maxCode is the greatest length of a code, in bytes.
const maxCode = 100

// QuickEntry makes a row of the product that has a code, or counts it up if there
// is one. GTINs are found with and without leading zeros. A code of no product
// makes a row, too, and is counted. The viewer needs the permission edit. Errors:
// INVALID; CONFLICT unless the batch is open.
func (s *Service) QuickEntry(ctx context.Context, batchID int64, scan Scan) (*Scanned, error) {
	scan.Code = strings.TrimSpace(scan.Code)
	switch {
	case scan.Code == "" || len(scan.Code) > maxCode:
		return nil, model.Invalid("code", "The code must have 1 to %d characters.", maxCode)
	case scan.Quantity < 1:
		return nil, model.Invalid("quantity", "The quantity must be at least 1.")
	}
	result := &Scanned{}
	b, err := s.change(ctx, batchID, "edit", actionEdit,
		func(ctx context.Context, tx postgres.Tx, k *Kind, b *model.Batch, _ model.BatchState) (err error) {
			q := &quickEntry{kind: k, batch: b, by: k.Lines.matchedBy(k.Lines.columns()), Scan: scan}
			if len(q.by) == 0 {
				return model.Conflict("Batches of the type %s know no codes.", k.Title)
			}
			result.Row, result.New, err = q.enter(ctx, tx)
			return err
		})
	result.Batch = b
	return result, err
}

// columns are the names of all fields.
func (l Lines) columns() []string {
	names := make([]string, len(l.Fields))
	for i, f := range l.Fields {
		names[i] = f.Column
	}
	return names
}

// quickEntry is one Scan while the batch is locked, so that no other adds the
// same code.
type quickEntry struct {
	Scan
	kind  *Kind
	batch *model.Batch
	by    []LineField // what finds products
}

func (q *quickEntry) enter(ctx context.Context, tx postgres.Tx) (*Row, bool, error) {
	product, err := q.product(ctx, tx)
	if err != nil {
		return nil, false, err
	}
	sequence, err := q.row(ctx, tx, product)
	if err != nil {
		return nil, false, err
	}
	if sequence != 0 {
		row, err := q.countUp(ctx, tx, sequence)
		return row, false, err
	}
	line := q.line(product)
	if q.kind.Lines.Count != "" {
		line[q.kind.Lines.Count] = strconv.FormatInt(q.Quantity, 10)
	}
	cells, err := q.kind.typed(ctx, tx)
	if err != nil {
		return nil, false, err
	}
	values, invalid := q.kind.parseLine(cells, line)
	if invalid != nil {
		return nil, false, invalid
	}
	rows, err := q.kind.add(ctx, tx, q.batch, []GivenLine{values})
	if err != nil {
		return nil, false, err
	}
	return rows[0], true, nil
}

// coded is a product with the codes that it has.
type coded struct {
	ID        int64   `bun:"id"`
	SKU       string  `bun:"sku"`
	GTIN      *string `bun:"gtin"`
	MatchedBy string  `bun:"-"`
}

func (c *coded) code(match string) string {
	if match == MatchSKU {
		return c.SKU
	}
	if c.GTIN == nil {
		return ""
	}
	return *c.GTIN
}

// product returns the product that has the code, or nil. The first field that
// finds one counts.
func (q *quickEntry) product(ctx context.Context, tx postgres.Tx) (*coded, error) {
	var found []*coded
	err := tx.NewSelect().TableExpr("product AS p").ColumnExpr("p.id, p.sku, p.gtin").
		Where("p.sku = ? OR p.gtin IN (?)", q.Code, bun.List(gtins(q.Code))).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("looking for the product of a code: %w", err)
	}
	for _, f := range q.by {
		for _, p := range found {
			if p.MatchedBy = f.Match; slices.Contains(q.codes(f.Match), p.code(f.Match)) {
				return p, nil
			}
		}
	}
	return nil, nil
}

// codes are the ways to write the code.
func (q *quickEntry) codes(match string) []string {
	if match == MatchGTIN {
		return gtins(q.Code)
	}
	return []string{q.Code}
}

// row returns the sequence of the row of the product, or else of the code; 0 if
// there is none.
func (q *quickEntry) row(ctx context.Context, tx postgres.Tx, product *coded) (int64, error) {
	var is filter.Expr
	if product != nil {
		is = filter.SQL("r.product_id = ?", product.ID)
	} else {
		for _, f := range q.by {
			is = filter.Or(is, filter.SQL("r."+f.Column+" IN (?)", bun.List(q.codes(f.Match))))
		}
		is = filter.And(filter.SQL("r.product_id IS NULL"), is)
	}
	var sequences []int64
	err := tx.NewSelect().TableExpr(q.kind.table+" AS r").ColumnExpr("r.sequence").
		Where("r.batch_id = ? AND NOT r.removed", q.batch.ID).Where(is.SQL, is.Args...).
		Order("r.sequence").Limit(1).Scan(ctx, &sequences)
	if err != nil {
		return 0, fmt.Errorf("looking for the row of a code: %w", err)
	}
	if len(sequences) == 0 {
		return 0, nil
	}
	return sequences[0], nil
}

// line is what the code gives: the product's own codes, or what it looks like.
func (q *quickEntry) line(product *coded) GivenLine {
	for _, f := range q.by {
		if product != nil && f.Match == product.MatchedBy {
			return GivenLine{f.Column: product.code(f.Match)}
		}
		if product == nil && f.Match == MatchGTIN && isGTIN(q.Code) {
			return GivenLine{f.Column: q.Code}
		}
	}
	return GivenLine{q.by[0].Column: q.Code}
}

// countUp adds the quantity to a row's count, if the type counts.
func (q *quickEntry) countUp(ctx context.Context, tx postgres.Tx, sequence int64) (*Row, error) {
	g, err := newGesture(ctx, tx, q.kind, q.batch, []model.ID{model.RowID(q.batch.ID, sequence)})
	if err != nil {
		return nil, err
	}
	if c := q.kind.column(q.kind.Lines.Count); c != nil {
		row := g.rows[sequence]
		count, invalid := c.parse(plus(c.value(row.Elem()), q.Quantity))
		if invalid != nil {
			return nil, invalid.At("quantity")
		}
		g.note(row.Interface().(rowModel).common(), RowEdited, map[string][2]any{c.Key: {c.value(row.Elem()), count}})
		c.put(row.Elem(), count)
		if err := g.writeEdits(ctx, tx); err != nil {
			return nil, err
		}
		if err := g.record(ctx, tx); err != nil {
			return nil, err
		}
	}
	rows, err := q.kind.read(ctx, tx, q.batch.ID, []int64{sequence})
	if err != nil {
		return nil, err
	}
	return rows[0], nil
}
