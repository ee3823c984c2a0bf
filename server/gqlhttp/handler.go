package gqlhttp

import (
	"context"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/extension"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
)

// Options say how to serve a schema.
type Options struct {
	// Present turns errors into what clients see. Required.
	Present graphql.ErrorPresenterFunc
	// Identify returns the viewer for the token of a WebSocket's
	// connection_init message. Required.
	Identify func(ctx context.Context, token string) (*auth.Viewer, error)
	// Origins are those of the pages that may open WebSockets, besides our own.
	Origins Origins
	// Around wraps every operation, the first outermost.
	Around []graphql.OperationMiddleware
	// AroundFields wraps every field. Default: nothing does.
	AroundFields graphql.FieldMiddleware
	// Introspection lets clients read the schema, and tells them in more
	// detail what is wrong with a document.
	Introspection bool
	// Stopping, when done, ends all subscriptions. Default: never.
	Stopping context.Context
	Limits   Limits
}

// Limits bound what clients may ask for. Zero values stand for the defaults.
type Limits struct {
	Body        int64         // bytes of a JSON request; 2 MB: a value of 1 MB with room around it
	Upload      int64         // bytes of a multipart request; 32 MB
	Tokens      int           // of a document; 3,000
	Depth       int           // of nested fields; 16
	Cost        int           // fields of the answer, if every page is full; 20,000
	RootFields  int           // of an operation; 20
	Timeout     time.Duration // of a query or mutation; 30 s
	Streams     int           // WebSockets and event streams of this process; 2,000
	PerStream   int           // operations at once on a WebSocket; 100
	StreamLife  time.Duration // of a stream; then clients connect anew, and are asked again who they are; 30 min
	InitTimeout time.Duration // until a WebSocket's connection_init; 10 s
	KeepAlive   time.Duration // between signs of life on a stream; 15 s
}

func (l Limits) withDefaults() Limits {
	setDefault(&l.Body, 2<<20)
	setDefault(&l.Upload, 32<<20)
	setDefault(&l.Tokens, 3_000)
	setDefault(&l.Depth, 16)
	setDefault(&l.Cost, 20_000)
	setDefault(&l.RootFields, 20)
	setDefault(&l.Timeout, 30*time.Second)
	setDefault(&l.Streams, 2_000)
	setDefault(&l.PerStream, 100)
	setDefault(&l.StreamLife, 30*time.Minute)
	setDefault(&l.InitTimeout, 10*time.Second)
	setDefault(&l.KeepAlive, 15*time.Second)
	return l
}

func setDefault[T comparable](value *T, fallback T) {
	var zero T
	if *value == zero {
		*value = fallback
	}
}

// New returns a handler for the one path at which the schema is served. The
// request's context holds the viewer.
func New(schema graphql.ExecutableSchema, opts Options) http.Handler {
	opts.Limits = opts.Limits.withDefaults()
	if opts.Stopping == nil {
		opts.Stopping = context.Background()
	}
	s := handler.New(schema)
	s.SetErrorPresenter(presenter(schema.Schema(), opts))
	s.SetRecoverFunc(recovered)
	s.SetQueryCache(newDocumentCache())
	s.SetParserTokenLimit(opts.Limits.Tokens)
	s.SetDisableSuggestion(!opts.Introspection)

	streams := newStreams(opts)
	s.AddTransport(newWebSocket(opts, streams))
	s.AddTransport(eventStream{opts.Limits, streams})
	s.AddTransport(multipart{opts.Limits})
	s.AddTransport(overHTTP{opts.Limits})

	if opts.Introspection {
		s.Use(extension.Introspection{})
	}
	s.Use(&guard{limits: opts.Limits, introspection: opts.Introspection})
	s.AroundOperations(timeLimit(opts.Limits.Timeout))
	s.AroundOperations(streamLimit)
	for _, around := range opts.Around {
		s.AroundOperations(around)
	}
	if opts.AroundFields != nil {
		s.AroundFields(opts.AroundFields)
	}
	return s
}

// recovered logs a panic of a resolver.
func recovered(ctx context.Context, cause any) error {
	slog.ErrorContext(ctx, "panic while answering", "panic", cause, "stack", string(debug.Stack()))
	return &model.Error{
		Code:    model.CodeInternal,
		Message: "An internal error occurred. It has been logged with the id of this request.",
	}
}
