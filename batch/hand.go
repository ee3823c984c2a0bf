package batch

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/form"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/words"
)

// CreateByHand creates an empty batch, open at once, for rows that people type,
// paste or scan. The viewer needs the type's permissions view and create. Errors:
// INVALID, naming the field to blame.
func (s *Service) CreateByHand(ctx context.Context, in Draft) (*model.Batch, error) {
	k, err := s.creatable(ctx, in.Type, model.SourceHand)
	if err != nil {
		return nil, err
	}
	return s.create(ctx, k, in, source{Kind: model.SourceHand, Text: "by hand"})
}

// GivenLine is a line that a person typed or pasted: texts by field.
type GivenLine map[string]string

// AddedRows answers for each line that was given.
type AddedRows struct {
	Batch    *model.Batch
	Rows     []*Row // that were made, in the order of their lines
	Rejected []RejectedLine
}

// RejectedLine is a line that made no row.
type RejectedLine struct {
	Index int // of the line, from 0
	Error *model.Error
}

// AddRows makes rows of lines, completed from the products that they match, as
// those of a file are. A line that can't be used is rejected; the others make
// rows. The viewer needs the permission edit. Errors: INVALID; CONFLICT unless
// the batch is open.
func (s *Service) AddRows(ctx context.Context, batchID int64, lines []GivenLine) (*AddedRows, error) {
	if len(lines) == 0 || len(lines) > MaxRowsAtOnce {
		return nil, model.Invalid("rows", "Give 1 to %s rows at once.", words.Thousands(MaxRowsAtOnce))
	}
	result := &AddedRows{}
	b, err := s.change(ctx, batchID, "edit", actionEdit,
		func(ctx context.Context, tx postgres.Tx, k *Kind, b *model.Batch, _ model.BatchState) error {
			if len(k.Lines.Fields) == 0 {
				return model.Conflict("Rows can't be added to batches of the type %s.", k.Title)
			}
			cells, err := k.typed(ctx, tx)
			if err != nil {
				return err
			}
			var good []GivenLine
			for i, line := range lines {
				values, err := k.parseLine(cells, line)
				if err != nil {
					result.Rejected = append(result.Rejected, RejectedLine{i, err})
					continue
				}
				good = append(good, values)
			}
			result.Rows, err = k.add(ctx, tx, b, good)
			return err
		})
	result.Batch = b
	return result, err
}

// typed are the cells of lines that people type, one for each field.
func (k *Kind) typed(ctx context.Context, db bun.IDB) ([]*cell, error) {
	cells := make([]*cell, len(k.Lines.Fields))
	for i, f := range k.Lines.Fields {
		cells[i] = &cell{column: k.column(f.Column), required: f.Required, from: asTyped}
	}
	return cells, k.measure(ctx, db, cells)
}

// parseLine checks a line and returns its values as PostgreSQL reads them.
func (k *Kind) parseLine(cells []*cell, line GivenLine) (GivenLine, *model.Error) {
	values := GivenLine{}
	for _, name := range slices.Sorted(maps.Keys(line)) {
		if k.Lines.field(name) == nil {
			return nil, model.Invalid("rows", "There is no such field. Lines can give: %s.", strings.Join(k.Lines.names(), ", "))
		}
	}
	for _, c := range cells {
		value, reason := c.parse(line[c.column.Key])
		if reason != "" {
			return nil, model.Invalid(c.column.Key, "%s", reason)
		}
		if value != "" {
			values[c.column.Key] = value
		}
	}
	if len(values) == 0 {
		return nil, model.Invalid("rows", "The line is empty.")
	}
	return values, nil
}

// add makes a row of each line, and notes who did.
func (k *Kind) add(ctx context.Context, tx postgres.Tx, b *model.Batch, lines []GivenLine) ([]*Row, error) {
	if len(lines) == 0 {
		return nil, nil
	}
	params, err := form.Load(k.Parameters, b.Parameters)
	if err != nil {
		return nil, err
	}
	from, given, err := k.recordset(lines)
	if err != nil {
		return nil, err
	}
	selection := k.fromLines(params, from, given)
	selection.Line = filter.Expr{} // of no file
	first := b.NextSequence
	statement := k.insert(b, params, selection, numbered(filter.SQL("? + r.n - 1", first)))
	if _, err := tx.NewRaw(statement.SQL, statement.Args...).Exec(ctx); err != nil {
		return nil, fmt.Errorf("adding rows: %w", err)
	}
	_, err = tx.NewRaw(`INSERT INTO batch.row_change (batch_id, sequence, version, action, changed_by)
		SELECT ?, n, 1, ?, ? FROM generate_series(?::bigint, ?::bigint) AS n`,
		b.ID, RowAdded, auth.ViewerFrom(ctx).ID(), first, first+int64(len(lines))-1).Exec(ctx)
	if err != nil {
		return nil, fmt.Errorf("recording added rows: %w", err)
	}
	// The version stays: it is the header's.
	_, err = tx.NewUpdate().Model(b).Set("next_sequence = next_sequence + ?", len(lines)).Set("row_count = row_count + ?", len(lines)).
		Set("updated_at = now()").WherePK().Returning("next_sequence, row_count, updated_at").Exec(ctx)
	if err != nil {
		return nil, fmt.Errorf("counting added rows: %w", err)
	}
	sequences := make([]int64, len(lines))
	for i := range sequences {
		sequences[i] = first + int64(i)
	}
	if err := touch(ctx, tx, b, sequences...); err != nil {
		return nil, err
	}
	return k.read(ctx, tx, b.ID, sequences)
}

// recordset is a query of lines, numbered from 1, and the fields that they give.
func (k *Kind) recordset(lines []GivenLine) (from filter.Expr, given []string, err error) {
	records := make([]map[string]any, len(lines))
	for i, line := range lines {
		records[i] = map[string]any{"line": i + 1}
		for name, value := range line {
			records[i][name] = value
			if !slices.Contains(given, name) {
				given = append(given, name)
			}
		}
	}
	slices.Sort(given)
	columns := "line bigint"
	for _, name := range given {
		columns += ", " + name + " " + k.column(name).sqlType
		if k.column(name).sqlType == "text" {
			columns += ` COLLATE "C"`
		}
	}
	payload, err := json.Marshal(records)
	if err != nil {
		return from, nil, fmt.Errorf("writing lines: %w", err)
	}
	return filter.SQL("(SELECT * FROM json_to_recordset(?::json) AS given("+columns+"))", string(payload)), given, nil
}
