package gqlhttp

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"github.com/sluicehq/sluice/auth"
)

// writeTimeout is how long the client of an event stream may take to receive an
// event.
const writeTimeout = 20 * time.Second

// eventStream is the transport for server-sent events, in the "distinct
// connections" mode of GraphQL over SSE.
type eventStream struct {
	limits  Limits
	streams *streams
}

// Supports implements graphql.Transport.
func (eventStream) Supports(r *http.Request) bool {
	return r.Method == http.MethodPost && accepted(r) == typeEventStream
}

// Do implements graphql.Transport.
func (t eventStream) Do(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor) {
	params, refused := readPost(r, t.limits.Body)
	if refused != nil {
		Refuse(w, r, refused.status, refused.Error)
		return
	}
	r, done := t.streams.open(w, r)
	if r == nil {
		return
	}
	defer done()
	ctx := auth.WithoutCookie(r.Context())
	operation, errs := exec.CreateOperationContext(ctx, params)
	if errs != nil {
		response := exec.DispatchError(graphql.WithOperationContext(ctx, operation), errs)
		response.Data = nil
		t.send(ctx, w, graphql.OneShot(response))
		return
	}
	if refused := checkMethod(r, operation); refused != nil {
		Refuse(w, r, refused.status, refused.Error)
		return
	}
	responses, ctx := exec.DispatchOperation(ctx, operation)
	t.send(ctx, w, responses)
}

// send writes responses as events until there are no more, the client has gone
// or ctx ends.
func (t eventStream) send(ctx context.Context, w http.ResponseWriter, responses graphql.ResponseHandler) {
	ctx, cancel := context.WithCancel(ctx)
	next := make(chan *graphql.Response)
	go func() {
		defer close(next)
		for response := responses(ctx); response != nil; response = responses(ctx) {
			select {
			case next <- response:
			case <-ctx.Done():
				return
			}
		}
	}()
	defer func() {
		cancel()
		for range next { // wait for the operation to end
		}
	}()

	h := w.Header()
	h.Set("Content-Type", typeEventStream+"; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	events := eventWriter{w, http.NewResponseController(w)}
	alive := time.NewTicker(t.limits.KeepAlive)
	defer alive.Stop()
	err := events.write(":\n\n")
	for err == nil {
		select {
		case response, ok := <-next:
			if !ok {
				_ = events.write("event: complete\ndata:\n\n")
				return
			}
			var body []byte
			if body, err = encode(response); err == nil {
				err = events.write("event: next\ndata: " + string(body) + "\n\n")
			}
		case <-alive.C:
			err = events.write(":\n\n")
		case <-ctx.Done():
			return
		}
	}
}

type eventWriter struct {
	http.ResponseWriter
	control *http.ResponseController
}

// write sends text at once; an error means that nobody can be reached.
func (e eventWriter) write(text string) error {
	if err := e.control.SetWriteDeadline(time.Now().Add(writeTimeout)); err != nil {
		return fmt.Errorf("sending an event: %w", err)
	}
	if _, err := e.Write([]byte(text)); err != nil {
		return fmt.Errorf("sending an event: %w", err)
	}
	if err := e.control.Flush(); err != nil {
		return fmt.Errorf("sending an event: %w", err)
	}
	return nil
}
