package gqlhttp

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	coderws "github.com/coder/websocket"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
)

const (
	subprotocol = "graphql-transport-ws"
	// closeUnauthorized is the protocol's close code; clients don't retry.
	closeUnauthorized = 4401
)

// webSocket is the transport for connections that speak graphql-transport-ws.
// Their viewer is the one of the request that opened them, or the one whose API
// token the connection_init message holds.
type webSocket struct {
	transport.Websocket
	origins Origins
	streams *streams
}

func newWebSocket(opts Options, streams *streams) webSocket {
	payload := opts.Limits.Body
	return webSocket{
		origins: opts.Origins,
		streams: streams,
		Websocket: transport.Websocket{
			Implementation:   upgrader{},
			InitFunc:         initialize(opts.Identify),
			InitTimeout:      opts.Limits.InitTimeout,
			PingPongInterval: opts.Limits.KeepAlive,
			PayloadReadLimit: &payload,
		},
	}
}

// Supports implements graphql.Transport.
func (webSocket) Supports(r *http.Request) bool {
	return strings.EqualFold(r.Header.Get("Upgrade"), "websocket")
}

// Do implements graphql.Transport.
func (t webSocket) Do(w http.ResponseWriter, r *http.Request, exec graphql.GraphExecutor) {
	if !t.origins.allow(r) {
		Refuse(w, r, http.StatusForbidden, &model.Error{
			Code:    model.CodeForbidden,
			Message: "Pages of this origin may not connect. The server's operator can allow it with --allowed-origins.",
		})
		return
	}
	if !slices.ContainsFunc(r.Header.Values("Sec-WebSocket-Protocol"), func(offer string) bool {
		return slices.ContainsFunc(strings.Split(offer, ","), func(p string) bool { return strings.TrimSpace(p) == subprotocol })
	}) {
		Refuse(w, r, http.StatusBadRequest, &model.Error{
			Code:    model.CodeInvalid,
			Message: "Use a WebSocket client that speaks " + subprotocol + ".",
		})
		return
	}
	r, done := t.streams.open(w, r)
	if r == nil {
		return
	}
	defer done()
	t.Websocket.Do(w, r.WithContext(auth.WithoutCookie(r.Context())), exec)
}

// initialize settles who the viewer of a connection is.
func initialize(identify func(context.Context, string) (*auth.Viewer, error)) transport.WebsocketInitFunc {
	return func(ctx context.Context, payload transport.InitPayload) (context.Context, *transport.InitPayload, error) {
		if token, ok := strings.CutPrefix(payload.Authorization(), "Bearer "); ok {
			viewer, err := identify(ctx, token)
			if err != nil {
				return closeWith(ctx, "The API token is not valid."), nil, err
			}
			ctx = auth.WithViewer(ctx, viewer)
		}
		// A guest who may do nothing has no use for a connection.
		if len(auth.ViewerFrom(ctx).Permissions()) == 0 {
			if err := auth.RequireSignedIn(ctx); err != nil {
				return closeWith(ctx, "Sign in first."), nil, err
			}
		}
		return ctx, nil, nil
	}
}

func closeWith(ctx context.Context, reason string) context.Context {
	return transport.WithWebsocketCloseCode(transport.AppendCloseReason(ctx, reason), closeUnauthorized)
}

// upgrader accepts connections. Their origin and protocol have been checked.
type upgrader struct{}

// Accept implements transport.WebsocketImplementation.
func (upgrader) Accept(w http.ResponseWriter, r *http.Request, _ transport.WebsocketAcceptOptions) (transport.WebsocketConn, error) {
	coder := transport.CoderWebsocketImplementation{AcceptOptions: coderws.AcceptOptions{InsecureSkipVerify: true}}
	conn, err := coder.Accept(w, r, transport.WebsocketAcceptOptions{Subprotocols: []string{subprotocol}})
	if err != nil {
		return nil, err
	}
	whole, ok := conn.(boundedConn)
	if !ok {
		return nil, errors.Join(errors.New("the connection can't be bounded"), conn.Close())
	}
	return untilEnd{whole, r.Context()}, nil
}

// boundedConn is a connection whose reads can be bounded.
type boundedConn interface {
	transport.WebsocketConn
	transport.WebsocketReadLimiter
	transport.WebsocketReadDeadliner
}

// untilEnd is a connection on which nothing is said but goodbye once its
// context has ended. The operations end then, too, and their clients must not be
// told that they are complete: these would not subscribe again.
type untilEnd struct {
	boundedConn
	ctx context.Context
}

// WriteJSON implements transport.WebsocketConn.
func (c untilEnd) WriteJSON(v any) error {
	if err := context.Cause(c.ctx); err != nil {
		return err
	}
	return c.boundedConn.WriteJSON(v)
}
