package postgres

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
)

// idleInTransaction ends sessions that forgot a transaction. It is a backstop
// only: a lower value would kill honest computations between two statements.
const idleInTransaction = time.Hour

// clientCheckInterval is how soon a busy server notices that its client died.
const clientCheckInterval = "2s"

// setSession adds the run-time parameters of every connection. What the
// database URL says explicitly wins.
func setSession(config *pgx.ConnConfig, opts Options) {
	session := map[string]string{
		"application_name":                    opts.ApplicationName,
		"timezone":                            "UTC",
		"idle_in_transaction_session_timeout": milliseconds(idleInTransaction),
		"tcp_keepalives_idle":                 "10",
		"tcp_keepalives_interval":             "5",
		"tcp_keepalives_count":                "3",
		"tcp_user_timeout":                    milliseconds(userTimeout),
	}
	if opts.StatementTimeout > 0 {
		session["statement_timeout"] = milliseconds(opts.StatementTimeout)
	}
	maps.Copy(session, config.RuntimeParams)
	config.RuntimeParams = session
}

// probe checks the server's version and which session settings it supports.
func probe(ctx context.Context, conn *pgx.Conn, config *pgx.ConnConfig) error {
	var version int
	err := conn.QueryRow(ctx, "SELECT current_setting('server_version_num')::int / 10000").Scan(&version)
	if err != nil {
		return fmt.Errorf("asking PostgreSQL for its version: %w", err)
	}
	if version < minServerVersion {
		return fmt.Errorf("PostgreSQL %d is too old: Sluice needs version %d or newer", version, minServerVersion)
	}

	const setting = "client_connection_check_interval"
	_, err = conn.Exec(ctx, "SELECT set_config($1, $2, false)", setting, clientCheckInterval)
	switch code := sqlState(err); {
	case err == nil:
		if _, set := config.RuntimeParams[setting]; !set {
			config.RuntimeParams[setting] = clientCheckInterval
		}
	case slices.Contains([]string{stateInvalidParameter, stateFeatureNotSupported}, code):
		// The server's platform can't watch a client while it works.
	default:
		return fmt.Errorf("setting %s: %w", setting, err)
	}
	return nil
}

func milliseconds(d time.Duration) string {
	return strconv.FormatInt(d.Milliseconds(), 10)
}
