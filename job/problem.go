package job

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime/debug"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// maxDetail bounds the technical text that is stored with a chunk or an exception, in characters.
const maxDetail = 2000

// problem is an error in an application's work in two wordings. text is for
// everyone who may see the job: the message of a *model.Error, or else a
// reference to the log. detail is for operators: the error itself, cut to
// maxDetail.
type problem struct {
	text   string
	detail string
}

// explain words err and logs it unless it was meant for people.
func (e *Engine) explain(ctx context.Context, err error, attrs ...any) problem {
	detail := storableText(err.Error(), maxDetail)
	var known *model.Error
	if errors.As(err, &known) && known.Code != model.CodeInternal {
		e.opts.Logger.InfoContext(ctx, "a job's application refused", append(attrs, "error", err)...)
		return problem{text: known.Message, detail: detail}
	}
	reference := fmt.Sprintf("%08x", rand.Uint32())
	attrs = append(attrs, "error", err, "reference", reference)
	if postgres.IsConnection(err) { // no fault of the application
		e.opts.Logger.WarnContext(ctx, "the connection to the database was lost", attrs...)
		return problem{text: "The connection to the database was lost (see the log, reference " + reference + ").", detail: detail}
	}
	var panicked *panicError
	if errors.As(err, &panicked) {
		attrs = append(attrs, "stack", string(panicked.stack))
	}
	e.opts.Logger.ErrorContext(ctx, "a job's application failed", attrs...)
	return problem{text: "Internal error (see the log, reference " + reference + ").", detail: detail}
}

// panicError is a panic of an application as an error.
type panicError struct {
	value any
	stack []byte
}

func (e *panicError) Error() string { return fmt.Sprintf("panic: %v", e.value) }

// guard calls fn and turns its panic into an error.
func guard(fn func() error) (err error) {
	defer func() {
		if value := recover(); value != nil {
			err = &panicError{value: value, stack: debug.Stack()}
		}
	}()
	return fn()
}
