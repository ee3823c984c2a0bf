package resolvers_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"
)

// patience is how long a test waits for what should come at once.
const patience = 20 * time.Second

// stream is a running subscription.
type stream interface {
	// next waits for an event and returns its response, or nil at the end.
	next(t *testing.T) []byte
}

// subscribe subscribes over a WebSocket as testdata/NAME.graphql says.
func (c *client) subscribe(t *testing.T, name string) stream {
	t.Helper()
	conn, _, err := websocket.Dial(t.Context(), c.url, &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.CloseNow() })
	ctx, cancel := context.WithTimeout(t.Context(), 3*patience)
	t.Cleanup(cancel)
	s := &socket{conn, ctx}
	s.write(t, `{"type":"connection_init","payload":{"Authorization":"Bearer `+c.token+`"}}`)
	if kind, _ := s.read(t); kind != "connection_ack" {
		t.Fatalf("got %s", kind)
	}
	s.write(t, `{"type":"subscribe","id":"1","payload":`+requestOf(subscription(t, name), "")+`}`)
	return s
}

func subscription(t *testing.T, name string) string {
	t.Helper()
	query, err := os.ReadFile("testdata/subscriptions/" + name + ".graphql")
	if err != nil {
		t.Fatal(err)
	}
	return string(query)
}

type socket struct {
	conn *websocket.Conn
	ctx  context.Context
}

func (s *socket) write(t *testing.T, message string) {
	t.Helper()
	if err := s.conn.Write(s.ctx, websocket.MessageText, []byte(message)); err != nil {
		t.Fatal(err)
	}
}

func (s *socket) read(t *testing.T) (kind string, payload []byte) {
	t.Helper()
	var message struct {
		Type    string
		Payload json.RawMessage
	}
	if err := wsjson.Read(s.ctx, s.conn, &message); err != nil {
		t.Fatal(err)
	}
	return message.Type, message.Payload
}

func (s *socket) next(t *testing.T) []byte {
	t.Helper()
	for {
		switch kind, payload := s.read(t); kind {
		case "ping":
			s.write(t, `{"type":"pong"}`)
		case "complete":
			return nil
		default:
			return payload
		}
	}
}

// listen subscribes over server-sent events.
func (c *client) listen(t *testing.T, name string) stream {
	t.Helper()
	return c.events(t, requestOf(subscription(t, name), ""))
}

func (c *client) events(t *testing.T, body string) *events {
	t.Helper()
	req := c.request(t, http.MethodPost, body)
	req.Header.Set("Accept", eventStream)
	ctx, cancel := context.WithTimeout(t.Context(), 3*patience)
	t.Cleanup(cancel)
	res, err := c.Do(req.WithContext(ctx))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = res.Body.Close() })
	if kind := res.Header.Get("Content-Type"); !strings.HasPrefix(kind, eventStream) {
		t.Fatalf("status %d, content type %q", res.StatusCode, kind)
	}
	return &events{bufio.NewScanner(res.Body)}
}

type events struct{ *bufio.Scanner }

func (e *events) next(t *testing.T) []byte {
	t.Helper()
	for e.Scan() {
		if e.Text() == "event: complete" {
			return nil
		}
		if data, ok := strings.CutPrefix(e.Text(), "data: "); ok {
			return []byte(data)
		}
	}
	t.Fatalf("the stream broke off: %v", e.Err())
	return nil
}

// until skips events up to the one that has a text in it.
func until(t *testing.T, s stream, text string) []byte {
	t.Helper()
	for {
		event := s.next(t)
		if event == nil {
			t.Fatalf("the stream ended without %s", text)
		}
		if bytes.Contains(event, []byte(text)) {
			return event
		}
	}
}

// list is responses as one JSON document.
func list(responses ...[]byte) []byte {
	return append(append([]byte("["), bytes.Join(responses, []byte(","))...), ']')
}
