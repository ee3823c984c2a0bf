package server

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

func TestReady(t *testing.T) {
	t.Parallel()
	stopping, stop := context.WithCancel(t.Context())
	stop()
	tests := []struct {
		name     string
		stopping context.Context
		db       *postgres.DB
		status   int
		body     string
	}{
		{"ready", t.Context(), pgtest.New(t), 200, "ok\n"},
		{"stopping", stopping, pgtest.New(t), 503, "stopping\n"},
		{"schema missing", t.Context(), pgtest.Empty(t), 503, "the database is not ready; see the log\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			schema, err := postgres.NewSchema(tt.db)
			if err != nil {
				t.Fatal(err)
			}
			out := httptest.NewRecorder()
			ready(tt.stopping, schema)(out, httptest.NewRequest(http.MethodGet, "/readyz", nil))
			if out.Code != tt.status || out.Body.String() != tt.body {
				t.Errorf("status %d, %q, want %d, %q", out.Code, out.Body, tt.status, tt.body)
			}
		})
	}
}
