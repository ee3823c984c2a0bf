package batch

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// RowEdit changes some cells of a row.
type RowEdit struct {
	ID      model.ID
	Version int            // the version it was read at
	Values  map[string]any // by column key; nil empties a cell
}

// EditRows changes cells of rows, refreshes what depends on them, and records
// who changed what. A row whose version has moved on, or whose new values are
// not allowed, is rejected; the others are changed. The viewer needs the
// permission edit. Errors: CONFLICT unless the batch is open, or is executed and
// has failed rows; then all other rows are rejected.
func (s *Service) EditRows(ctx context.Context, batchID int64, edits []RowEdit) (*RowsResult, error) {
	ids := make([]model.ID, len(edits))
	for i, e := range edits {
		ids[i] = e.ID
	}
	return s.changeRows(ctx, batchID, ids, editing, func(ctx context.Context, tx postgres.Tx, g *gesture) error {
		for _, e := range edits {
			if row, ok := g.take(e.ID); ok {
				g.edit(row, e)
			}
		}
		return g.writeEdits(ctx, tx)
	})
}

// edit puts new values into the row in memory, or rejects it.
func (g *gesture) edit(row reflect.Value, e RowEdit) {
	common := row.Interface().(rowModel).common()
	switch {
	case common.Version != e.Version:
		g.reject(row, model.Conflict("Somebody else has changed this row. Look at it again before you change it."))
		return
	case frozen(g.batch, common):
		g.reject(row, model.Conflict("The batch is executed: only its failed rows can be corrected."))
		return
	case common.Removed:
		g.reject(row, model.Conflict("This row is removed. Restore it before you change it."))
		return
	}
	values, err := g.kind.parseEdit(e.Values)
	if err != nil {
		g.reject(row, err)
		return
	}
	changes := map[string][2]any{}
	for key, value := range values {
		c := g.kind.column(key)
		if old := c.value(row.Elem()); !same(old, value) {
			changes[key] = [2]any{old, value}
			c.put(row.Elem(), value)
		}
	}
	if len(changes) > 0 {
		g.note(common, RowEdited, changes)
	}
}

// writeEdits writes the changed rows in one statement and refreshes them.
func (g *gesture) writeEdits(ctx context.Context, tx postgres.Tx) error {
	if len(g.changes) == 0 {
		return nil
	}
	values := make([]map[string]any, len(g.changes))
	for i, change := range g.changes {
		values[i] = map[string]any{"sequence": change.Sequence}
		for _, c := range g.kind.Columns {
			if c.Editable {
				values[i][c.Key] = c.value(g.rows[change.Sequence].Elem())
			}
		}
	}
	payload, err := json.Marshal(values)
	if err != nil {
		return fmt.Errorf("writing edited values: %w", err)
	}
	record := "sequence bigint"
	q := tx.NewUpdate().TableExpr(g.kind.table+" AS r").
		Set("version = r.version + 1").Set("updated_at = now()").
		Where("r.batch_id = ?", g.batch.ID).Where("r.sequence = v.sequence")
	for _, c := range g.kind.Columns {
		if c.Editable {
			record += ", " + c.Key + " " + c.sqlType
			q = q.Set(c.Key + " = v." + c.Key)
		}
	}
	if _, err := q.TableExpr("json_to_recordset(?::json) AS v("+record+")", string(payload)).Exec(ctx); err != nil {
		return fmt.Errorf("writing edited rows: %w", err)
	}
	return g.kind.refresh(ctx, tx, g.batch, g.changed())
}

// parseEdit checks new values of cells.
func (k *Kind) parseEdit(given map[string]any) (map[string]any, *model.Error) {
	values := make(map[string]any, len(given))
	for _, key := range slices.Sorted(maps.Keys(given)) {
		raw := given[key]
		c := k.column(key)
		switch {
		case c == nil:
			return nil, model.Invalid("values", "Rows of this type have no such column.")
		case !c.Editable:
			return nil, model.Invalid(key, "%s can't be edited.", c.Title)
		}
		value, err := c.parse(raw)
		if err != nil {
			return nil, err.At(key)
		}
		values[key] = value
	}
	return values, nil
}

func same(a, b any) bool {
	if x, ok := a.(decimal.Decimal); ok {
		y, ok := b.(decimal.Decimal)
		return ok && x.Equal(y)
	}
	return a == b
}
