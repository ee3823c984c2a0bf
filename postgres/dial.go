package postgres

import (
	"net"
	"time"

	"github.com/jackc/pgx/v5"
)

// userTimeout is how long sent data may stay unacknowledged before a
// connection counts as dead, on either side.
const userTimeout = 20 * time.Second

// dialWithLimits makes connections to a vanished server fail within half a
// minute instead of hanging for the operating system's default of hours.
func dialWithLimits(config *pgx.ConnConfig) {
	dialer := &net.Dialer{
		KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: 10 * time.Second, Interval: 5 * time.Second, Count: 3},
		Control:         setUserTimeout,
	}
	config.DialFunc = dialer.DialContext
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = 10 * time.Second
	}
}
