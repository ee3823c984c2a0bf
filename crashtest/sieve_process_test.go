//go:build unix

package crashtest

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"testing"
	"time"

	"github.com/sluicehq/sluice/event"
	"github.com/sluicehq/sluice/job"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/server"
)

// What makes this test binary a process that knows the sieve.
const (
	roleVariable     = "SLUICE_CRASHTEST_ROLE"
	revisionVariable = "SLUICE_CRASHTEST_REVISION" // of its build, and the version of its program
)

// roles are the processes that this test binary can be.
var roles = map[string]func(context.Context) error{
	"worker": beWorker,
	"serve":  beServer,
}

// slots is how many chunks a process works on at once.
const slots = 2

// silentAfter is how long the workers of these tests may be silent; those that
// ship have more patience.
const silentAfter = 2 * time.Second

// beWorker works on the sieve's jobs until it is killed, or the test ends.
func beWorker(ctx context.Context) error {
	db, err := postgres.Open(ctx, os.Getenv("DATABASE_URL"), postgres.Options{MaxConns: 10})
	if err != nil {
		return err
	}
	logger := slog.New(slog.NewTextHandler(os.Stderr, nil))
	publisher := event.NewPublisher(db.Pool, logger)
	publisher.Start()
	revision := os.Getenv(revisionVariable)
	engine, err := job.New(db, job.Options{
		Slots: slots, Publisher: publisher, Logger: logger, Revision: revision,
		MaxAttempts: 20, Backoff: func(int) time.Duration { return 20 * time.Millisecond },
		Slice: 100 * time.Millisecond, SweepInterval: 200 * time.Millisecond, OrphanAge: 500 * time.Millisecond,
		HeartbeatInterval: 200 * time.Millisecond, SilentAfter: silentAfter,
	}, job.Processing[grain](sieve{revision}))
	if err != nil {
		return err
	}
	if err := engine.Start(ctx); err != nil {
		return err
	}
	fmt.Println("Working on jobs")
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}

// beServer is a server as it ships, which knows the sieve besides.
func beServer(ctx context.Context) error {
	return server.Run(ctx, server.Options{
		DatabaseOptions: server.DatabaseOptions{DatabaseURL: os.Getenv("DATABASE_URL")},
		HTTPOptions:     server.HTTPOptions{Addr: "127.0.0.1:0"},
		WorkOptions:     server.WorkOptions{Workers: slots},
		Worker:          true,
		Extensions:      server.Extensions{Applications: []job.Application{job.Processing[grain](sieve{"1"})}},
	}, server.Console{Out: os.Stdout, Logger: slog.New(slog.NewTextHandler(os.Stderr, nil))})
}

// startSieve starts a process that knows the sieve and waits until it is ready.
func startSieve(t *testing.T, role, url, revision string) *process {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := launchProgram(t, self, []string{"DATABASE_URL=" + url, roleVariable + "=" + role, revisionVariable + "=" + revision})
	p.awaitReady(t)
	return p
}
