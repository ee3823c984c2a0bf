package postgres

import (
	"net"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgconn/ctxwatch"
)

// userTimeout is how long sent data may stay unacknowledged before a
// connection counts as dead, on either side.
const userTimeout = 20 * time.Second

// cancelDelay is how long a statement goes on after its context has ended. The
// server ignores a cancel request that overtakes the statement it is meant for,
// and would then run that to its end, holding its locks.
const cancelDelay = 50 * time.Millisecond

// dialWithLimits makes connections to a vanished server fail within half a
// minute instead of hanging for the operating system's default of hours.
func dialWithLimits(config *pgx.ConnConfig) {
	dialer := &net.Dialer{
		KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: 10 * time.Second, Interval: 5 * time.Second, Count: 3},
		Control:         setUserTimeout,
	}
	config.DialFunc = dialer.DialContext
	config.BuildContextWatcherHandler = func(conn *pgconn.PgConn) ctxwatch.Handler {
		return &pgconn.DeadlineContextWatcherHandler{Conn: conn.Conn(), DeadlineDelay: cancelDelay}
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = 10 * time.Second
	}
}
