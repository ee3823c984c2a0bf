package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/sluicehq/sluice/applications/transactions"
	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/demo"
)

// Bounds of an orderly stop, together less than the ten seconds after which
// containers are killed.
const (
	drainTimeout = 3 * time.Second        // for requests
	chunkTimeout = 4 * time.Second        // for chunks in hand; then they are given back
	stopTimeout  = 6 * time.Second        // for everything but requests
	lostTimeout  = 500 * time.Millisecond // instead of that, when there is no database to finish anything in
)

// errDatabaseLost means that the PostgreSQL we run has ended by itself.
var errDatabaseLost = errors.New("PostgreSQL ended unexpectedly; see postgres.log in the data directory")

// Console is how a server talks to the person who started it.
type Console struct {
	Out    io.Writer // what is ready, and the sign-in link
	Logger *slog.Logger
	// LogRequests has each request logged, not only those that fail.
	LogRequests bool
}

// Run serves until ctx ends, and then stops in good order.
func Run(ctx context.Context, opts Options, console Console) error {
	if err := opts.check(); err != nil {
		return err
	}
	TuneGC()
	listener, err := listen(opts.Addr)
	if err != nil {
		return err
	}
	defer listener.Close()
	app, err := Open(ctx, AppOptions{
		DatabaseOptions: opts.DatabaseOptions, SourceOptions: opts.SourceOptions, ReviewOptions: opts.ReviewOptions, WorkOptions: opts.WorkOptions,
		Work: opts.Worker, Extensions: opts.Extensions, Logger: console.Logger,
	})
	if err != nil {
		return err
	}
	err = app.receiveUploads(ctx, opts.incoming(), console.Logger)
	app.regularly(ctx, console.Logger, "delete staged files that no job needs",
		func(ctx context.Context) error { return transactions.Sweep(ctx, app.DB.DB) })
	app.regularly(ctx, console.Logger, "purge all batches whose purge date has come", app.purgeBatches)
	if err == nil && opts.Seed {
		err = seed(ctx, app, console.Logger)
	}
	if err == nil {
		err = serve(ctx, app, listener, opts.HTTPOptions, console)
	}
	return closeApp(ctx, app, err, console.Logger)
}

// seed makes up a demo catalog unless there are products.
func seed(ctx context.Context, app *App, logger *slog.Logger) error {
	err := demo.Seed(auth.WithViewer(ctx, auth.System()), app.DB.DB, demo.DefaultProducts)
	if errors.Is(err, demo.ErrNotEmpty) {
		return nil
	}
	if err == nil {
		logger.Info("Made up a demo catalog", "products", demo.DefaultProducts)
	}
	return err
}

// RunWorker works on jobs until ctx ends, and then stops in good order.
func RunWorker(ctx context.Context, opts AppOptions) error {
	opts.Work = true
	TuneGC()
	app, err := Open(ctx, opts)
	if err != nil {
		return err
	}
	opts.Logger.Info("Working on jobs", "at_once", opts.slots())
	select {
	case <-ctx.Done():
	case <-app.DB.Lost():
		err = errDatabaseLost
	}
	return closeApp(ctx, app, err, opts.Logger)
}

// closeApp stops everything but requests after what was going on ended with err,
// and returns what went wrong.
func closeApp(ctx context.Context, app *App, err error, logger *slog.Logger) error {
	limit := stopTimeout
	lost := errors.Is(err, errDatabaseLost)
	if lost {
		limit = lostTimeout
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), limit)
	defer cancel()
	closeErr := app.Close(ctx)
	if lost {
		return err // that the rest could not stop in good order is no news
	}
	if err := errors.Join(err, closeErr); err != nil {
		return err
	}
	logger.Info("Stopped")
	return nil
}

// serve answers requests until ctx ends or the database is lost, and then waits
// for those it is answering.
func serve(ctx context.Context, app *App, listener net.Listener, opts HTTPOptions, console Console) error {
	stopping, stop := context.WithCancel(ctx)
	defer stop()
	sessions := auth.NewSessions(app.DB.Pool, opts.secure())
	defer sessions.Close()
	address := strings.TrimRight(opts.BaseURL, "/")
	if address == "" {
		address = localURL(listener)
	}
	level := slog.LevelDebug
	if console.LogRequests {
		level = slog.LevelInfo
	}
	server, err := newHTTPServer(app, web{
		opts: opts, url: address, sessions: sessions, stopping: stopping, logger: console.Logger, requestLevel: level,
	})
	if err != nil {
		return err
	}
	accounting, endAccounting := context.WithCancel(context.WithoutCancel(ctx))
	accounted := make(chan struct{})
	go func() { app.Accounts.Run(accounting); close(accounted) }()
	defer func() { endAccounting(); <-accounted }()

	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	err = announce(ctx, app.Accounts, address, console.Out)
	if err == nil {
		select {
		case <-ctx.Done():
			console.Logger.Info("Stopping")
		case <-app.DB.Lost():
			err = errDatabaseLost
		case err = <-served:
			err = fmt.Errorf("serving: %w", err)
		}
	}
	stop() // ends event streams and WebSockets
	shutdown, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTimeout)
	defer cancel()
	if shutdownErr := server.Shutdown(shutdown); shutdownErr != nil && !errors.Is(shutdownErr, http.ErrServerClosed) {
		console.Logger.Warn("Some requests were cut off", "error", shutdownErr)
		return errors.Join(err, server.Close())
	}
	return err
}

// announce tells the person at the terminal where the server is, and how to sign
// in as long as no administrator has a password.
func announce(ctx context.Context, accounts *auth.Accounts, address string, out io.Writer) error {
	token, err := accounts.FirstLink(auth.WithViewer(ctx, auth.System()))
	if err != nil {
		return err
	}
	text := "\nSluice is ready at " + address + "\n"
	if token != "" {
		text += "\nSign in as administrator with this link. It works once, within 24 hours:\n\n  " + SignInURL(address, token) + "\n"
	}
	text += "\nPress Ctrl-C to stop.\n\n"
	if _, err := io.WriteString(out, text); err != nil {
		return fmt.Errorf("writing to the console: %w", err)
	}
	return nil
}

// SignInURL is the link that signs in with a token. The token is in the
// fragment, which browsers keep to themselves, so that no log has it.
func SignInURL(address, token string) string { return address + "/sign-in#token=" + token }
