package batch

import (
	"context"
	"fmt"
	"reflect"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// MaxRowPage is the greatest page of rows.
const MaxRowPage = 500

// RowOrder is an order of rows. A nil RowOrder is by sequence.
type RowOrder struct {
	Column    string          `json:"column"` // a column's key, "sequence" or "status"
	Direction model.Direction `json:"direction"`
}

// RowQuery asks for a page of a batch's rows.
type RowQuery struct {
	Where   *RowFilter
	OrderBy *RowOrder
	First   int // 1 to MaxRowPage
	After   *string
	Offset  int // rows to skip, after the cursor if there is one
}

// Rows returns a page of the rows that match. In the order of sequence and
// without a filter, any page of any batch takes the same time.
func (s *Service) Rows(ctx context.Context, b *model.Batch, query RowQuery) (*model.Page[*Row], error) {
	if err := filter.CheckFirst(query.First, MaxRowPage); err != nil {
		return nil, err
	}
	if query.Offset < 0 {
		return nil, model.Invalid("offset", "The offset can't be negative.")
	}
	k, err := s.types.of(b)
	if err != nil {
		return nil, err
	}
	order, err := k.order(query.OrderBy)
	if err != nil {
		return nil, err
	}
	where, err := k.where(b.ID, query.Where)
	if err != nil {
		return nil, err
	}
	if rowsGone(b) {
		return &model.Page[*Row]{}, nil
	}
	rows := k.newRows()
	q := k.selectRows(s.db, rows).Where("r.batch_id = ?", b.ID).Limit(int64(query.First) + 1)
	if !where.Empty() {
		q = q.Where(where.SQL, where.Args...)
	}
	if q, err = order.Apply(q, query.After); err != nil {
		return nil, err
	}
	q = skip(q, b, query, where.Empty() && order.Column == "" && !order.Desc)
	if err := q.Scan(ctx); err != nil {
		return nil, postgres.Error(err)
	}
	began := query.After != nil || query.Offset > 0
	return filter.Paged(k.wrapAll(rows.Elem()), query.First, began, func(r *Row) string {
		return order.Cursor(cursorValue(query.OrderBy, r), r.Sequence)
	}), nil
}

// skip leaves out the rows of the offset. Sequences without gaps are
// positions, and an index finds them; otherwise the rows have to be counted.
func skip(q *bun.SelectQuery, b *model.Batch, query RowQuery, natural bool) *bun.SelectQuery {
	switch {
	case query.Offset == 0:
		return q
	case natural && gapless(b) && query.After == nil:
		return q.Where("r.sequence > ?", query.Offset)
	default:
		return q.Offset(int64(query.Offset))
	}
}

// gapless reports whether the sequences of a batch's rows are 1, 2, 3 …
func gapless(b *model.Batch) bool {
	return b.RowCount != nil && *b.RowCount == b.NextSequence-1
}

// CountRows returns how many rows match.
func (s *Service) CountRows(ctx context.Context, b *model.Batch, f *RowFilter) (int, error) {
	k, err := s.types.of(b)
	if err != nil {
		return 0, err
	}
	where, err := k.where(b.ID, f)
	if err != nil {
		return 0, err
	}
	if rowsGone(b) {
		return 0, nil
	}
	if where.Empty() && b.RowCount != nil {
		return int(*b.RowCount), nil
	}
	q := s.db.NewSelect().TableExpr(k.table+" AS r").Where("r.batch_id = ?", b.ID).ColumnExpr("count(*)")
	if !where.Empty() {
		q = q.Where(where.SQL, where.Args...)
	}
	var n int
	err = q.Scan(ctx, &n)
	return n, postgres.Error(err)
}

func (k *Kind) order(o *RowOrder) (filter.Order, error) {
	order := filter.Order{Name: "sequence", Key: "r.sequence"}
	if o == nil {
		return order, nil
	}
	order.Name = o.Column
	order.Desc = o.Direction == model.Descending
	switch c := k.column(o.Column); {
	case o.Column == "sequence":
	case o.Column == "status":
		order.Column, order.Type = "r.status", "text"
	case c != nil:
		order.Column, order.Type, order.Nullable = "r."+c.Key, c.sqlType, c.Nullable
	default:
		return order, model.Invalid("orderBy.column", "Rows of this type have no such column.")
	}
	return order, nil
}

// cursorValue is the text of the column that the page is ordered by.
func cursorValue(o *RowOrder, r *Row) *string {
	if o == nil || o.Column == "sequence" {
		return nil
	}
	if o.Column == "status" {
		return &r.Status
	}
	return textOf(r.Values[o.Column])
}

func textOf(value any) *string {
	if value == nil {
		return nil
	}
	text := fmt.Sprint(value)
	return &text
}

// wrapAll turns a slice of pointers to row models into Rows.
func (k *Kind) wrapAll(models reflect.Value) []*Row {
	rows := make([]*Row, models.Len())
	for i := range rows {
		rows[i] = k.wrap(models.Index(i))
	}
	return rows
}

func (k *Kind) wrap(m reflect.Value) *Row {
	row := &Row{RowModel: *commonOf(m), Values: make(map[string]any, len(k.Columns)), kind: k}
	for _, c := range k.Columns {
		row.Values[c.Key] = c.value(m.Elem())
	}
	meaning, ok := k.statuses[row.Status]
	if !ok {
		meaning = Status{Key: row.Status, Title: row.Status, Severity: model.SeverityNotice}
	}
	row.Meaning = meaning
	if row.Reason = k.handler.Reason(m.Interface()); row.Reason == "" {
		row.Reason = meaning.Description
	}
	return row
}
