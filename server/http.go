package server

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/frontend"
	"github.com/sluicehq/sluice/resolvers"
	"github.com/sluicehq/sluice/server/gqlhttp"
)

// Bounds of an HTTP exchange. Event streams and downloads extend them.
const (
	headerTimeout  = 10 * time.Second
	bodyTimeout    = 2 * time.Minute
	answerTimeout  = 2 * time.Minute
	idleTimeout    = 2 * time.Minute
	maxHeaderBytes = 64 << 10
)

// web is what the HTTP side needs besides the domain.
type web struct {
	opts     HTTPOptions
	url      string // where browsers reach us
	sessions *auth.Sessions
	stopping context.Context // done when no new work shall begin
	logger   *slog.Logger
	// requests are logged at this level.
	requestLevel slog.Level
}

// newHTTPServer returns the server for all of our routes, not yet serving.
func newHTTPServer(app *App, w web) (*http.Server, error) {
	m := newMetrics(app.DB.Pool)
	who := identity{auth.NewAuthenticator(app.Accounts, w.sessions), w.sessions, w.opts.TrustProxy}
	w.sessions.OnError(refuseUnknown)
	root := resolvers.New(resolvers.Domain{
		Authenticator: who.authenticator, Accounts: app.Accounts, Catalog: app.Catalog,
		Batches: app.Batches, SavedFilters: app.SavedFilters, Importers: app.Importers, Jobs: app.Jobs, Operations: app.Operations, Uploads: app.Uploads, Hub: app.Hub,
	})
	api := gqlhttp.New(root.Schema(), gqlhttp.Options{
		Present:       resolvers.Present,
		Identify:      who.authenticator.Identify,
		Origins:       append(gqlhttp.Origins{w.url}, w.opts.AllowedOrigins...),
		Around:        []graphql.OperationMiddleware{m.operation, root.Loaders},
		AroundFields:  resolvers.PlainLists,
		Introspection: w.opts.Introspection,
		Stopping:      w.stopping,
	})

	mux := http.NewServeMux()
	mux.Handle("/graphql", crossOrigin(w.opts.AllowedOrigins, who.known(api)))
	mux.Handle("GET /download/{object}/{name}", who.known(downloads(app)))
	mux.Handle(uploadPath, who.known(app.Incoming))
	mux.HandleFunc("GET /healthz", alive)
	mux.HandleFunc("GET /readyz", ready(w.stopping, app.Schema))
	mux.Handle("GET /metrics", m.handler())
	if err := addPages(mux); err != nil {
		return nil, err
	}
	return &http.Server{
		Handler:           identified(observed(w.logger, w.requestLevel, m, protected(mux))),
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       bodyTimeout,
		WriteTimeout:      answerTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          slog.NewLogLogger(w.logger.Handler(), slog.LevelDebug),
	}, nil
}

// addPages adds the single-page app, or a page that tells how to build it.
func addPages(mux *http.ServeMux) error {
	files, built := frontend.Assets()
	if !built {
		mux.HandleFunc("/", notBuilt)
		return nil
	}
	pages, err := newSPA(files)
	if err != nil {
		return fmt.Errorf("loading the web app: %w", err)
	}
	mux.Handle("/", pages)
	return nil
}
