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
	ctx, cancel := context.WithCancel(auth.WithoutCookie(r.Context()))
	defer cancel()
	operation, errs := exec.CreateOperationContext(ctx, params)
	if errs != nil {
		events := make(chan *graphql.Response, 1)
		events <- reject(ctx, exec, operation, errs)
		close(events)
		t.send(ctx, w, events)
		return
	}
	if refused := checkMethod(r, operation); refused != nil {
		Refuse(w, r, refused.status, refused.Error)
		return
	}
	events := make(chan *graphql.Response)
	go func() {
		defer close(events)
		defer func() {
			if cause := recover(); cause != nil {
				_ = recovered(ctx, cause)
			}
		}()
		responses, inner := exec.DispatchOperation(ctx, operation)
		for response := responses(inner); response != nil; response = responses(inner) {
			select {
			case events <- response:
			case <-ctx.Done():
				return
			}
		}
	}()
	t.send(ctx, w, events)
	cancel()
	for range events { // wait for the operation to end
	}
}

// send writes responses as events until there are no more, the client has gone
// or ctx ends.
func (t eventStream) send(ctx context.Context, w http.ResponseWriter, responses <-chan *graphql.Response) {
	h := w.Header()
	h.Set("Content-Type", typeEventStream+"; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	out := eventWriter{w, http.NewResponseController(w)}
	alive := time.NewTicker(t.limits.KeepAlive)
	defer alive.Stop()
	err := out.write(":\n\n")
	for err == nil {
		select {
		case response, ok := <-responses:
			if !ok {
				if ctx.Err() == nil { // or the client would not come back for more
					_ = out.write("event: complete\ndata:\n\n")
				}
				return
			}
			var body []byte
			if body, err = encode(response); err == nil {
				err = out.write("event: next\ndata: " + string(body) + "\n\n")
			}
		case <-alive.C:
			err = out.write(":\n\n")
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
