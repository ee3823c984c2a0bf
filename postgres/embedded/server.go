//go:build unix

package embedded

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"sync"
	"time"
)

// Server is a running PostgreSQL that belongs to this process.
type Server struct {
	url     string
	process *process
	lock    *os.File
	logger  *slog.Logger

	stopOnce sync.Once
	stopErr  error
}

// Start runs PostgreSQL in a data directory and returns when it answers. The
// first start initializes the cluster; later ones keep its data. A server that
// a crashed run left behind is taken over if it answers (its sessions are in
// the middle of work that other processes may share) and restarted if not. It
// returns ErrInUse if another process runs the server.
func Start(ctx context.Context, opts Options) (*Server, error) {
	opts, err := opts.prepare()
	if err != nil {
		return nil, err
	}
	held, err := lock(opts.DataDir)
	if err != nil {
		return nil, err
	}
	server, err := start(ctx, opts)
	if err != nil {
		if errors.Is(ctx.Err(), context.Canceled) {
			err = ctx.Err() // which is why anything failed
		}
		return nil, errors.Join(err, held.Close())
	}
	server.lock = held
	return server, nil
}

func start(ctx context.Context, opts Options) (*Server, error) {
	began := time.Now()
	c, err := prepareCluster(ctx, opts)
	if err != nil {
		return nil, err
	}
	p, port, err := adopt(ctx, c, opts)
	how := "Took over the embedded PostgreSQL of an earlier run"
	if err == nil && p == nil {
		how = "Started the embedded PostgreSQL"
		p, port, err = launch(ctx, c, opts)
	}
	if err != nil {
		return nil, err
	}
	if err := createDatabase(ctx, c.password, port); err != nil {
		return nil, errors.Join(err, p.stop(ctx))
	}
	opts.Logger.Info(how, "version", c.binaries.major, "port", port, "dir", opts.DataDir,
		"took", time.Since(began).Round(time.Millisecond))
	return &Server{url: serverURL(c.password, port, Database), process: p, logger: opts.Logger}, nil
}

// URL is the address of the server's database, with the password.
func (s *Server) URL() string { return s.url }

// Done is closed when PostgreSQL has ended, by Stop or by itself.
func (s *Server) Done() <-chan struct{} { return s.process.done }

// Stop ends all sessions and shuts PostgreSQL down, by force when ctx ends
// first, and gives the data directory free. Calls after the first return the
// first's result.
func (s *Server) Stop(ctx context.Context) error {
	s.stopOnce.Do(func() {
		s.stopErr = s.process.stop(ctx)
		s.logger.Info("Stopped the embedded PostgreSQL")
		s.stopErr = errors.Join(s.stopErr, s.lock.Close())
	})
	return s.stopErr
}
