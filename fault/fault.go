// Package fault turns what goes wrong in the code that people plug in into words:
// some for everyone, the rest for the log.
package fault

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"runtime/debug"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// panicked is a panic as an error.
type panicked struct {
	value any
	stack []byte
}

func (e *panicked) Error() string { return fmt.Sprintf("panic: %v", e.value) }

// Guard calls fn and turns its panic into an error.
func Guard(fn func() error) (err error) {
	defer func() {
		if value := recover(); value != nil {
			err = &panicked{value: value, stack: debug.Stack()}
		}
	}()
	return fn()
}

// Explain logs err and words it for everyone: the message of a *model.Error,
// which was meant for people, or else what it is in short and a reference to the
// log. what says who
// it is that failed: "a job's application".
func Explain(ctx context.Context, logger *slog.Logger, what string, err error, attrs ...any) string {
	var known *model.Error
	if errors.As(err, &known) && known.Code != model.CodeInternal {
		logger.InfoContext(ctx, what+" refused", append(attrs, "error", err)...)
		return known.Message
	}
	reference := fmt.Sprintf("%08x", rand.Uint32())
	attrs = append(attrs, "error", err, "reference", reference)
	if postgres.IsConnection(err) { // no fault of theirs
		logger.WarnContext(ctx, "the connection to the database was lost", attrs...)
		return "The connection to the database was lost (see the log, reference " + reference + ")."
	}
	var own *panicked
	if errors.As(err, &own) {
		attrs = append(attrs, "stack", string(own.stack))
	}
	logger.ErrorContext(ctx, what+" failed", attrs...)
	return "Internal error (see the log, reference " + reference + ")."
}
