package crashtest

import (
	"encoding/base64"
	"io"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/sluicehq/sluice/postgres/pgtest"
	"github.com/sluicehq/sluice/upload/uploadtest"
)

// TestAFullDiskOfUploadsStopsNothingElse sends more than there is room for while
// a batch is being executed.
func TestAFullDiskOfUploadsStopsNothingElse(t *testing.T) {
	t.Parallel()
	disk := uploadtest.SmallDisk(t)
	f, server := newFleet(t, pgtest.URL(t), "SLUICE_UPLOADS="+disk)
	f.awaitWork(t, server, 1)

	const megabyte = 1 << 20
	file := f.client.beginUpload(t, 2*megabyte)
	status, text := f.client.sendPiece(t, file, 0, strings.Repeat("x", 2*megabyte))
	if status != http.StatusInsufficientStorage || !strings.Contains(text, "no room left") {
		t.Errorf("a file that is too big for the disk: %d %s", status, text)
	}
	if status, text := f.client.tus(t, http.MethodDelete, file, ""); status != http.StatusNoContent {
		t.Errorf("giving it up: %d %s", status, text)
	}
	if left, err := filepath.Glob(filepath.Join(disk, "*", "*")); err != nil || len(left) > 0 {
		t.Errorf("left on the disk: %v, %v", left, err)
	}
	file = f.client.beginUpload(t, 5)
	if status, text := f.client.sendPiece(t, file, 0, "small"); status != http.StatusNoContent {
		t.Errorf("a small file after that: %d %s", status, text)
	}
	f.check(t)
	var uploads int
	if err := f.db.QueryRow(t.Context(), "SELECT count(*) FROM upload WHERE size = 5").Scan(&uploads); err != nil || uploads != 1 {
		t.Errorf("%d uploads are on record, %v", uploads, err)
	}
	select {
	case <-server.ended:
		t.Errorf("the server ended: %v", server.cmd.ProcessState)
	default:
	}
}

// beginUpload announces a file and returns where its pieces go.
func (c client) beginUpload(t *testing.T, size int) string {
	t.Helper()
	name := base64.StdEncoding.EncodeToString([]byte("prices.csv"))
	r := c.tusRequest(t, http.MethodPost, c.url+"/upload/", "")
	r.Header.Set("Upload-Length", strconv.Itoa(size))
	r.Header.Set("Upload-Metadata", "filename "+name)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusCreated {
		t.Fatalf("announcing a file: %s", answer.Status)
	}
	return answer.Header.Get("Location")
}

// sendPiece sends a piece of a file.
func (c client) sendPiece(t *testing.T, url string, offset int, content string) (status int, text string) {
	t.Helper()
	return c.tus(t, http.MethodPatch, url, content,
		"Upload-Offset", strconv.Itoa(offset), "Content-Type", "application/offset+octet-stream")
}

// tus sends a request of the protocol for uploads.
func (c client) tus(t *testing.T, method, url, body string, headers ...string) (status int, text string) {
	t.Helper()
	r := c.tusRequest(t, method, url, body)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	raw, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(raw)
}

func (c client) tusRequest(t *testing.T, method, url, body string) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+c.token)
	r.Header.Set("Tus-Resumable", "1.0.0")
	return r
}
