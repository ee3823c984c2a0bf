//go:build !linux

package postgres

import "syscall"

// setUserTimeout does nothing where TCP_USER_TIMEOUT is unknown; keep-alives
// still find dead connections there.
func setUserTimeout(_, _ string, _ syscall.RawConn) error { return nil }
