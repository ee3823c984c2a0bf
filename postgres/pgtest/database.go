package pgtest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/postgres"
)

// urlVariable names the server to use instead of our own.
const urlVariable = "SLUICE_TEST_DATABASE_URL"

// Names of the databases we make.
const (
	templatePrefix = "sluice_template_"
	testPrefix     = "sluice_test_"
)

// templateLock is the advisory lock under which templates are made.
const templateLock = 0x706774657374 // "pgtest"

// server is a PostgreSQL server that holds the migrated template.
type server struct {
	url      string
	template string
	lease    io.Closer // open, and so held, until this process ends
}

// prepare makes the server's template unless it is there.
func prepare(ctx context.Context, serverURL string) (*server, error) {
	s := &server{url: serverURL}
	err := s.admin(ctx, func(conn *pgx.Conn) error {
		// The session's end releases the lock.
		if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock($1)", templateLock); err != nil {
			return err
		}
		return s.makeTemplate(ctx, conn)
	})
	if err != nil {
		return nil, fmt.Errorf("making the template database: %w", err)
	}
	return s, nil
}

func (s *server) makeTemplate(ctx context.Context, conn *pgx.Conn) error {
	building := testPrefix + "building"
	if err := execute(ctx, conn, "DROP DATABASE IF EXISTS %s WITH (FORCE)", building); err != nil {
		return err
	}
	hash, err := s.schemaHash(ctx)
	if err != nil {
		return err
	}
	s.template = templatePrefix + hash[:16]
	var exists bool
	err = conn.QueryRow(ctx, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", s.template).Scan(&exists)
	if err != nil || exists {
		return err
	}
	if err := execute(ctx, conn, "CREATE DATABASE %s", building); err != nil {
		return err
	}
	err = s.open(ctx, building, func(m *postgres.Migrator) error {
		_, err := m.Up(ctx)
		return err
	})
	if err != nil {
		return err
	}
	// From here it is complete, and nobody may change it.
	if err := execute(ctx, conn, "ALTER DATABASE %s WITH ALLOW_CONNECTIONS false", building); err != nil {
		return err
	}
	return execute(ctx, conn, "ALTER DATABASE %s RENAME TO %s", building, s.template)
}

// schemaHash identifies the schema this test binary was built with.
func (s *server) schemaHash(ctx context.Context) (hash string, err error) {
	err = s.open(ctx, "", func(m *postgres.Migrator) error {
		hash = m.Hash()
		return nil
	})
	return hash, err
}

// open calls fn with the migrator of a database; "" is the server's own.
func (s *server) open(ctx context.Context, database string, fn func(*postgres.Migrator) error) error {
	address := s.url
	if database != "" {
		var err error
		if address, err = s.address(database); err != nil {
			return err
		}
	}
	db, err := postgres.Open(ctx, address, postgres.Options{ApplicationName: "pgtest"})
	if err != nil {
		return err
	}
	migrator, err := postgres.CoreMigrator(db)
	if err == nil {
		err = fn(migrator)
	}
	return errors.Join(err, db.Close())
}

// clone makes a database from the template and returns its URL and what drops
// it.
func (s *server) clone(ctx context.Context) (address string, drop func(context.Context) error, err error) {
	name := testPrefix + strings.ToLower(rand.Text()[:16])
	if address, err = s.address(name); err != nil {
		return "", nil, err
	}
	err = s.admin(ctx, func(conn *pgx.Conn) error {
		return execute(ctx, conn, "CREATE DATABASE %s TEMPLATE %s STRATEGY file_copy", name, s.template)
	})
	drop = func(ctx context.Context) error {
		return s.admin(ctx, func(conn *pgx.Conn) error {
			return execute(ctx, conn, "DROP DATABASE IF EXISTS %s WITH (FORCE)", name)
		})
	}
	return address, drop, err
}

func (s *server) address(database string) (string, error) {
	u, err := url.Parse(s.url)
	if err != nil {
		return "", fmt.Errorf("the server's address is no URL: %w", err)
	}
	u.Path = "/" + database
	return u.String(), nil
}

func (s *server) admin(ctx context.Context, fn func(*pgx.Conn) error) error {
	conn, err := pgx.Connect(ctx, s.url)
	if err != nil {
		return err
	}
	return errors.Join(fn(conn), conn.Close(context.WithoutCancel(ctx)))
}

// execute runs a statement that takes identifiers, which can't be bound.
func execute(ctx context.Context, conn *pgx.Conn, statement string, names ...string) error {
	quoted := make([]any, len(names))
	for i, name := range names {
		quoted[i] = pgx.Identifier{name}.Sanitize()
	}
	_, err := conn.Exec(ctx, fmt.Sprintf(statement, quoted...))
	return err
}
