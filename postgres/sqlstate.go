package postgres

import (
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
)

// SQLSTATEs that Sluice tells apart.
const (
	stateFeatureNotSupported = "0A000"
	stateStringTooLong       = "22001"
	stateNumberOutOfRange    = "22003"
	stateBadDatetime         = "22007"
	stateDatetimeOverflow    = "22008"
	stateBadCharacter        = "22021"
	stateInvalidParameter    = "22023"
	stateBadText             = "22P02"
	stateUntranslatable      = "22P05"
	stateRestrictViolation   = "23001"
	stateNotNullViolation    = "23502"
	stateForeignKeyViolation = "23503"
	stateUniqueViolation     = "23505"
	stateCheckViolation      = "23514"
	stateExclusionViolation  = "23P01"
	stateSerialization       = "40001"
	stateDeadlock            = "40P01"
	stateTooManyConnections  = "53300"
	stateLockNotAvailable    = "55P03"
	stateQueryCanceled       = "57014"
	stateAdminShutdown       = "57P01"
	stateCrashShutdown       = "57P02"
	stateCannotConnectNow    = "57P03"
	stateIdleSessionTimeout  = "57P05"
	stateIdleInTransaction   = "25P03"

	classConnection = "08"
)

// sqlState returns the SQLSTATE of the server's error in err's chain, or "".
func sqlState(err error) string {
	var pgErr *pgconn.PgError
	if errors.As(err, &pgErr) {
		return pgErr.Code
	}
	return ""
}

// IsUniqueViolation reports whether err is the violation of the named unique
// constraint or index; with an empty name, of any.
func IsUniqueViolation(err error, constraint string) bool {
	var pgErr *pgconn.PgError
	return errors.As(err, &pgErr) && pgErr.Code == stateUniqueViolation &&
		(constraint == "" || pgErr.ConstraintName == constraint)
}

// IsForeignKeyViolation reports whether err means that a row refers to one that
// is not there, or is referred to.
func IsForeignKeyViolation(err error) bool { return sqlState(err) == stateForeignKeyViolation }

// IsSerialization reports whether err is a serialization failure or a deadlock:
// the same transaction, tried again, can succeed.
func IsSerialization(err error) bool {
	state := sqlState(err)
	return state == stateSerialization || state == stateDeadlock
}

// IsConnection reports whether err means that the connection to the server
// failed or was ended, as opposed to a statement: nothing is wrong with what was
// asked, and whether a COMMIT on its way took effect is unknown.
func IsConnection(err error) bool {
	if err == nil {
		return false
	}
	if state := sqlState(err); state != "" {
		switch state {
		case stateAdminShutdown, stateCrashShutdown, stateCannotConnectNow, stateTooManyConnections,
			stateIdleSessionTimeout, stateIdleInTransaction:
			return true
		}
		return strings.HasPrefix(state, classConnection)
	}
	var connectErr *pgconn.ConnectError
	var netErr *net.OpError
	return errors.As(err, &connectErr) || errors.As(err, &netErr) || pgconn.SafeToRetry(err) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, net.ErrClosed) || errors.Is(err, driver.ErrBadConn)
}

// isNotYet reports whether a failure to connect may pass by itself: the server
// can't be reached, is starting, or has no free connection. A server that says
// anything else (wrong password, no such database) means it.
func isNotYet(err error) bool {
	switch sqlState(err) {
	case "", stateCannotConnectNow, stateTooManyConnections, stateAdminShutdown, stateCrashShutdown:
		return true
	}
	return false
}

// IsDataError reports whether the server refused what it was given: a value out
// of range, a violated constraint, a trigger that raised an exception. The same
// statement on other data may work.
func IsDataError(err error) bool {
	state := sqlState(err)
	return strings.HasPrefix(state, "22") || strings.HasPrefix(state, "23") || state == "P0001"
}
