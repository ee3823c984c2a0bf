package server

import (
	"context"
	"io"
	"log/slog"
	"os"
	"time"

	"github.com/lmittmann/tint"
	"golang.org/x/term"
)

// NewLogger returns the logger that the options ask for, writing to w. Its
// records carry the id of the request whose context they are logged with.
func NewLogger(w io.Writer, opts LogOptions) *slog.Logger {
	var level slog.Level
	// The settings allow valid levels only.
	_ = level.UnmarshalText([]byte(opts.LogLevel))
	if opts.JSON(w) {
		return slog.New(withRequestID{slog.NewJSONHandler(w, &slog.HandlerOptions{Level: level})})
	}
	return slog.New(withRequestID{tint.NewHandler(w, &tint.Options{
		Level: level, TimeFormat: time.TimeOnly, NoColor: !isTerminal(w) || os.Getenv("NO_COLOR") != "",
	})})
}

// JSON reports whether the log that goes to w is for machines.
func (o LogOptions) JSON(w io.Writer) bool {
	return o.LogFormat == "json" || o.LogFormat == "auto" && !isTerminal(w)
}

func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// withRequestID adds the id of the request to its records.
type withRequestID struct{ slog.Handler }

// Handle implements slog.Handler.
func (h withRequestID) Handle(ctx context.Context, record slog.Record) error {
	if r := requestFrom(ctx); r != nil {
		record.AddAttrs(slog.String("request", r.id))
	}
	return h.Handler.Handle(ctx, record)
}

// WithAttrs implements slog.Handler.
func (h withRequestID) WithAttrs(attrs []slog.Attr) slog.Handler {
	return withRequestID{h.Handler.WithAttrs(attrs)}
}

// WithGroup implements slog.Handler.
func (h withRequestID) WithGroup(name string) slog.Handler {
	return withRequestID{h.Handler.WithGroup(name)}
}
