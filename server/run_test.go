package server

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"regexp"
	"strings"
	"testing"

	"github.com/coder/websocket"

	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

// running is a server that a test has started.
type running struct {
	url, link string
	stop      func() error // returns what Run returned
}

var linkForm = regexp.MustCompile(`https?://\S+/sign-in#token=\S+`)

// start runs a server over a database and waits until it is ready.
func start(t *testing.T, database string, change func(*Options)) running {
	t.Helper()
	opts := Options{DatabaseOptions: DatabaseOptions{DatabaseURL: database, Migrate: true}}
	opts.Addr = "127.0.0.1:0"
	if change != nil {
		change(&opts)
	}
	ctx, cancel := context.WithCancel(t.Context())
	reader, writer := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		err := Run(ctx, opts, Console{Out: writer, Logger: slog.New(slog.DiscardHandler)})
		ended <- err
		_ = writer.CloseWithError(errors.Join(io.EOF, err))
	}()
	r := running{stop: func() error { cancel(); err := <-ended; ended <- err; return err }}
	t.Cleanup(func() {
		if err := r.stop(); err != nil {
			t.Errorf("the server ended with: %v", err)
		}
	})
	lines := bufio.NewScanner(reader)
	for lines.Scan() && !strings.HasPrefix(lines.Text(), "Press Ctrl-C") {
		if address, ok := strings.CutPrefix(lines.Text(), "Sluice is ready at "); ok {
			r.url = address
		}
		if link := linkForm.FindString(lines.Text()); link != "" {
			r.link = link
		}
	}
	if r.url == "" {
		t.Fatalf("the server does not say where it is: %v", lines.Err())
	}
	go func() { _, _ = io.Copy(io.Discard, reader) }()
	return r
}

// client sends operations to a server, in a session of its own.
type client struct {
	t *testing.T
	*http.Client
	url   string
	token string
}

func (r running) client(t *testing.T) *client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &client{t: t, Client: &http.Client{Jar: jar}, url: r.url}
}

// do returns the status and the body of the answer to an operation.
func (c *client) do(query string, variables map[string]any) (int, string) {
	c.t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		c.t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(c.t.Context(), http.MethodPost, c.url+"/graphql", bytes.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("X-Sluice-Csrf", "1")
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	return c.read(c.Do(req))
}

func (c *client) get(path string) (int, string) {
	c.t.Helper()
	req, err := http.NewRequestWithContext(c.t.Context(), http.MethodGet, c.url+path, nil)
	if err != nil {
		c.t.Fatal(err)
	}
	return c.read(c.Do(req))
}

func (c *client) read(res *http.Response, err error) (int, string) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return res.StatusCode, string(text)
}

// await waits for an event of a subscription that has a part.
func (c *client) await(subscription, part string) {
	c.t.Helper()
	body := strings.NewReader(fmt.Sprintf(`{"query": %q}`, subscription))
	req, err := http.NewRequestWithContext(c.t.Context(), http.MethodPost, c.url+"/graphql", body)
	if err != nil {
		c.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "text/event-stream")
	req.Header.Set("X-Sluice-Csrf", "1")
	res, err := c.Do(req)
	if err != nil {
		c.t.Fatal(err)
	}
	defer res.Body.Close()
	lines := bufio.NewScanner(res.Body)
	for lines.Scan() {
		if strings.Contains(lines.Text(), part) {
			return
		}
	}
	c.t.Fatalf("the events ended without %s: %v", part, lines.Err())
}

func (c *client) want(status int, part string) func(int, string) {
	return func(gotStatus int, got string) {
		c.t.Helper()
		if gotStatus != status || !strings.Contains(got, part) {
			c.t.Errorf("got status %d: %s\nwant %d with %s", gotStatus, got, status, part)
		}
	}
}

const (
	askViewer  = "{viewer{login permissions}}"
	signInLink = "mutation($t:String!){signIn(input:{linkToken:$t}){viewer{login}}}"
)

func (c *client) signIn(r running) {
	c.t.Helper()
	_, token, _ := strings.Cut(r.link, "#token=")
	c.want(200, `"login":"admin"`)(c.do(signInLink, map[string]any{"t": token}))
}

func TestServe(t *testing.T) {
	t.Parallel()
	r := start(t, pgtest.URL(t), nil)
	c := r.client(t)
	c.want(200, "ok")(c.get("/healthz"))
	c.want(200, "ok")(c.get("/readyz"))
	c.want(200, `{"data":{"viewer":null}}`)(c.do(askViewer, nil))
	c.want(200, "UNAUTHENTICATED")(c.do("{products{nodes{sku}}}", nil))

	c.signIn(r)
	c.want(200, `{"data":{"viewer":{"login":"admin","permissions":["admin"]}}}`)(c.do(askViewer, nil))
	c.want(200, `"nodes":[]`)(c.do("{products{nodes{sku}}}", nil))
	other := r.client(t)
	_, token, _ := strings.Cut(r.link, "#token=")
	other.want(200, "UNAUTHENTICATED")(other.do(signInLink, map[string]any{"t": token}))

	c.want(404, "no such batch")(c.get("/download/QmF0Y2g6OTk/labels-1.pdf"))
	c.want(404, "no such job")(c.get("/download/Sm9iOjk5/exceptions.csv"))
	c.want(404, "no such file")(c.get("/download/Sm9iOjk5/results.csv"))
	c.want(404, "no such batch")(c.get("/download/UHJvZHVjdDox/exceptions.csv"))
	c.want(400, "not an id")(c.get("/download/nonsense/labels-1.pdf"))
	c.want(200, `{"data":{"signOut":{"signedOut":true}}}`)(c.do("mutation{signOut{signedOut}}", nil))
	c.want(401, "Sign in")(c.get("/download/QmF0Y2g6OTk/labels-1.pdf"))
	c.want(200, `{"data":{"viewer":null}}`)(c.do(askViewer, nil))

	other.token = "slc_nonsense"
	other.want(401, "UNAUTHENTICATED")(other.do(askViewer, nil))
	_, metrics := c.get("/metrics")
	for _, line := range []string{
		`sluice_graphql_operation_duration_seconds_count{field="viewer",outcome="ok",type="query"} 3`,
		`sluice_http_request_duration_seconds_count{method="GET",route="GET /healthz",status="200"} 1`,
		`sluice_database_connections{state="max"} 16`, "go_goroutines", "process_open_fds",
	} {
		if !strings.Contains(metrics, line) {
			t.Errorf("the metrics lack %s", line)
		}
	}
}

func TestEachStartPrintsANewLink(t *testing.T) {
	t.Parallel()
	database := pgtest.URL(t)
	first := start(t, database, nil)
	if err := first.stop(); err != nil {
		t.Fatal(err)
	}
	second := start(t, database, nil)
	if first.link == "" || second.link == "" || first.link == second.link {
		t.Errorf("the links are %q and %q", first.link, second.link)
	}
	second.client(t).signIn(second)
}

func TestLinkLeadsToTheBaseURL(t *testing.T) {
	t.Parallel()
	r := start(t, pgtest.URL(t), func(o *Options) { o.BaseURL = "https://sluice.example/" })
	if r.url != "https://sluice.example" || !strings.HasPrefix(r.link, "https://sluice.example/sign-in#token=") {
		t.Errorf("ready at %s, link %s", r.url, r.link)
	}
}

func TestStopEndsSubscriptions(t *testing.T) {
	t.Parallel()
	r := start(t, pgtest.URL(t), func(o *Options) { o.Worker = true; o.Workers = 1 })
	c := r.client(t)
	c.signIn(r)
	conn, _, err := websocket.Dial(t.Context(), r.url+"/graphql", &websocket.DialOptions{
		HTTPClient: c.Client, Subprotocols: []string{"graphql-transport-ws"},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.CloseNow() }()
	for _, message := range []string{
		`{"type":"connection_init"}`, `{"type":"subscribe","id":"1","payload":{"query":"subscription{jobsChanged{active}}"}}`,
	} {
		if err := conn.Write(t.Context(), websocket.MessageText, []byte(message)); err != nil {
			t.Fatal(err)
		}
	}
	for {
		_, text, err := conn.Read(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), `"active":0`) {
			break
		}
	}
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
	for err == nil {
		_, _, err = conn.Read(t.Context())
	}
	if code := websocket.CloseStatus(err); code != websocket.StatusNormalClosure {
		t.Errorf("the connection ended with %v", err)
	}
}

func TestRunFailsClearly(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	newer := pgtest.New(t)
	if _, err := newer.Pool.Exec(t.Context(), `INSERT INTO schema_migration (namespace, version, name, checksum) VALUES ('core', 9999, 'future', '')`); err != nil {
		t.Fatal(err)
	}
	behind := pgtest.Empty(t)
	tests := []struct {
		name   string
		opts   Options
		want   string
		wantIs error
	}{
		{"port taken", Options{HTTPOptions: HTTPOptions{Addr: taken.Addr().String()}}, "is in use by another program; choose another with --addr or SLUICE_ADDR", nil},
		{"no address", Options{HTTPOptions: HTTPOptions{Addr: "nonsense"}}, "--addr or SLUICE_ADDR", nil},
		{"bad setting", Options{HTTPOptions: HTTPOptions{BaseURL: "nonsense"}}, "SLUICE_BASE_URL", nil},
		{"newer schema", Options{DatabaseOptions: DatabaseOptions{DatabaseURL: newer.Pool.Config().ConnString(), Migrate: true}}, "9999_future", postgres.ErrSchemaNewer},
		{"schema behind", Options{DatabaseOptions: DatabaseOptions{DatabaseURL: behind.Pool.Config().ConnString()}}, "sluice migrate up", postgres.ErrSchemaBehind},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.opts.Addr == "" {
				tt.opts.Addr = "127.0.0.1:0"
			}
			err := Run(t.Context(), tt.opts, Console{Out: io.Discard, Logger: slog.New(slog.DiscardHandler)})
			if err == nil || !strings.Contains(err.Error(), tt.want) || tt.wantIs != nil && !errors.Is(err, tt.wantIs) {
				t.Errorf("Run = %v, want %q in it", err, tt.want)
			}
		})
	}
}

func TestProcessesShareTheEmbeddedDatabase(t *testing.T) {
	t.Parallel()
	opts := DatabaseOptions{Data: t.TempDir()}
	logger := slog.New(slog.DiscardHandler)
	first, err := OpenDatabase(t.Context(), opts, 4, logger)
	if err != nil {
		t.Fatal(err)
	}
	second, err := OpenDatabase(t.Context(), opts, 4, logger)
	if err != nil {
		t.Fatal(errors.Join(err, first.Close(t.Context())))
	}
	for i, db := range []*Database{second, first} {
		var one int
		if err := db.Pool.QueryRow(t.Context(), "SELECT 1").Scan(&one); err != nil {
			t.Errorf("database %d: %v", i, err)
		}
		if err := db.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Error(fmt.Errorf("closing database %d: %w", i, err))
		}
	}
	<-first.Lost()
}
