package importer

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/sluicehq/sluice/postgres"
)

// closeLimit bounds the time to drop the temporary tables.
const closeLimit = 10 * time.Second

// maxAttempts is how often a chunk is tried that others get in the way of.
const maxAttempts = 5

// planAnew has a statement planned at each chunk: a plan for the first one, when
// there may be no products, is a bad plan for the last.
const planAnew = pgx.QueryExecModeExec

// session is the database session of one import, with its temporary tables.
type session struct {
	conn    *pgxpool.Conn
	columns []column
	update  string
	insert  string
}

func openSession(ctx context.Context, db *postgres.DB, columns []column) (*session, error) {
	conn, err := db.Pool.Acquire(ctx)
	if err != nil {
		return nil, fmt.Errorf("getting a connection: %w", err)
	}
	s := &session{conn: conn, columns: columns, update: updateProducts(columns), insert: insertProducts(columns)}
	if _, err := conn.Exec(ctx, createTables); err != nil {
		s.close(ctx)
		return nil, fmt.Errorf("creating the import's tables: %w", err)
	}
	return s, nil
}

// close drops the tables and gives the connection back; a connection that can't
// drop them is closed, and so drops them.
func (s *session) close(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeLimit)
	defer cancel()
	if _, err := s.conn.Exec(ctx, dropTables); err != nil {
		_ = s.conn.Conn().Close(ctx) // the pool replaces it
	}
	s.conn.Release()
}

// outcome is what became of a chunk.
type outcome struct {
	created, updated int64
	bad              []BadLine
}

// write stores a chunk in one transaction. When somebody else writes the same
// products or names at the same moment, it is done again.
func (s *session) write(ctx context.Context, c *chunk) (o outcome, err error) {
	for attempt := 1; ; attempt++ {
		err = pgx.BeginFunc(ctx, s.conn, func(tx pgx.Tx) error {
			o, err = s.store(ctx, tx, c)
			return err
		})
		rival := postgres.IsUniqueViolation(err, "") || postgres.IsSerialization(err)
		if !rival || attempt == maxAttempts {
			return o, err
		}
	}
}

func (s *session) store(ctx context.Context, tx pgx.Tx, c *chunk) (o outcome, err error) {
	if err := s.copy(ctx, tx, c); err != nil {
		return o, err
	}
	if o.bad, err = s.takeOut(ctx, tx); err != nil {
		return o, err
	}
	for _, column := range s.columns {
		if !column.names {
			continue
		}
		if _, err := tx.Exec(ctx, createNames(column.field), planAnew); err != nil {
			return o, fmt.Errorf("creating names in %s: %w", column.name, err)
		}
	}
	if s.update != "" {
		tag, err := tx.Exec(ctx, s.update, planAnew)
		if err != nil {
			return o, fmt.Errorf("updating products: %w", err)
		}
		o.updated = tag.RowsAffected()
	}
	tag, err := tx.Exec(ctx, s.insert, planAnew)
	if err != nil {
		return o, fmt.Errorf("creating products: %w", err)
	}
	o.created = tag.RowsAffected()
	return o, nil
}

// copy puts the lines into import_line.
func (s *session) copy(ctx context.Context, tx pgx.Tx, c *chunk) error {
	names := []string{"line"}
	for _, column := range s.columns {
		names = append(names, column.name)
	}
	row := make([]any, len(names))
	_, err := tx.CopyFrom(ctx, pgx.Identifier{"import_line"}, names, pgx.CopyFromSlice(len(c.lines), func(i int) ([]any, error) {
		row[0] = int64(c.lines[i].number)
		for j, value := range c.lines[i].values {
			row[j+1] = value
		}
		return row, nil
	}))
	if err != nil {
		return fmt.Errorf("copying lines: %w", err)
	}
	return nil
}
