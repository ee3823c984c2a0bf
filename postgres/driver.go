package postgres

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
)

// endTimeout bounds BEGIN and ROLLBACK, which must not depend on the caller's
// context: a transaction has to end properly after it was canceled, too.
const endTimeout = 15 * time.Second

// openSQL is stdlib.OpenDBFromPool with connections that also give out their
// pgx transaction.
func openSQL(pool *pgxpool.Pool) *sql.DB {
	db := sql.OpenDB(connector{stdlib.GetPoolConnector(pool)})
	db.SetMaxIdleConns(0) // the pool keeps idle connections, not database/sql
	return db
}

type connector struct{ driver.Connector }

func (c connector) Connect(ctx context.Context) (driver.Conn, error) {
	inner, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	std, ok := inner.(*stdlib.Conn)
	if !ok {
		return nil, fmt.Errorf("unexpected driver connection %T", inner)
	}
	return &driverConn{Conn: std}, nil
}

// driverConn is a stdlib connection that remembers its open transaction.
type driverConn struct {
	*stdlib.Conn
	tx pgx.Tx
}

// QueryContext runs the statements of bun, which hold their values inline,
// without preparing them: each differs from the last, so preparing costs a
// round trip and drives useful statements out of the connection's cache.
func (c *driverConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	if len(args) == 0 {
		args = []driver.NamedValue{{Ordinal: 1, Value: pgx.QueryExecModeExec}}
	}
	return c.Conn.QueryContext(ctx, query, args)
}

func (c *driverConn) BeginTx(ctx context.Context, opts driver.TxOptions) (driver.Tx, error) {
	if c.Conn.Conn().IsClosed() {
		return nil, driver.ErrBadConn
	}
	options, err := txOptions(opts)
	if err != nil {
		return nil, err
	}
	beginCtx, cancel := context.WithTimeout(ctx, endTimeout)
	defer cancel()
	tx, err := c.Conn.Conn().BeginTx(beginCtx, options)
	if err != nil {
		return nil, err
	}
	c.tx = tx
	return driverTx{ctx: ctx, tx: tx}, nil
}

func txOptions(opts driver.TxOptions) (pgx.TxOptions, error) {
	var options pgx.TxOptions
	switch sql.IsolationLevel(opts.Isolation) {
	case sql.LevelDefault:
	case sql.LevelReadCommitted:
		options.IsoLevel = pgx.ReadCommitted
	case sql.LevelRepeatableRead:
		options.IsoLevel = pgx.RepeatableRead
	case sql.LevelSerializable:
		options.IsoLevel = pgx.Serializable
	default:
		return options, errors.New("PostgreSQL has no such isolation level")
	}
	if opts.ReadOnly {
		options.AccessMode = pgx.ReadOnly
	}
	return options, nil
}

type driverTx struct {
	ctx context.Context
	tx  pgx.Tx
}

func (t driverTx) Commit() error { return t.tx.Commit(t.ctx) }

func (t driverTx) Rollback() error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.ctx), endTimeout)
	defer cancel()
	return t.tx.Rollback(ctx)
}
