package job

import (
	"context"

	"github.com/sluicehq/sluice/fault"
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

// explain words err and logs it.
func (e *Engine) explain(ctx context.Context, err error, attrs ...any) problem {
	return problem{
		text:   fault.Explain(ctx, e.opts.Logger, "a job's application", err, attrs...),
		detail: storableText(err.Error(), maxDetail),
	}
}

// guard calls fn and turns its panic into an error.
func guard(fn func() error) error { return fault.Guard(fn) }
