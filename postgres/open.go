package postgres

import (
	"context"
	"errors"
	"fmt"
	"net"
	"runtime"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"
)

// minServerVersion is the oldest PostgreSQL that Sluice supports.
const minServerVersion = 15

// minConns leaves room for a migration run, which holds a lock on one
// connection and works on another.
const minConns = 4

// Options tune a DB. The zero value is fine for a server.
type Options struct {
	// ApplicationName shows in pg_stat_activity. Default "sluice".
	ApplicationName string
	// MaxConns bounds the pool. Default: 4 per CPU and at least 16.
	MaxConns int
	// StatementTimeout ends statements that run longer. Default: none.
	StatementTimeout time.Duration
	// ConnectTimeout is how long Open waits for the server. Default 15 s.
	ConnectTimeout time.Duration
	// Tracer is told of every statement. Default: none.
	Tracer pgx.QueryTracer
}

func (o Options) withDefaults() Options {
	if o.ApplicationName == "" {
		o.ApplicationName = "sluice"
	}
	if o.MaxConns == 0 {
		o.MaxConns = max(16, 4*runtime.GOMAXPROCS(0))
	}
	o.MaxConns = max(o.MaxConns, minConns)
	if o.ConnectTimeout == 0 {
		o.ConnectTimeout = 15 * time.Second
	}
	return o
}

// DB is one pool of connections with two faces: bun for most queries (a *DB is
// a bun.IDB) and Pool for pgx, COPY and River.
type DB struct {
	*bun.DB
	Pool *pgxpool.Pool
}

// Open connects to the PostgreSQL server that url names, waiting up to
// Options.ConnectTimeout while it is starting or unreachable. It fails at once
// when the server is there but refuses us, or is too old.
func Open(ctx context.Context, url string, opts Options) (*DB, error) {
	opts = opts.withDefaults()
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("reading the database URL: %w", err)
	}
	config.MaxConns = int32(min(opts.MaxConns, 10_000))
	setSession(config.ConnConfig, opts)
	dialWithLimits(config.ConnConfig)
	config.ConnConfig.Tracer = opts.Tracer

	conn, err := waitForServer(ctx, config.ConnConfig, opts.ConnectTimeout)
	if err != nil {
		return nil, err
	}
	err = probe(ctx, conn, config.ConnConfig)
	if closeErr := conn.Close(ctx); err == nil && closeErr != nil {
		err = fmt.Errorf("closing the first connection: %w", closeErr)
	}
	if err != nil {
		return nil, err
	}

	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("opening the connection pool: %w", err)
	}
	return &DB{DB: bun.NewDB(openSQL(pool), pgdialect.New()), Pool: pool}, nil
}

// Close waits for connections in use to come back and closes them all.
func (db *DB) Close() error {
	err := db.DB.Close()
	db.Pool.Close()
	if err != nil {
		return fmt.Errorf("closing the database: %w", err)
	}
	return nil
}

// waitForServer connects, retrying as long as the failure is one of reaching
// the server or of the server still starting.
func waitForServer(ctx context.Context, config *pgx.ConnConfig, limit time.Duration) (*pgx.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	for pause := 20 * time.Millisecond; ; pause = min(2*pause, time.Second) {
		conn, err := pgx.ConnectConfig(ctx, config)
		if err == nil {
			return conn, nil
		}
		if !isNotYet(err) {
			return nil, fmt.Errorf("connecting to PostgreSQL at %s: %w", address(config), err)
		}
		select {
		case <-ctx.Done():
			if errors.Is(ctx.Err(), context.Canceled) {
				return nil, fmt.Errorf("connecting to PostgreSQL: %w", ctx.Err())
			}
			return nil, fmt.Errorf("PostgreSQL at %s did not answer within %s; is it running, and is the database URL right? %w",
				address(config), limit, err)
		case <-time.After(pause):
		}
	}
}

func address(config *pgx.ConnConfig) string {
	return net.JoinHostPort(config.Host, strconv.Itoa(int(config.Port)))
}
