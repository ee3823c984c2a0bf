package batch

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/shopspring/decimal"

	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/form"
)

// RowAction is what a person has done to a row.
type RowAction string

// The actions.
const (
	RowAdded     RowAction = "add" // typed, pasted or scanned
	RowEdited    RowAction = "edit"
	RowRemoved   RowAction = "remove"
	RowRestored  RowAction = "restore"
	RowRefreshed RowAction = "refresh"
	RowRetried   RowAction = "retry" // it had failed, and is executed again
)

// RowEvent is something that a person has done to a row.
type RowEvent struct {
	Version   int // that it made
	Action    RowAction
	Bulk      bool // it was done to many rows at once
	Cells     []CellEvent
	ChangedBy *int64
	ChangedAt time.Time
}

// CellEvent is a value that was changed: nil for empty, else a string, int64,
// decimal.Decimal or bool.
type CellEvent struct {
	Column   string
	From, To any
}

// RowHistory returns what was done to a row, newest first. It checks no
// permission: whoever has the row may see it. Errors: INVALID unless first is 1
// to MaxHistory.
func (s *Service) RowHistory(ctx context.Context, row *Row, first int) ([]*RowEvent, error) {
	if err := filter.CheckFirst(first, MaxHistory); err != nil {
		return nil, err
	}
	var found []struct {
		RowEvent
		Changes map[string][2]any `bun:"changes,type:jsonb"`
	}
	err := s.db.NewRaw(`
		SELECT version, action, false AS bulk, changes, changed_by, changed_at
		FROM batch.row_change WHERE batch_id = ? AND sequence = ?
		UNION ALL
		SELECT p.versions[i.nth], c.action, true, CASE WHEN c.column_key IS NULL THEN '{}'
			ELSE jsonb_build_object(c.column_key, jsonb_build_array(p.former[i.nth], p.later[i.nth])) END, c.changed_by, c.changed_at
		FROM batch.bulk_change_part AS p JOIN batch.bulk_change AS c ON c.id = p.change_id,
			array_position(p.places, (?)::smallint) AS i (nth)
		WHERE p.batch_id = ? AND p.part = ? AND i.nth IS NOT NULL
		ORDER BY version DESC LIMIT ?`,
		row.BatchID, row.Sequence, row.Sequence%partSize, row.BatchID, row.Sequence/partSize, first).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("reading the history of a row: %w", err)
	}
	events := make([]*RowEvent, len(found))
	for i := range found {
		events[i] = &found[i].RowEvent
		for _, key := range slices.Sorted(maps.Keys(found[i].Changes)) {
			change := found[i].Changes[key]
			events[i].Cells = append(events[i].Cells, CellEvent{key, row.kind.recorded(key, change[0]), row.kind.recorded(key, change[1])})
		}
	}
	return events, nil
}

// recorded turns a value as history has it into one of its column's type.
func (k *Kind) recorded(key string, value any) any {
	if c := k.column(key); c != nil {
		return typed(c.Type, value)
	}
	return value
}

// typed turns a value that was JSON or a text into one of a type: a string,
// int64, decimal.Decimal or bool. nil, and what is none, stays as it is.
func typed(t form.Type, value any) any {
	if value == nil {
		return nil
	}
	text := fmt.Sprint(value)
	if number, ok := value.(float64); ok {
		text = strconv.FormatFloat(number, 'f', -1, 64)
	}
	switch t {
	case form.Decimal, form.Money:
		if d, err := decimal.NewFromString(text); err == nil {
			return decimal.New(d.Shift(t.Scale()).IntPart(), -t.Scale())
		}
	case form.Integer:
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return n
		}
	case form.Boolean:
		return text == "true"
	}
	return value
}
