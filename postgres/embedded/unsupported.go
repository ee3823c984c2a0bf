//go:build !unix

package embedded

import (
	"context"
	"errors"
)

var errUnsupported = errors.New("the embedded PostgreSQL runs on Linux and macOS only; set DATABASE_URL to use another server")

// Server is a running PostgreSQL that belongs to this process.
type Server struct{}

// Start returns an error on this platform.
func Start(context.Context, Options) (*Server, error) { return nil, errUnsupported }

// Attach finds no server on this platform.
func Attach(context.Context, string) (databaseURL string, ok bool, err error) { return "", false, nil }

// URL is never called: there is no Server on this platform.
func (*Server) URL() string { return "" }

// Done is never called: there is no Server on this platform.
func (*Server) Done() <-chan struct{} { return nil }

// Stop is never called: there is no Server on this platform.
func (*Server) Stop(context.Context) error { return nil }
