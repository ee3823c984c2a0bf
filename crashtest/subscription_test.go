//go:build unix

package crashtest

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"

	"github.com/sluicehq/sluice/model"
)

// progress is what a subscriber to a job's progress is told.
type progress struct {
	State      string
	ItemsDone  int
	TotalItems int
}

func (p progress) ended() bool { return p.State != "RUNNING" && p.State != "CANCELING" }

// watch is a subscription to a job's progress.
type watch struct{ conn *websocket.Conn }

// message is one of the protocol graphql-transport-ws.
type message struct {
	ID      string `json:"id,omitempty"`
	Type    string `json:"type"`
	Payload any    `json:"payload,omitempty"`
}

// watchJob subscribes to a job's progress.
func (c client) watchJob(t *testing.T, jobID int64) *watch {
	t.Helper()
	conn, _, err := websocket.Dial(t.Context(), strings.Replace(c.url, "http", "ws", 1)+"/graphql",
		&websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.CloseNow() })
	w := &watch{conn}
	w.send(t, message{Type: "connection_init", Payload: map[string]string{"authorization": "Bearer " + c.token}})
	w.send(t, message{ID: "1", Type: "subscribe", Payload: request{
		`subscription($id: ID!) { jobProgress(id: $id) { state itemsDone totalItems } }`,
		map[string]any{"id": model.NewID("Job", jobID)},
	}})
	return w
}

func (w *watch) send(t *testing.T, m message) {
	t.Helper()
	if err := wsjson.Write(t.Context(), w.conn, m); err != nil {
		t.Fatal(err)
	}
}

// next waits for the next news.
func (w *watch) next(t *testing.T) progress {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), progressLimit)
	defer cancel()
	for {
		var payload struct {
			Data   struct{ JobProgress progress }
			Errors json.RawMessage
		}
		m := message{Payload: &payload}
		if err := wsjson.Read(ctx, w.conn, &m); err != nil {
			t.Fatalf("waiting for news of a job: %v", err)
		}
		switch {
		case m.Type == "next" && payload.Errors == nil:
			return payload.Data.JobProgress
		case m.Type == "ping":
			w.send(t, message{Type: "pong"})
		case m.Type != "connection_ack":
			t.Fatalf("waiting for news of a job, got %s: %s", m.Type, payload.Errors)
		}
	}
}
