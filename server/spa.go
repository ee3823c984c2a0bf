package server

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"
)

const index = "index.html"

// spa serves the single-page app: its files, and its page for every other path
// that a person may go to.
type spa struct {
	assets map[string]*asset // by path without the leading slash
}

// newSPA reads the app's files, which have index.html at the root.
func newSPA(files fs.FS) (*spa, error) {
	s := &spa{assets: map[string]*asset{}}
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasPrefix(path.Base(name), ".") {
			return err
		}
		content, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		s.assets[name] = newAsset(name, content)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading the app's files: %w", err)
	}
	return s, nil
}

// ServeHTTP implements http.Handler.
func (s *spa) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		say(w, http.StatusMethodNotAllowed, "There is only something to read here.")
		return
	}
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	if a, ok := s.assets[name]; ok && name != index {
		a.serve(w, r)
		return
	}
	// What looks like a file is one that does not exist; everything else is a
	// page, which the app finds by itself.
	if path.Ext(name) != "" && name != index {
		say(w, http.StatusNotFound, "There is no such file.")
		return
	}
	s.assets[index].serve(w, r)
}

// asset is a file of the app. It is compressed when it is first asked for.
type asset struct {
	content   []byte
	gzipped   func() []byte // nil result: not worth it
	mediaType string
	tag       string
	caching   string
}

func newAsset(name string, content []byte) *asset {
	sum := sha256.Sum256(content)
	a := &asset{
		content:   content,
		mediaType: mime.TypeByExtension(path.Ext(name)),
		tag:       `"` + hex.EncodeToString(sum[:12]) + `"`,
		caching:   "no-cache",
	}
	if strings.HasPrefix(name, "assets/") {
		// Vite puts a hash of the content into these names.
		a.caching = "public, max-age=31536000, immutable"
	}
	a.gzipped = sync.OnceValue(func() []byte { return compress(a.mediaType, content) })
	return a
}

func (a *asset) serve(w http.ResponseWriter, r *http.Request) {
	body := a.content
	h := w.Header()
	h.Set("Cache-Control", a.caching)
	h.Set("Vary", "Accept-Encoding")
	if a.mediaType != "" {
		h.Set("Content-Type", a.mediaType)
	}
	h.Set("ETag", a.tag)
	if r.Header.Get("If-None-Match") == a.tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		if gzipped := a.gzipped(); gzipped != nil {
			h.Set("Content-Encoding", "gzip")
			body = gzipped
		}
	}
	h.Set("Content-Length", fmt.Sprint(len(body)))
	w.WriteHeader(http.StatusOK)
	if r.Method != http.MethodHead {
		// An error means that the client has gone.
		_, _ = w.Write(body)
	}
}

// compress returns the content gzipped, or nil if that gains nothing.
func compress(mediaType string, content []byte) []byte {
	text := strings.HasPrefix(mediaType, "text/") || strings.Contains(mediaType, "javascript") ||
		strings.Contains(mediaType, "json") || strings.Contains(mediaType, "svg")
	if !text || len(content) < 1024 {
		return nil
	}
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil
	}
	if _, err := z.Write(content); err != nil || z.Close() != nil {
		return nil
	}
	return out.Bytes()
}

// notBuilt is what is shown instead of the app when there is none.
func notBuilt(w http.ResponseWriter, _ *http.Request) {
	say(w, http.StatusNotFound, `The web app is not part of this program: it was not built before.

Build both with:  make build
The API is at:    /graphql`)
}
