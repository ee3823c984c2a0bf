package server

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

func TestSPA(t *testing.T) {
	t.Parallel()
	script := strings.Repeat("console.log('sluice');", 100)
	pages, err := newSPA(fstest.MapFS{
		"index.html":         {Data: []byte("<html>app</html>")},
		"sluice.svg":         {Data: []byte("<svg/>")},
		"assets/app-1a2b.js": {Data: []byte(script)},
		".gitkeep":           {},
	})
	if err != nil {
		t.Fatal(err)
	}
	const forever = "public, max-age=31536000, immutable"
	tests := []struct {
		name, method, path string
		status             int
		body, caching      string
	}{
		{"root", "GET", "/", 200, "<html>app</html>", "no-cache"},
		{"page of the app", "GET", "/batches/123", 200, "<html>app</html>", "no-cache"},
		{"the index by name", "GET", "/index.html", 200, "<html>app</html>", "no-cache"},
		{"hashed asset", "GET", "/assets/app-1a2b.js", 200, script, forever},
		{"other file", "GET", "/sluice.svg", 200, "<svg/>", "no-cache"},
		{"missing asset", "GET", "/assets/app-old.js", 404, "There is no such file.\n", "no-store"},
		{"hidden file", "GET", "/.gitkeep", 404, "There is no such file.\n", "no-store"},
		{"out of the tree", "GET", "/assets/../../etc/passwd", 200, "<html>app</html>", "no-cache"},
		{"head", "HEAD", "/", 200, "", "no-cache"},
		{"post", "POST", "/", 405, "There is only something to read here.\n", "no-store"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			out := httptest.NewRecorder()
			pages.ServeHTTP(out, httptest.NewRequest(tt.method, tt.path, nil))
			if out.Code != tt.status || out.Body.String() != tt.body || out.Header().Get("Cache-Control") != tt.caching {
				t.Errorf("status %d, caching %q, body %q", out.Code, out.Header().Get("Cache-Control"), out.Body)
			}
		})
	}

	t.Run("compressed", func(t *testing.T) {
		t.Parallel()
		r := httptest.NewRequest(http.MethodGet, "/assets/app-1a2b.js", nil)
		r.Header.Set("Accept-Encoding", "br, gzip")
		out := httptest.NewRecorder()
		pages.ServeHTTP(out, r)
		if out.Header().Get("Content-Encoding") != "gzip" || out.Body.Len() > len(script)/2 {
			t.Fatalf("%d bytes, headers %v", out.Body.Len(), out.Header())
		}
		z, err := gzip.NewReader(out.Body)
		if err != nil {
			t.Fatal(err)
		}
		if body, err := io.ReadAll(z); err != nil || string(body) != script {
			t.Errorf("got %q, %v", body, err)
		}
	})
	t.Run("not changed", func(t *testing.T) {
		t.Parallel()
		first := httptest.NewRecorder()
		pages.ServeHTTP(first, httptest.NewRequest(http.MethodGet, "/", nil))
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header.Set("If-None-Match", first.Header().Get("ETag"))
		second := httptest.NewRecorder()
		pages.ServeHTTP(second, r)
		if second.Code != http.StatusNotModified || second.Body.Len() != 0 {
			t.Errorf("status %d, body %q", second.Code, second.Body)
		}
	})
}
