package server

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"github.com/sluicehq/sluice/postgres/pgtest"
)

func TestRequestID(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, given string
		kept        bool
	}{
		{"none", "", false},
		{"sane", "4f9c2b1e-a-b_c.d", true},
		{"too short", "abc", false},
		{"too long", strings.Repeat("a", 65), false},
		{"not plain", "abcdefgh\tijkl<script>", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var seen string
			handler := identified(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { seen = requestFrom(r.Context()).id }))
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			r.Header.Set(requestIDHeader, tt.given)
			out := httptest.NewRecorder()
			handler.ServeHTTP(out, r)
			if got := out.Header().Get(requestIDHeader); got != seen || !saneID.MatchString(got) || (got == tt.given) != tt.kept {
				t.Errorf("answered %q, seen %q, given %q", got, seen, tt.given)
			}
		})
	}
}

func TestObserved(t *testing.T) {
	t.Parallel()
	m := newMetrics(pgtest.New(t).Pool)
	tests := []struct {
		name    string
		handler http.HandlerFunc
		status  int
		level   string
		body    string
	}{
		{"fine", func(w http.ResponseWriter, _ *http.Request) { say(w, http.StatusTeapot, "tea") }, 418, "INFO", "tea\n"},
		{"panic", func(http.ResponseWriter, *http.Request) { panic("secret") }, 500, "ERROR", "An internal error occurred"},
		{"panic too late", func(w http.ResponseWriter, _ *http.Request) {
			say(w, http.StatusOK, "begun")
			panic("secret")
		}, 200, "INFO", "begun\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var log bytes.Buffer
			logger := NewLogger(&log, LogOptions{LogFormat: "json", LogLevel: "info"})
			out := httptest.NewRecorder()
			identified(observed(logger, slog.LevelInfo, m, tt.handler)).ServeHTTP(out, httptest.NewRequest(http.MethodGet, "/some/path?secret=1", nil))
			if out.Code != tt.status || !strings.Contains(out.Body.String(), tt.body) || strings.Contains(out.Body.String(), "secret") {
				t.Errorf("status %d, body %q", out.Code, out.Body)
			}
			lines := strings.Split(strings.TrimSpace(log.String()), "\n")
			var last struct {
				Level, Msg, Method, Path, Request string
				Status                            int
			}
			if err := json.Unmarshal([]byte(lines[len(lines)-1]), &last); err != nil {
				t.Fatal(err)
			}
			if last.Level != tt.level || last.Msg != "request" || last.Path != "/some/path" || last.Status != tt.status ||
				last.Request != out.Header().Get(requestIDHeader) {
				t.Errorf("logged %+v", last)
			}
		})
	}
	t.Cleanup(func() {
		families, err := m.registry.Gather()
		if err != nil {
			t.Fatal(err)
		}
		for _, family := range families {
			if n := len(family.GetMetric()); family.GetName() == "sluice_http_request_duration_seconds" && n != 3 {
				t.Errorf("%d kinds of requests were counted, want 3", n)
			}
		}
	})
}

func TestAddress(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, remote, forwarded string
		trust                   bool
		want                    string
	}{
		{"direct", "192.0.2.7:1234", "", false, "192.0.2.7"},
		{"forged", "192.0.2.7:1234", "198.51.100.1", false, "192.0.2.7"},
		{"proxied", "127.0.0.1:1234", "203.0.113.9, 198.51.100.1", true, "198.51.100.1"},
		{"proxy silent", "127.0.0.1:1234", "", true, "127.0.0.1"},
		{"version 6", "[2001:db8::1]:1234", "", false, "2001:db8::1"},
		{"nonsense", "127.0.0.1:1234", "nonsense", true, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			r.RemoteAddr = tt.remote
			if tt.forwarded != "" {
				r.Header.Set("X-Forwarded-For", tt.forwarded)
			}
			want, _ := netip.ParseAddr(tt.want)
			if got := (identity{trustProxy: tt.trust}).address(r); got != want {
				t.Errorf("address = %s, want %s", got, want)
			}
		})
	}
}

func TestCrossOrigin(t *testing.T) {
	t.Parallel()
	answer := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { say(w, http.StatusOK, "ok") })
	tests := []struct {
		name    string
		allowed []string
		origin  string
		want    string
	}{
		{"allowed", []string{"https://shop.example"}, "https://shop.example", "https://shop.example"},
		{"not allowed", []string{"https://shop.example"}, "https://evil.example", ""},
		{"none allowed", nil, "https://shop.example", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequest(http.MethodOptions, "/graphql", nil)
			r.Header.Set("Origin", tt.origin)
			r.Header.Set("Access-Control-Request-Method", "POST")
			r.Header.Set("Access-Control-Request-Headers", "content-type,x-sluice-csrf")
			out := httptest.NewRecorder()
			crossOrigin(tt.allowed, answer).ServeHTTP(out, r)
			if got := out.Header().Get("Access-Control-Allow-Origin"); got != tt.want {
				t.Errorf("allowed origin = %q, want %q", got, tt.want)
			}
		})
	}
}
