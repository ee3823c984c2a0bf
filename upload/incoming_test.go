package upload_test

import (
	"context"
	"encoding/base64"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/upload"
)

// site answers tus requests; the header Login says for whom.
type site struct {
	*store
	incoming *upload.Incoming
	url      string
}

func newSite(t *testing.T, directory string) *site {
	t.Helper()
	s := newStore(t, directory)
	incoming, err := upload.NewIncoming(s.Service, filepath.Join(directory, "incoming"), "/upload/")
	if err != nil {
		t.Fatal(err)
	}
	who := map[string]context.Context{"ann": s.ann, "bob": s.bob}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		viewer := auth.NewViewer(0, "", "")
		if ctx := who[r.Header.Get("Login")]; ctx != nil {
			viewer = auth.ViewerFrom(ctx)
		}
		incoming.ServeHTTP(w, r.WithContext(auth.WithViewer(r.Context(), viewer)))
	}))
	t.Cleanup(server.Close)
	return &site{s, incoming, server.URL}
}

// send sends a request of the protocol and returns the answer, its body read.
func (s *site) send(t *testing.T, login, method, url, body string, headers ...string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Tus-Resumable", "1.0.0")
	r.Header.Set("Login", login)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer, string(text)
}

// begin announces a file and returns where its pieces go.
func (s *site) begin(t *testing.T, login, name string, size int) string {
	t.Helper()
	answer, text := s.send(t, login, http.MethodPost, s.url+"/upload/", "",
		"Upload-Length", strconv.Itoa(size), "Upload-Metadata", "filename "+base64.StdEncoding.EncodeToString([]byte(name)))
	if answer.StatusCode != http.StatusCreated {
		t.Fatalf("announcing a file: %s %s", answer.Status, text)
	}
	return answer.Header.Get("Location")
}

// piece sends a piece of a file.
func (s *site) piece(t *testing.T, login, url, content string, offset int) (*http.Response, string) {
	t.Helper()
	return s.send(t, login, http.MethodPatch, url, content,
		"Upload-Offset", strconv.Itoa(offset), "Content-Type", "application/offset+octet-stream")
}

func TestTransferGoesOnWhereItBrokeOff(t *testing.T) {
	t.Parallel()
	s := newSite(t, t.TempDir())
	url := s.begin(t, "ann", "prices.csv", 10)
	if answer, text := s.piece(t, "ann", url, "1234", 0); answer.StatusCode != http.StatusNoContent || answer.Header.Get(upload.IDHeader) != "" {
		t.Fatalf("the first piece: %s %s", answer.Status, text)
	}
	if answer, _ := s.send(t, "bob", http.MethodHead, url, ""); answer.StatusCode != http.StatusNotFound {
		t.Errorf("somebody else's transfer: %s", answer.Status)
	}
	if answer, _ := s.piece(t, "bob", url, "xxxxxx", 4); answer.StatusCode != http.StatusNotFound {
		t.Errorf("a piece by somebody else: %s", answer.Status)
	}
	answer, _ := s.send(t, "ann", http.MethodHead, url, "")
	if answer.Header.Get("Upload-Offset") != "4" {
		t.Fatalf("goes on at %q", answer.Header.Get("Upload-Offset"))
	}
	answer, text := s.piece(t, "ann", url, "567890", 4)
	id, err := model.ParseID(answer.Header.Get(upload.IDHeader))
	if err != nil {
		t.Fatalf("the last piece: %s %s, %v", answer.Status, text, err)
	}
	key, err := id.Int("Upload")
	if err != nil {
		t.Fatal(err)
	}
	u, reader, err := s.Read(s.ann, key)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	if content, err := io.ReadAll(reader); err != nil || string(content) != "1234567890" || u.Name != "prices.csv" {
		t.Errorf("kept %q of %+v, %v", content, u, err)
	}
	if left := s.files(t); len(left) != 1 {
		t.Errorf("files: %v, want the upload alone", left)
	}
}

func TestRefusedTransfers(t *testing.T) {
	t.Parallel()
	s := newSite(t, t.TempDir())
	name := "filename " + base64.StdEncoding.EncodeToString([]byte("a.csv"))
	for what, c := range map[string]struct {
		login   string
		headers []string
		status  int
	}{
		"a guest":       {"", []string{"Upload-Length", "1", "Upload-Metadata", name}, http.StatusUnauthorized},
		"no name":       {"ann", []string{"Upload-Length", "1"}, http.StatusBadRequest},
		"no length":     {"ann", []string{"Upload-Metadata", name}, http.StatusBadRequest},
		"a huge length": {"ann", []string{"Upload-Length", "99999999999999", "Upload-Metadata", name}, http.StatusRequestEntityTooLarge},
		"a page of another site, which can't send the header": {"ann", []string{"Upload-Length", "1", "Upload-Metadata", name, "Tus-Resumable", ""}, http.StatusPreconditionFailed},
	} {
		if answer, text := s.send(t, c.login, http.MethodPost, s.url+"/upload/", "", c.headers...); answer.StatusCode != c.status {
			t.Errorf("%s: %s %s", what, answer.Status, text)
		}
	}
	for _, id := range []string{"nothing", "..%2f..%2fetc%2fpasswd", "a.info"} {
		if answer, text := s.send(t, "ann", http.MethodHead, s.url+"/upload/"+id, ""); answer.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %s %s", id, answer.Status, text)
		}
	}
	if left := s.files(t); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestSweepRemovesWhatIsADayOld(t *testing.T) {
	t.Parallel()
	s := newSite(t, t.TempDir())
	kept, err := s.Create(s.ann, "kept.csv", "", strings.NewReader("kept"), 10)
	if err != nil {
		t.Fatal(err)
	}
	s.begin(t, "ann", "given up.csv", 10)
	halfWritten := filepath.Join(s.directory, "files", "killed.18.tmp")
	if err := os.WriteFile(halfWritten, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, file := range s.files(t) {
		old := time.Now().Add(-25 * time.Hour)
		if err := os.Chtimes(file, old, old); err != nil {
			t.Fatal(err)
		}
	}
	s.begin(t, "ann", "going on.csv", 10)
	if err := s.incoming.Sweep(); err != nil {
		t.Fatal(err)
	}
	if left := s.files(t); len(left) != 3 {
		t.Errorf("left: %v; want what is kept, and two files of the transfer that goes on", left)
	}
	if _, content, err := s.Read(s.ann, kept.ID); err != nil {
		t.Errorf("what is kept: %v", err)
	} else if err := content.Close(); err != nil {
		t.Error(err)
	}
}
