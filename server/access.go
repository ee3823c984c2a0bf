package server

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/server/gqlhttp"
)

// observed logs and counts each request, and answers those that panic. Requests
// are logged at the given level, failures of ours as errors.
func observed(logger *slog.Logger, level slog.Level, m *metrics, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begun := time.Now()
		out := &statusWriter{ResponseWriter: w}
		defer func() {
			if cause := recover(); cause != nil {
				answerPanic(logger, out, r, cause)
			}
			took := time.Since(begun)
			if !out.streams() {
				m.request(r, out.status, took)
			}
			level := level
			if out.status >= http.StatusInternalServerError {
				level = slog.LevelError
			}
			logger.LogAttrs(r.Context(), level, "request", attributes(r, out.status, took)...)
		}()
		next.ServeHTTP(out, r)
	})
}

func attributes(r *http.Request, status int, took time.Duration) []slog.Attr {
	noted := requestFrom(r.Context())
	attrs := []slog.Attr{
		slog.String("method", r.Method),
		slog.String("path", r.URL.Path),
		slog.Int("status", status),
		slog.Float64("took_ms", float64(took.Round(10*time.Microsecond))/float64(time.Millisecond)),
	}
	if noted != nil && noted.user != "" {
		attrs = append(attrs, slog.String("user", noted.user))
	}
	if noted != nil && noted.operation != "" {
		attrs = append(attrs, slog.String("operation", noted.operation))
	}
	return attrs
}

func answerPanic(logger *slog.Logger, out *statusWriter, r *http.Request, cause any) {
	if err, ok := cause.(error); ok && errors.Is(err, http.ErrAbortHandler) {
		panic(cause)
	}
	logger.ErrorContext(r.Context(), "panic while answering", "panic", fmt.Sprint(cause), "stack", string(debug.Stack()))
	if out.status == 0 {
		gqlhttp.Refuse(out, r, http.StatusInternalServerError, &model.Error{
			Code:    model.CodeInternal,
			Message: "An internal error occurred. It has been logged with the id of this request.",
		})
	}
}

// statusWriter remembers the status of an answer.
type statusWriter struct {
	http.ResponseWriter
	status int
}

// WriteHeader implements http.ResponseWriter.
func (w *statusWriter) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (w *statusWriter) Write(p []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	return w.ResponseWriter.Write(p)
}

// streams reports whether the answer goes on for as long as the client wants.
func (w *statusWriter) streams() bool {
	return w.status == http.StatusSwitchingProtocols || strings.HasPrefix(w.Header().Get("Content-Type"), "text/event-stream")
}

// Unwrap lets http.ResponseController find what is underneath.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
