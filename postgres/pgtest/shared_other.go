//go:build !unix

package pgtest

import (
	"context"
	"errors"
	"os"
	"sync"
)

// sharedServer returns the server that the environment names; on this platform
// there is no other.
var sharedServer = sync.OnceValues(func() (*server, error) {
	address := os.Getenv(urlVariable)
	if address == "" {
		return nil, errors.New("set " + urlVariable + " to the URL of a PostgreSQL server")
	}
	return prepare(context.Background(), address)
})
