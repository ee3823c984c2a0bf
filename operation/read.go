package operation

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// columns are what scan reads, without the data.
const columns = `id, type, status, result, context_kind, context_key, error, action_group, route,
	attempt, run_at, due_at, created_by, started_by, finished_by, created_at, started_at, finished_at, updated_at, version`

// withData are columns and the data.
const withData = columns + ", input, output"

// scan reads an operation from a row of columns, or of withData.
func scan(row pgx.CollectableRow) (*model.Operation, error) {
	o := new(model.Operation)
	var kind, key *string
	into := []any{
		&o.ID, &o.Type, &o.Status, &o.Result, &kind, &key, &o.Error, &o.Group, &o.Route,
		&o.Attempt, &o.RunAt, &o.DueAt, &o.CreatedBy, &o.StartedBy, &o.FinishedBy,
		&o.CreatedAt, &o.StartedAt, &o.FinishedAt, &o.UpdatedAt, &o.Version,
	}
	if len(row.FieldDescriptions()) > len(into) {
		into = append(into, &o.Input, &o.Output)
	}
	err := row.Scan(into...)
	switch {
	case kind != nil:
		o.Context = &model.OperationContext{ID: &model.ID{Kind: *kind, Key: *key}}
	case key != nil:
		o.Context = &model.OperationContext{Reference: key}
	}
	return o, err
}

// read returns the operations that a statement with $1 parameters answers with.
func read(ctx context.Context, db bun.IDB, statement string, args ...any) (found []*model.Operation, err error) {
	err = postgres.Conn(ctx, db, func(conn *pgx.Conn) error {
		rows, err := conn.Query(ctx, statement, args...)
		if err != nil {
			return err
		}
		found, err = pgx.CollectRows(rows, scan)
		return err
	})
	return found, err
}

// readOne returns the only operation that a statement answers with; nil if
// there is none.
func readOne(ctx context.Context, db bun.IDB, statement string, args ...any) (*model.Operation, error) {
	found, err := read(ctx, db, statement, args...)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return found[0], nil
}

// get returns an operation with its data; nil if there is none.
func get(ctx context.Context, db bun.IDB, id int64) (*model.Operation, error) {
	o, err := readOne(ctx, db, "SELECT "+withData+" FROM operation WHERE id = $1", id)
	if err != nil {
		return nil, fmt.Errorf("reading an operation: %w", err)
	}
	return o, nil
}

// execute runs a statement with $1 parameters.
func execute(ctx context.Context, db bun.IDB, statement string, args ...any) (rows int64, err error) {
	err = postgres.Conn(ctx, db, func(conn *pgx.Conn) error {
		tag, err := conn.Exec(ctx, statement, args...)
		rows = tag.RowsAffected()
		return err
	})
	return rows, err
}
