package gqlhttp

import (
	"context"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/sluicehq/sluice/model"
)

// streams are the open WebSockets and event streams of this process.
type streams struct {
	slots     chan struct{}
	perStream int
	life      time.Duration
	stopping  context.Context
}

func newStreams(opts Options) *streams {
	return &streams{
		slots:     make(chan struct{}, opts.Limits.Streams),
		perStream: opts.Limits.PerStream,
		life:      opts.Limits.StreamLife,
		stopping:  opts.Stopping,
	}
}

// stream is one of them; it counts the operations that run on it.
type stream struct {
	running atomic.Int32
	limit   int32
}

type streamKey struct{}

// open returns the request with a context for a new stream, which ends with the
// stream's life or when the server stops; or nil, after refusing the request,
// when there are too many. done must be called at the stream's end.
func (s *streams) open(w http.ResponseWriter, r *http.Request) (_ *http.Request, done func()) {
	select {
	case s.slots <- struct{}{}:
	default:
		w.Header().Set("Retry-After", "10")
		Refuse(w, r, http.StatusServiceUnavailable, model.Limit("The server has too many subscribers. Try again later."))
		return nil, nil
	}
	ctx, cancel := context.WithTimeout(r.Context(), s.life)
	unlink := context.AfterFunc(s.stopping, cancel)
	ctx = context.WithValue(ctx, streamKey{}, &stream{limit: int32(s.perStream)})
	return r.WithContext(ctx), func() {
		unlink()
		cancel()
		<-s.slots
	}
}

// streamLimit bounds the operations that run at once on a stream.
func streamLimit(ctx context.Context, next graphql.OperationHandler) graphql.ResponseHandler {
	s, ok := ctx.Value(streamKey{}).(*stream)
	if !ok {
		return next(ctx)
	}
	if s.running.Add(1) > s.limit {
		s.running.Add(-1)
		err := refuse(model.Limit("At most %d operations can run at once on a connection. End some first.", s.limit))
		return graphql.OneShot(&graphql.Response{Errors: gqlerror.List{err}})
	}
	// Its context ends with the operation.
	context.AfterFunc(ctx, func() { s.running.Add(-1) })
	return next(ctx)
}
