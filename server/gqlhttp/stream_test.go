package gqlhttp_test

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/server/gqlhttp"
)

// subscribe opens an event stream.
func subscribe(t *testing.T, address, query string) *http.Response {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), "POST", address, strings.NewReader(quoteQuery(query)))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", plainJSON)
	req.Header.Set("Accept", "text/event-stream")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { res.Body.Close() })
	return res
}

func readAll(t *testing.T, r io.Reader) string {
	t.Helper()
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestEventStream(t *testing.T) {
	t.Parallel()
	address := serve(t, gqlhttp.Options{})
	const end = "event: complete\ndata:\n\n"
	tests := []struct {
		query  string
		status int
		body   string
	}{
		{"subscription{count(to:2)}", 200, ":\n\n" + strings.Repeat("event: next\ndata: {\"data\":{\"count\":\"bob\"}}\n\n", 2) + end},
		{"{echo}", 200, ":\n\nevent: next\ndata: {\"data\":{\"echo\":\"echo\"}}\n\n" + end},
		{"{nothing}", 200, ":\n\nevent: next\ndata: {\"errors\":[{\"message\":\"A field does not exist on its type.\",\"locations\":[{\"line\":1,\"column\":2}],\"extensions\":{\"code\":\"INVALID\"}}]}\n\n" + end},
		{"mutation{touch}", 403, ""},
		{"", 400, ""},
	}
	for _, tt := range tests {
		t.Run(tt.query, func(t *testing.T) {
			t.Parallel()
			res := subscribe(t, address, tt.query)
			if res.StatusCode != tt.status {
				t.Errorf("status = %d, want %d", res.StatusCode, tt.status)
			}
			if body := readAll(t, res.Body); tt.body != "" && body != tt.body {
				t.Errorf("got %q, want %q", body, tt.body)
			}
		})
	}
}

func TestEventStreamStaysAlive(t *testing.T) {
	t.Parallel()
	stopping, stop := context.WithCancel(t.Context())
	address := serve(t, gqlhttp.Options{Stopping: stopping, Limits: gqlhttp.Limits{KeepAlive: 5 * time.Millisecond}})
	lines := bufio.NewScanner(subscribe(t, address, "subscription{forever}").Body)
	for comments := 0; comments < 5 && lines.Scan(); {
		if lines.Text() == ":" {
			comments++
		}
	}
	stop() // ends the stream
	for lines.Scan() {
	}
	if err := lines.Err(); err != nil {
		t.Error(err)
	}
}

func TestStreamsAreBounded(t *testing.T) {
	t.Parallel()
	address := serve(t, gqlhttp.Options{Limits: gqlhttp.Limits{Streams: 2}})
	for range 2 {
		if res := subscribe(t, address, "subscription{forever}"); res.StatusCode != 200 {
			t.Fatalf("status = %d", res.StatusCode)
		}
	}
	res := subscribe(t, address, "subscription{forever}")
	if body := readAll(t, res.Body); res.StatusCode != 503 || !strings.Contains(body, "LIMIT") {
		t.Errorf("status %d: %s", res.StatusCode, body)
	}
	if res := send(t, "POST", address, quoteQuery("{echo}"), map[string]string{"Content-Type": plainJSON}); res.StatusCode != 200 {
		t.Errorf("plain requests are refused, too: %d", res.StatusCode)
	}
}

func TestMultipart(t *testing.T) {
	t.Parallel()
	address := serve(t, gqlhttp.Options{Limits: gqlhttp.Limits{Upload: 10_000}})
	part := func(name, value string) string {
		return "--X\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n"
	}
	const end = "--X--\r\n"
	query := part("operations", quoteQuery("mutation{touch}"))
	tests := []struct {
		name, body string
		noCSRF     bool
		status     int
		code       string
	}{
		{name: "mutation", body: query + part("map", "{}") + end, status: 200},
		{name: "without CSRF header", body: query + part("map", "{}") + end, noCSRF: true, status: 403, code: "FORBIDDEN"},
		{name: "too large", body: query + part("map", "{}") + part("file", strings.Repeat("x", 10_000)) + end, status: 413, code: "LIMIT"},
		{name: "no map", body: query + end, status: 400, code: "INVALID"},
		{name: "file without place", body: query + part("map", "{}") + part("MARKER", "x") + end, status: 400, code: "INVALID"},
		{name: "place that does not exist", body: query + part("map", `{"MARKER":["variables.a.0.b"]}`) + part("MARKER", "x") + end, status: 400, code: "INVALID"},
		{name: "invalid document", body: part("operations", quoteQuery("{MARKER}")) + part("map", "{}") + end, status: 422, code: "INVALID"},
		{name: "nonsense", body: "MARKER", status: 400, code: "INVALID"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			headers := map[string]string{"Content-Type": "multipart/form-data; boundary=X", gqlhttp.CSRFHeader: "1"}
			if tt.noCSRF {
				delete(headers, gqlhttp.CSRFHeader)
			}
			res := send(t, "POST", address, tt.body, headers)
			if res.StatusCode != tt.status || res.code() != tt.code || strings.Contains(res.text, "MARKER") {
				t.Errorf("status %d, want %d, code %q: %s", res.StatusCode, tt.status, tt.code, res.text)
			}
		})
	}
}

func TestGuestsWithoutPermissionsGetNoWebSocket(t *testing.T) {
	t.Parallel()
	ws := dial(t, serveAs(t, auth.NewViewer(0, "", "Guest"), gqlhttp.Options{}), nil)
	ws.send(`{"type":"connection_init"}`)
	ws.wantClose(4401)
}
