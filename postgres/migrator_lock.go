package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// migrationLock is the advisory lock that migrations of all namespaces take.
const migrationLock = 0x536c75696365 // "Sluice"

const createLedger = `CREATE TABLE IF NOT EXISTS public.schema_migration (
	namespace  text        NOT NULL,
	version    integer     NOT NULL,
	name       text        NOT NULL,
	checksum   text        NOT NULL,
	applied_at timestamptz NOT NULL DEFAULT now(),
	CONSTRAINT schema_migration_pkey PRIMARY KEY (namespace, version)
)`

// locked runs fn while no other process migrates this database, after checking
// that this program knows everything the database has.
func (m *Migrator) locked(ctx context.Context, fn func(*pgx.Conn, Status) error) error {
	return m.db.Pool.AcquireFunc(ctx, func(pooled *pgxpool.Conn) error {
		conn := pooled.Conn()
		if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock($1)", migrationLock); err != nil {
			return fmt.Errorf("waiting for other migrations to finish: %w", err)
		}
		defer func() {
			unlockCtx, cancel := context.WithTimeout(context.WithoutCancel(ctx), endTimeout)
			defer cancel()
			if _, unlockErr := conn.Exec(unlockCtx, "SELECT pg_advisory_unlock($1)", migrationLock); unlockErr != nil {
				// Closing the session gives the lock up.
				_ = conn.Close(unlockCtx)
			}
		}()
		if _, err := conn.Exec(ctx, createLedger); err != nil {
			return fmt.Errorf("creating the list of applied migrations: %w", err)
		}
		status, err := m.Status(ctx)
		if err != nil {
			return err
		}
		if err := m.refuse(ctx, status); err != nil {
			return err
		}
		return fn(conn, status)
	})
}
