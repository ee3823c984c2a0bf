package gqlhttp_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	"github.com/sluicehq/sluice/server/gqlhttp"
)

// wsClient is a WebSocket that speaks graphql-transport-ws, message by message.
type wsClient struct {
	t    *testing.T
	conn *websocket.Conn
}

func tryDial(t *testing.T, address string, headers map[string]string, subprotocols ...string) (*websocket.Conn, *http.Response, error) {
	t.Helper()
	opts := &websocket.DialOptions{Subprotocols: subprotocols, HTTPHeader: http.Header{}}
	for name, value := range headers {
		opts.HTTPHeader.Set(name, value)
	}
	return websocket.Dial(t.Context(), address, opts)
}

func dial(t *testing.T, address string, headers map[string]string) *wsClient {
	t.Helper()
	conn, _, err := tryDial(t, address, headers, "graphql-transport-ws")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.CloseNow() })
	return &wsClient{t, conn}
}

func (c *wsClient) send(message string) {
	c.t.Helper()
	if err := c.conn.Write(c.t.Context(), websocket.MessageText, []byte(message)); err != nil {
		c.t.Fatal(err)
	}
}

// want reads the next message that is no ping.
func (c *wsClient) want(message string) {
	c.t.Helper()
	got, err := c.next()
	if err != nil {
		c.t.Fatal(err)
	}
	if got != message {
		c.t.Errorf("got %s, want %s", got, message)
	}
}

func (c *wsClient) next() (string, error) {
	ctx, cancel := context.WithTimeout(c.t.Context(), 5*time.Second)
	defer cancel()
	for {
		_, text, err := c.conn.Read(ctx)
		if err != nil || !strings.Contains(string(text), `"ping"`) {
			return strings.TrimSpace(string(text)), err
		}
	}
}

func (c *wsClient) wantClose(code websocket.StatusCode) {
	c.t.Helper()
	text, err := c.next()
	if got := websocket.CloseStatus(err); got != code {
		c.t.Errorf("got %q and close code %d (%v), want %d", text, got, err, code)
	}
}

func (c *wsClient) init(payload string) {
	c.t.Helper()
	c.send(`{"type":"connection_init","payload":` + payload + `}`)
	c.want(`{"type":"connection_ack"}`)
}

func TestWebSocket(t *testing.T) {
	t.Parallel()
	ws := dial(t, serve(t, gqlhttp.Options{}), nil)
	ws.init("{}")
	ws.send(`{"type":"subscribe","id":"1","payload":{"query":"subscription{count(to:2)}"}}`)
	ws.want(`{"payload":{"data":{"count":"bob"}},"id":"1","type":"next"}`)
	ws.want(`{"payload":{"data":{"count":"bob"}},"id":"1","type":"next"}`)
	ws.want(`{"id":"1","type":"complete"}`)
	ws.send(`{"type":"subscribe","id":"2","payload":{"query":"{viewer}"}}`)
	ws.want(`{"payload":{"data":{"viewer":"bob"}},"id":"2","type":"next"}`)
	ws.want(`{"id":"2","type":"complete"}`)
	ws.send(`{"type":"ping"}`)
	ws.want(`{"type":"pong"}`)
	ws.send(`{"type":"subscribe","id":"3","payload":{"query":"{MARKER}"}}`)
	ws.want(`{"payload":[{"message":"A field does not exist on its type.","locations":[{"line":1,"column":2}],"extensions":{"code":"INVALID"}}],"id":"3","type":"error"}`)
	ws.want(`{"id":"3","type":"complete"}`)
}

func TestWebSocketToken(t *testing.T) {
	t.Parallel()
	address := serve(t, gqlhttp.Options{})
	ws := dial(t, address, nil)
	ws.init(`{"authorization":"Bearer good"}`)
	ws.send(`{"type":"subscribe","id":"1","payload":{"query":"{viewer}"}}`)
	ws.want(`{"payload":{"data":{"viewer":"ann"}},"id":"1","type":"next"}`)

	ws = dial(t, address, nil)
	ws.send(`{"type":"connection_init","payload":{"authorization":"Bearer MARKER"}}`)
	ws.wantClose(4401)
}

func TestWebSocketHandshake(t *testing.T) {
	t.Parallel()
	address := serve(t, gqlhttp.Options{Origins: gqlhttp.Origins{"https://shop.example"}})
	host := strings.TrimPrefix(address, "http://")
	tests := []struct {
		name, origin, subprotocol string
		status                    int
	}{
		{"no page", "", "graphql-transport-ws", 101},
		{"own page", "http://" + host, "graphql-transport-ws", 101},
		{"allowed page", "https://shop.example", "graphql-transport-ws", 101},
		{"foreign page", "https://evil.example", "graphql-transport-ws", 403},
		{"foreign page with our name in front", "http://" + host + ".evil.example", "graphql-transport-ws", 403},
		{"allowed host by another scheme", "http://shop.example", "graphql-transport-ws", 403},
		{"page without origin", "null", "graphql-transport-ws", 403},
		{"outdated protocol", "", "graphql-ws", 400},
		{"no protocol", "", "", 400},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			headers := map[string]string{}
			if tt.origin != "" {
				headers["Origin"] = tt.origin
			}
			conn, res, err := tryDial(t, address, headers, tt.subprotocol)
			if err == nil {
				_ = conn.CloseNow()
			}
			if res == nil || res.StatusCode != tt.status {
				t.Errorf("response %v (%v), want status %d", res, err, tt.status)
			}
		})
	}
}

func TestWebSocketLimits(t *testing.T) {
	t.Parallel()
	stopping, stop := context.WithCancel(t.Context())
	address := serve(t, gqlhttp.Options{Stopping: stopping, Limits: gqlhttp.Limits{
		PerStream: 1, Body: 1000, InitTimeout: 50 * time.Millisecond, KeepAlive: 20 * time.Millisecond,
	}})
	dial(t, address, nil).wantClose(1002) // silent for too long

	ws := dial(t, address, nil)
	ws.init("{}")
	ws.send(`{"type":"subscribe","id":"1","payload":{"query":"subscription{forever}"}}`)
	ws.want(`{"payload":{"data":{"forever":"bob"}},"id":"1","type":"next"}`)
	ws.send(`{"type":"subscribe","id":"2","payload":{"query":"{echo}"}}`)
	if got, err := ws.next(); err != nil || !strings.Contains(got, "At most 1 operations") {
		t.Errorf("a second operation gets %s (%v)", got, err)
	}
	ws.want(`{"id":"2","type":"complete"}`)
	ws.send(`{"type":"complete","id":"1"}`)
	ws.want(`{"id":"1","type":"complete"}`)
	ws.send(`{"type":"` + strings.Repeat("x", 1000) + `"}`)
	ws.wantClose(websocket.StatusMessageTooBig)

	ws = dial(t, address, nil)
	ws.init("{}")
	stop()
	ws.wantClose(websocket.StatusNormalClosure)
}

func TestWebSocketNeedsPongs(t *testing.T) {
	t.Parallel()
	ws := dial(t, serve(t, gqlhttp.Options{Limits: gqlhttp.Limits{KeepAlive: 10 * time.Millisecond}}), nil)
	ws.init("{}")
	if got, err := ws.next(); err == nil {
		t.Errorf("a client that does not answer pings still gets %s", got)
	}
}

func TestStreamsAreRenewed(t *testing.T) {
	t.Parallel()
	address := serve(t, gqlhttp.Options{Limits: gqlhttp.Limits{StreamLife: 50 * time.Millisecond}})
	ws := dial(t, address, nil)
	ws.init("{}")
	ws.wantClose(websocket.StatusNormalClosure)

	events := readAll(t, subscribe(t, address, "subscription{forever}").Body)
	if strings.Contains(events, "complete") || !strings.Contains(events, "event: next") {
		t.Errorf("the event stream ended with %q, as if there was no more to come", events)
	}
}
