package server

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/sluicehq/sluice/postgres"
)

// readyTimeout bounds the check whether we can serve.
const readyTimeout = 2 * time.Second

// alive answers as long as the process does.
func alive(w http.ResponseWriter, _ *http.Request) { say(w, http.StatusOK, "ok") }

// ready answers whether requests can be served: the database answers, its schema
// is the one of this program, and the server is not about to stop.
func ready(stopping context.Context, schema postgres.Schema) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if stopping.Err() != nil {
			say(w, http.StatusServiceUnavailable, "stopping")
			return
		}
		ctx, cancel := context.WithTimeout(r.Context(), readyTimeout)
		defer cancel()
		if err := schema.Check(ctx); err != nil {
			slog.WarnContext(ctx, "not ready", "error", err)
			say(w, http.StatusServiceUnavailable, "the database is not ready; see the log")
			return
		}
		say(w, http.StatusOK, "ok")
	}
}

func say(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	// An error means that the client has gone.
	_, _ = w.Write([]byte(text + "\n"))
}
