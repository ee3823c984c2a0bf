package server

import (
	"errors"
	"fmt"
	"net"
	"syscall"
)

// listen opens the server's port. Its errors say what to do.
func listen(address string) (net.Listener, error) {
	listener, err := net.Listen("tcp", address)
	switch {
	case err == nil:
		return listener, nil
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("the address %s is in use by another program; choose another with --addr or SLUICE_ADDR", address)
	case errors.Is(err, syscall.EACCES):
		return nil, fmt.Errorf("this user may not listen on %s; choose a port above 1023 with --addr or SLUICE_ADDR", address)
	default:
		return nil, fmt.Errorf("listening on %s, which --addr or SLUICE_ADDR sets: %w", address, err)
	}
}

// localURL is how a browser on this machine reaches the listener.
func localURL(listener net.Listener) string {
	host, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		return "http://" + listener.Addr().String()
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port)
}
